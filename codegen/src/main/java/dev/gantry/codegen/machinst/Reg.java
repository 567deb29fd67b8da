package dev.gantry.codegen.machinst;

/**
 * A register as a machine instruction holds it, in one int.
 *
 * <p>Before allocation: the index of a virtual register (0 to 2^21 - 2), or a physical register that the allocator never
 * sees (stack and frame pointer). After allocation: a physical register or a spill slot. {@link #NONE} stands for an absent
 * register. A physical register is numbered as regalloc numbers it: {@code class << 6 | hardware number}.
 */
public final class Reg {
    /** No register. */
    public static final int NONE = -1;

    private static final int REAL = 1 << 24;
    private static final int SPILL = 1 << 25;

    private Reg() {}

    /** The register that stands for a physical one. */
    public static int real(int preg) {
        return REAL | preg;
    }

    /** The location that stands for a spill slot, counted in units of 8 bytes. */
    public static int spill(int slot) {
        return SPILL | slot;
    }

    /** Whether this is a virtual register. */
    public static boolean isVirtual(int reg) {
        return reg >= 0 && reg < REAL;
    }

    /** Whether this is a physical register. */
    public static boolean isReal(int reg) {
        return reg >= 0 && (reg & REAL) != 0;
    }

    /** Whether this is a spill slot. */
    public static boolean isSpill(int reg) {
        return reg >= 0 && (reg & SPILL) != 0;
    }

    /** The physical register of a real register: {@code class << 6 | hardware number}. */
    public static int preg(int real) {
        return real & 0xff;
    }

    /** The hardware number, 0 to 63, of a real register. */
    public static int hw(int real) {
        return real & 63;
    }

    /** The slot number of a spill slot. */
    public static int slot(int spill) {
        return spill & (SPILL - 1);
    }
}
