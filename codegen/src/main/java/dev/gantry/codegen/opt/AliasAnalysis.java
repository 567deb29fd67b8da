package dev.gantry.codegen.opt;

import dev.gantry.clif.ir.Dfg;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.Layout;
import dev.gantry.clif.ir.MemFlags;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.codegen.analysis.ControlFlowGraph;
import dev.gantry.codegen.analysis.DominatorTree;

/**
 * Removes loads of what is known already, and stores of what is there already.
 *
 * <p>Blocks are visited in reverse post-order. For every access there is the version of memory that it meets ({@link
 * MemoryVersions}); version, address, offset and kind of access name a place. A load whose place holds a value known from an
 * earlier load or store that dominates it becomes that value: the memory has not changed since. A store of the value that
 * an earlier, dominating store put at the same place is dropped. Loads marked {@code readonly} have a version of their own that nothing
 * ends.
 *
 * <p>Traps: the earlier access has the same address and size and did not trap, so neither would the one that is dropped;
 * stores are only dropped for earlier stores, since memory that can be read need not be writable.
 *
 * <p>Not looked at: accesses of different size or address that overlap or cannot overlap; a store makes a new version of all
 * of its region. Linear in instructions.
 *
 * <p>Example: {@code store v1, v0; v2 = load.i32 v0; store v3, v4; v5 = load.i32 v0} becomes {@code store v1, v0; store v3, v4; v5 =
 * load.i32 v0} with v1 for v2.
 */
public final class AliasAnalysis {
    /** The version of memory that is never written. */
    private static final int READONLY = Integer.MAX_VALUE;

    private final MemoryVersions versions = new MemoryVersions();
    private final KnownContents known = new KnownContents();

    /**
     * What a run removed.
     *
     * @param loads how many loads
     * @param stores how many stores
     */
    public record Removed(int loads, int stores) {
        private static final Removed NOTHING = new Removed(0, 0);
    }

    /** Does it; value aliases must be resolved before and have to be after, and unreachable blocks must be gone. */
    public Removed run(Function function, ControlFlowGraph cfg, DominatorTree domtree) {
        if (!anyLoad(function)) {
            return Removed.NOTHING;
        }
        versions.compute(function, cfg, domtree);
        known.clear();
        Layout layout = function.layout;
        int loads = 0;
        int stores = 0;
        for (int i = domtree.reachableCount() - 1; i >= 0; i--) {
            int block = domtree.postorder(i);
            versions.enter(block);
            int inst = layout.firstInst(block);
            while (inst >= 0) {
                int next = layout.nextInst(inst);
                InstData data = function.dfg.instData(inst);
                if (data instanceof InstData.Load load) {
                    loads += load(function, domtree, inst, load) ? 1 : 0;
                } else if (data instanceof InstData.Store store) {
                    stores += store(function, domtree, inst, store) ? 1 : 0;
                } else {
                    versions.pass(function.dfg, inst);
                }
                inst = next;
            }
        }
        return new Removed(loads, stores);
    }

    private static boolean anyLoad(Function function) {
        for (int inst = 0; inst < function.dfg.instLimit(); inst++) {
            if (function.dfg.instData(inst) instanceof InstData.Load) {
                return true;
            }
        }
        return false;
    }

    private boolean load(Function function, DominatorTree domtree, int inst, InstData.Load load) {
        Dfg dfg = function.dfg;
        int version = MemFlags.readonly(load.flags()) ? READONLY : versions.at(load.flags());
        int address = dfg.resolveAliases(load.addr());
        int result = dfg.firstResult(inst);
        int kind = kind(load.opcode(), load.flags(), dfg.valueTypeId(result));
        int slot = known.find(version, address, load.offset(), kind);
        if (slot != KnownContents.NONE && dominates(function, domtree, known.inst(slot), inst)) {
            int value = known.value(slot);
            function.layout.removeInst(inst);
            dfg.clearResults(inst);
            dfg.changeToAlias(result, value);
            return true;
        }
        known.put(version, address, load.offset(), kind, result, inst);
        return false;
    }

    private boolean store(Function function, DominatorTree domtree, int inst, InstData.Store store) {
        Dfg dfg = function.dfg;
        int address = dfg.resolveAliases(store.addr());
        int value = dfg.resolveAliases(store.value());
        int kind = kind(loadOf(store.opcode()), store.flags(), dfg.valueTypeId(value));
        int slot = known.find(versions.at(store.flags()), address, store.offset(), kind);
        if (slot != KnownContents.NONE
                && known.value(slot) == value
                && dfg.opcode(known.inst(slot)) == store.opcode()
                && dominates(function, domtree, known.inst(slot), inst)) {
            int earlier = known.inst(slot);
            versions.pass(dfg, inst);
            known.put(versions.at(store.flags()), address, store.offset(), kind, value, earlier);
            function.layout.removeInst(inst);
            return true;
        }
        versions.pass(dfg, inst);
        known.put(versions.at(store.flags()), address, store.offset(), kind, value, inst);
        return false;
    }

    /**
     * The opcode whose loads find, as they are, the values that a store puts there. A narrowing store keeps a part of its value,
     * which no load gives back as it is; it stands for itself.
     */
    private static Opcode loadOf(Opcode store) {
        return store == Opcode.STORE ? Opcode.LOAD : store;
    }

    private static int kind(Opcode opcode, int flags, int typeId) {
        return (opcode.ordinal() << 1 | (MemFlags.big(flags) ? 1 : 0)) << 16 | typeId;
    }

    /** Whether an instruction seen earlier is on every path to this one. */
    private static boolean dominates(Function function, DominatorTree domtree, int earlier, int inst) {
        int from = function.layout.instBlock(earlier);
        int to = function.layout.instBlock(inst);
        return from == to || domtree.dominates(from, to);
    }
}
