package dev.gantry.codegen.opt;

import dev.gantry.clif.ir.AliasRegion;
import dev.gantry.clif.ir.DebugTag;
import dev.gantry.clif.ir.ExtFunc;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.MemFlags;
import dev.gantry.clif.ir.UserStackMapEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one function declares, declared in another as it is needed: signatures, functions, stack slots, constants, symbols, alias
 * regions. Each is declared once per import; an alias region of a number that the other function has is that one.
 */
final class ImportedEntities {
    private static final int NONE = -1;

    private final Function from;
    private final Function to;
    private final int[] signatures;
    private final int[] funcs;
    private final int[] slots;
    private final int[] globals;
    private final int[] regions;

    ImportedEntities(Function from, Function to) {
        this.from = from;
        this.to = to;
        signatures = none(from.signatures.limit());
        funcs = none(from.extFuncs.limit());
        slots = none(from.stackSlots.limit());
        globals = none(from.globalValues.limit());
        regions = none(from.aliasRegions.limit());
    }

    private static int[] none(int size) {
        int[] map = new int[size];
        Arrays.fill(map, NONE);
        return map;
    }

    int signature(int signature) {
        if (signatures[signature] == NONE) {
            signatures[signature] = to.signatures.add(from.signatures.get(signature));
        }
        return signatures[signature];
    }

    int func(int func) {
        if (funcs[func] == NONE) {
            ExtFunc callee = from.extFuncs.get(func);
            funcs[func] = to.extFuncs.add(
                    new ExtFunc(callee.name(), signature(callee.signature()), callee.colocated(), callee.patchable()));
        }
        return funcs[func];
    }

    private int slot(int slot) {
        if (slots[slot] == NONE) {
            slots[slot] = to.stackSlots.add(from.stackSlots.get(slot));
        }
        return slots[slot];
    }

    private int global(int global) {
        if (globals[global] == NONE) {
            globals[global] = to.globalValues.add(from.globalValues.get(global));
        }
        return globals[global];
    }

    private int flags(int flags) {
        int region = MemFlags.region(flags);
        return region < 0 ? flags : MemFlags.withRegion(flags, region(region));
    }

    private int region(int region) {
        if (regions[region] == NONE) {
            AliasRegion imported = from.aliasRegions.get(region);
            for (int i = 0; i < to.aliasRegions.limit() && regions[region] == NONE; i++) {
                if (to.aliasRegions.contains(i) && to.aliasRegions.get(i).userId() == imported.userId()) {
                    regions[region] = i;
                }
            }
            if (regions[region] == NONE) {
                regions[region] = to.aliasRegions.add(imported);
            }
        }
        return regions[region];
    }

    /** The payload of an instruction that is neither a call nor a branch, referring to the imported entities; values as they are. */
    InstData map(InstData data) {
        return switch (data) {
            case InstData.UnaryConst d -> new InstData.UnaryConst(d.opcode(), constant(d.constant()));
            case InstData.UnaryGlobalValue d -> new InstData.UnaryGlobalValue(d.opcode(), global(d.globalValue()));
            case InstData.FuncAddr d -> new InstData.FuncAddr(d.opcode(), func(d.func()));
            case InstData.StackAddr d -> new InstData.StackAddr(d.opcode(), slot(d.stackSlot()), d.offset());
            case InstData.Call d -> new InstData.Call(d.opcode(), func(d.func()), d.args());
            case InstData.CallIndirect d ->
                new InstData.CallIndirect(d.opcode(), signature(d.sig()), d.callee(), d.args());
            case InstData.Load d -> new InstData.Load(d.opcode(), flags(d.flags()), d.addr(), d.offset());
            case InstData.LoadNoOffset d -> new InstData.LoadNoOffset(d.opcode(), flags(d.flags()), d.arg());
            case InstData.Store d -> new InstData.Store(d.opcode(), flags(d.flags()), d.value(), d.addr(), d.offset());
            case InstData.StoreNoOffset d ->
                new InstData.StoreNoOffset(d.opcode(), flags(d.flags()), d.value(), d.addr());
            case InstData.AtomicRmw d ->
                new InstData.AtomicRmw(d.opcode(), flags(d.flags()), d.op(), d.addr(), d.value());
            case InstData.AtomicCas d ->
                new InstData.AtomicCas(d.opcode(), flags(d.flags()), d.addr(), d.expected(), d.replacement());
            default -> data;
        };
    }

    private int constant(int constant) {
        return to.constants.add(from.constants.get(constant));
    }

    /** What is live at a call: the entries of the imported one, then those that hold at the site. */
    List<UserStackMapEntry> stackMap(List<UserStackMapEntry> imported, List<UserStackMapEntry> site) {
        List<UserStackMapEntry> entries = new ArrayList<>();
        for (UserStackMapEntry entry : imported) {
            entries.add(new UserStackMapEntry(entry.type(), slot(entry.stackSlot()), entry.offset()));
        }
        entries.addAll(site);
        return entries;
    }

    /** Debug tags of the site, then the imported ones: outer frames first. */
    List<DebugTag> debugTags(List<DebugTag> imported, List<DebugTag> site) {
        List<DebugTag> tags = new ArrayList<>(site);
        for (DebugTag tag : imported) {
            tags.add(tag instanceof DebugTag.Slot slot ? new DebugTag.Slot(slot(slot.stackSlot())) : tag);
        }
        return tags;
    }
}
