package dev.gantry.regalloc;

/**
 * Physical registers as ints: {@code class << 6 | hw}, where {@code hw} (0..63) is the number the client's encoder uses. So a
 * preg is in 0..191 and indexes tables directly.
 */
public final class PReg {
    /** Registers per class. */
    public static final int PER_CLASS = 64;
    /** Size of a table indexed by preg. */
    public static final int COUNT = RegClass.COUNT * PER_CLASS;
    /** No register. */
    public static final int NONE = -1;

    private PReg() {}

    /** The preg with hardware number {@code hw} (0..63) of {@code regClass}. */
    public static int of(int regClass, int hw) {
        return regClass << 6 | hw;
    }

    /** The general-purpose register {@code hw}. */
    public static int intReg(int hw) {
        return of(RegClass.INT, hw);
    }

    /** The floating-point register {@code hw}. */
    public static int floatReg(int hw) {
        return of(RegClass.FLOAT, hw);
    }

    /** Hardware number within the class, 0..63. */
    public static int hw(int preg) {
        return preg & 63;
    }

    /** Class of the register. */
    public static int regClass(int preg) {
        return preg >> 6;
    }

    /** For dumps: {@code i3}, {@code f0}, or {@code -} for {@link #NONE}. */
    public static String toString(int preg) {
        return preg == NONE ? "-" : "" + RegClass.letter(regClass(preg)) + hw(preg);
    }
}
