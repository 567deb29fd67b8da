package dev.gantry.codegen.opt;

import dev.gantry.clif.ir.Dfg;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.Layout;
import dev.gantry.clif.ir.MemFlags;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.codegen.analysis.ControlFlowGraph;
import dev.gantry.codegen.analysis.DominatorTree;
import java.util.Arrays;

/**
 * Versions of memory: for every point of a function and every class of memory, which instruction last changed it.
 *
 * <p>Class 0 is all of memory, each other class one alias region (many regions share the last class). A store to a region
 * makes a new version of that region and of class 0; a store of unknown region, a call and anything that orders accesses
 * make a new version of every class. So an access that states a region asks for that class, any other for class 0.
 *
 * <p>A version is named by the instruction that made it, or by the block at whose entry versions meet. The versions at
 * block entries are the solution of a forward data-flow problem: an entry starts as unknown, takes the version that its
 * predecessors agree on, and takes its own name as soon as they disagree or the version changes. Each entry changes at
 * most twice, so the work is linear in blocks, edges and classes.
 *
 * <p>Why equal names mean equal contents: a point has version {@code x} only if every path to it passes {@code x}, and
 * after the last time nothing changed the class. If two points have version {@code x} and the first dominates the second,
 * then every path from the last {@code x} to the second passes the first.
 *
 * <p>Example: {@code b0: store region1 v1 -> inst 0; brif c, b1, b2; b1: store region2 v2 -> inst 2; jump b2}: in b2 region1
 * has version 0, region2 and class 0 have the version named by b2.
 */
final class MemoryVersions {
    /** The version at the entry of the function. */
    static final int AT_ENTRY = -1;
    /** No version seen yet; of an instruction that it makes no new version. */
    static final int UNKNOWN = Integer.MIN_VALUE;

    private static final int MAX_CLASSES = 16;

    private int classes;
    private int[] entry = new int[0];
    private int[] made = new int[0];
    private final int[] current = new int[MAX_CLASSES];

    /** Computes the versions at all block entries. */
    void compute(Function function, ControlFlowGraph cfg, DominatorTree domtree) {
        classes = Math.min(MAX_CLASSES, function.aliasRegions.limit() + 1);
        int size = cfg.blockCount() * classes;
        if (entry.length < size) {
            int n = Math.max(size, entry.length * 2);
            entry = new int[n];
            made = new int[n];
        }
        Arrays.fill(entry, 0, size, UNKNOWN);
        summarize(function, domtree);
        Arrays.fill(entry, cfg.entry() * classes, (cfg.entry() + 1) * classes, AT_ENTRY);
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = domtree.reachableCount() - 1; i >= 0; i--) {
                int block = domtree.postorder(i);
                if (block != cfg.entry()) {
                    changed |= meetPredecessors(block, cfg);
                }
            }
        }
    }

    /** For every block and class the version that the block makes last, or UNKNOWN. */
    private void summarize(Function function, DominatorTree domtree) {
        Layout layout = function.layout;
        for (int i = 0; i < domtree.reachableCount(); i++) {
            int block = domtree.postorder(i);
            Arrays.fill(current, 0, classes, UNKNOWN);
            for (int inst = layout.firstInst(block); inst >= 0; inst = layout.nextInst(inst)) {
                pass(function.dfg, inst);
            }
            System.arraycopy(current, 0, made, block * classes, classes);
        }
    }

    private boolean meetPredecessors(int block, ControlFlowGraph cfg) {
        boolean changed = false;
        for (int c = 0; c < classes; c++) {
            int at = block * classes + c;
            int old = entry[at];
            if (old == own(block)) {
                continue;
            }
            int met = UNKNOWN;
            for (int p = cfg.predStart(block); p < cfg.predEnd(block); p++) {
                int from = cfg.predAt(p) * classes + c;
                int out = made[from] == UNKNOWN ? entry[from] : made[from];
                if (out != UNKNOWN) {
                    met = met == UNKNOWN || met == out ? out : own(block);
                }
            }
            if (met != old) {
                entry[at] = old == UNKNOWN ? met : own(block);
                changed = true;
            }
        }
        return changed;
    }

    /** The version named by a block. */
    private static int own(int block) {
        return -2 - block;
    }

    /** Goes to the entry of a block. */
    void enter(int block) {
        System.arraycopy(entry, block * classes, current, 0, classes);
    }

    /** The version that an access with these flags, here, finds. */
    int at(int flags) {
        return current[classOf(flags)];
    }

    /** The class that an access with these flags belongs to. */
    private int classOf(int flags) {
        return Math.min(MemFlags.region(flags) + 1, classes - 1);
    }

    /** Goes past an instruction. */
    void pass(Dfg dfg, int inst) {
        Opcode opcode = dfg.opcode(inst);
        InstData data = dfg.instData(inst);
        if (data instanceof InstData.Store store) {
            int of = classOf(store.flags());
            if (of == 0) {
                Arrays.fill(current, 0, classes, inst);
            } else {
                current[0] = inst;
                current[of] = inst;
            }
        } else if (opcode.canStore() || opcode.isCall() || ordersAccesses(opcode)) {
            Arrays.fill(current, 0, classes, inst);
        }
    }

    private static boolean ordersAccesses(Opcode opcode) {
        return switch (opcode) {
            case GET_PINNED_REG, SET_PINNED_REG, SEQUENCE_POINT -> false;
            default -> opcode.otherSideEffects();
        };
    }
}
