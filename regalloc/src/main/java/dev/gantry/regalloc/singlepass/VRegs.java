package dev.gantry.regalloc.singlepass;

import dev.gantry.regalloc.PReg;
import dev.gantry.regalloc.Problem;
import java.util.Arrays;

/**
 * What the pass knows about every vreg, in tables indexed by vreg and kept from function to function.
 *
 * <p>Invariant that the whole allocator rests on: a vreg that has a spill slot is stored to it right after its def, so the slot
 * holds its value wherever the vreg is live. It may be found out late that a slot is needed, because blocks are visited in
 * post-order and instructions backwards: uses come before defs.
 */
final class VRegs {
    static final int NO_SLOT = -1;

    /** Block of the def. */
    int[] defBlock = new int[0];
    /** Instruction of the def; for a block parameter the first of its block. */
    int[] defInst = new int[0];
    /** Spill slot or {@link #NO_SLOT}. */
    int[] slot = new int[0];
    /** Register for the whole life or {@link PReg#NONE}. */
    int[] home = new int[0];
    /** Register that would save a move, or {@link PReg#NONE}. */
    int[] hint = new int[0];
    /** Register that holds the vreg at the point the pass has reached, or {@link PReg#NONE}. */
    int[] reg = new int[0];
    /** Nearest instruction above the point reached that mentions the vreg in this block; -1: it comes from outside. */
    int[] above = new int[0];
    /** Whether it is a block parameter. */
    boolean[] param = new boolean[0];
    /** Whether a block other than that of the def needs it. */
    boolean[] global = new boolean[0];
    /** Instruction at which the vreg was last evicted; with {@link #evictMove}. */
    int[] evictInst = new int[0];
    /** Index of that eviction's move among the moves after the instruction. */
    int[] evictMove = new int[0];
    /** Instruction at which the vreg was last given a register above only (it does not live on below it). */
    int[] placedInst = new int[0];

    private Problem problem;
    private int slots;
    private final int[][] freeSlots = {new int[16], new int[16]};
    private final int[] freeCount = new int[2];

    VRegs() {
        problem = new Problem();
    }

    void begin(Problem p) {
        problem = p;
        slots = 0;
        freeCount[0] = 0;
        freeCount[1] = 0;
        int n = p.vregCount();
        if (slot.length < n) {
            int size = Math.max(n, slot.length * 2);
            defBlock = new int[size];
            defInst = new int[size];
            slot = new int[size];
            home = new int[size];
            hint = new int[size];
            reg = new int[size];
            above = new int[size];
            param = new boolean[size];
            global = new boolean[size];
            evictInst = new int[size];
            evictMove = new int[size];
            placedInst = new int[size];
        }
        Arrays.fill(defBlock, 0, n, -1);
        Arrays.fill(slot, 0, n, NO_SLOT);
        Arrays.fill(home, 0, n, PReg.NONE);
        Arrays.fill(hint, 0, n, PReg.NONE);
        Arrays.fill(reg, 0, n, PReg.NONE);
        Arrays.fill(above, 0, n, -1);
        Arrays.fill(param, 0, n, false);
        Arrays.fill(global, 0, n, false);
        Arrays.fill(evictInst, 0, n, -1);
        Arrays.fill(placedInst, 0, n, -1);
    }

    /**
     * The slot of {@code v}, given now if it had none. Slots of vregs of one block are shared with those of others; slots of global
     * vregs are not, since blocks that they live through may have been visited already.
     */
    int ensureSlot(int v) {
        if (slot[v] == NO_SLOT) {
            int units = problem.slotUnits(problem.vregClass(v));
            slot[v] = global[v] ? freshSlot(units) : newSlot(units);
        }
        return slot[v];
    }

    /** A slot of {@code units} (1 or 2), taken from the free ones of that size if there are any. */
    int newSlot(int units) {
        int pool = units - 1;
        if (freeCount[pool] > 0) {
            return freeSlots[pool][--freeCount[pool]];
        }
        return freshSlot(units);
    }

    private int freshSlot(int units) {
        int s = slots;
        if (units == 2 && (s & 1) != 0) {
            freeSlot(s, 1);
            s++;
        }
        slots = s + units;
        return s;
    }

    /** Puts a slot back for others. */
    void freeSlot(int s, int units) {
        int pool = units - 1;
        if (freeCount[pool] == freeSlots[pool].length) {
            freeSlots[pool] = Arrays.copyOf(freeSlots[pool], freeCount[pool] * 2);
        }
        freeSlots[pool][freeCount[pool]++] = s;
    }

    /** Units of 8 bytes that all slots take. */
    int slotCount() {
        return slots;
    }
}
