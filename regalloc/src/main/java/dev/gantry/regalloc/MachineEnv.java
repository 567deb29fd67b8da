package dev.gantry.regalloc;

import java.util.Arrays;

/**
 * The register file an allocator may use. Immutable; one per target and calling convention.
 *
 * <p>Preferred registers cost nothing to use, non-preferred ones cost something once per function (callee-saved). A scratch
 * register is never allocated and serves moves between two stack slots and cycles of moves; without one the allocator finds a free
 * register or saves one around the move. Fixed stack registers are pregs that stand for memory: operands may be fixed to them, moves
 * to and from them count as stack accesses.
 */
public final class MachineEnv {
    private final int[][] preferred;
    private final int[][] nonPreferred;
    private final int[] scratch;
    private final PRegSet fixedStack;
    private final PRegSet allocatable;

    /**
     * Describes a machine.
     *
     * @param preferred pregs by class, in order of preference
     * @param nonPreferred pregs by class, in order of preference
     * @param scratch scratch preg by class or {@link PReg#NONE}; not among the allocatable ones
     * @param fixedStack pregs that are memory; not among the allocatable ones
     */
    public MachineEnv(int[][] preferred, int[][] nonPreferred, int[] scratch, PRegSet fixedStack) {
        this.preferred = copy(preferred);
        this.nonPreferred = copy(nonPreferred);
        this.scratch = scratch.clone();
        this.fixedStack = fixedStack;
        PRegSet all = PRegSet.EMPTY;
        for (int c = 0; c < RegClass.COUNT; c++) {
            all = all.union(PRegSet.of(preferred[c])).union(PRegSet.of(nonPreferred[c]));
        }
        this.allocatable = all;
        for (int c = 0; c < RegClass.COUNT; c++) {
            if (scratch[c] != PReg.NONE && all.contains(scratch[c])) {
                throw new IllegalArgumentException("scratch register is allocatable: " + PReg.toString(scratch[c]));
            }
        }
        if (!all.intersection(fixedStack).isEmpty()) {
            throw new IllegalArgumentException(
                    "fixed stack registers are allocatable: " + all.intersection(fixedStack));
        }
    }

    private static int[][] copy(int[][] table) {
        if (table.length != RegClass.COUNT) {
            throw new IllegalArgumentException("one row per register class: " + Arrays.deepToString(table));
        }
        int[][] copy = new int[table.length][];
        for (int c = 0; c < table.length; c++) {
            copy[c] = table[c].clone();
        }
        return copy;
    }

    /** Number of preferred registers of a class. */
    public int preferredCount(int regClass) {
        return preferred[regClass].length;
    }

    /** Preferred register number {@code i} of a class, best first. */
    public int preferred(int regClass, int i) {
        return preferred[regClass][i];
    }

    /** Number of non-preferred registers of a class. */
    public int nonPreferredCount(int regClass) {
        return nonPreferred[regClass].length;
    }

    /** Non-preferred register number {@code i} of a class, best first. */
    public int nonPreferred(int regClass, int i) {
        return nonPreferred[regClass][i];
    }

    /** Scratch register of a class or {@link PReg#NONE}. */
    public int scratch(int regClass) {
        return scratch[regClass];
    }

    /** Registers that stand for memory. */
    public PRegSet fixedStack() {
        return fixedStack;
    }

    /** All registers that may be given to any vreg. */
    public PRegSet allocatable() {
        return allocatable;
    }
}
