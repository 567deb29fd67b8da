package dev.gantry.regalloc;

/** The three register classes, as the small ints used in packed operands and as table indices. */
public final class RegClass {
    /** General-purpose registers. */
    public static final int INT = 0;
    /** Floating-point registers; on machines where vectors share them, the vectors too. */
    public static final int FLOAT = 1;
    /** Vector registers of machines that have a file of their own for them. */
    public static final int VECTOR = 2;
    /** Number of classes. */
    public static final int COUNT = 3;

    private RegClass() {}

    /** One letter per class for dumps: {@code i}, {@code f}, {@code v}. */
    public static char letter(int regClass) {
        return switch (regClass) {
            case INT -> 'i';
            case FLOAT -> 'f';
            case VECTOR -> 'v';
            default -> '?';
        };
    }
}
