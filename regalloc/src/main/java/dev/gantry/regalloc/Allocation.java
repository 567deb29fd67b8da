package dev.gantry.regalloc;

/**
 * A place for a value, packed in an int: {@code kind << 28 | index}. Kinds: none, register (index = preg), stack (index = spill
 * slot in units of 8 bytes from the start of the spill area; a class of two units takes the next unit too).
 */
public final class Allocation {
    /** No place. */
    public static final int NONE = 0;
    /** Kind of a register. */
    public static final int KIND_REG = 1;
    /** Kind of a stack slot. */
    public static final int KIND_STACK = 2;

    private static final int INDEX_MASK = (1 << 28) - 1;

    private Allocation() {}

    /** The place of register {@code preg}. */
    public static int reg(int preg) {
        return KIND_REG << 28 | preg;
    }

    /** The place of spill slot {@code slot}. */
    public static int stack(int slot) {
        return KIND_STACK << 28 | slot;
    }

    /** {@link #NONE}, {@link #KIND_REG} or {@link #KIND_STACK}. */
    public static int kind(int allocation) {
        return allocation >>> 28;
    }

    /** Whether it is a register. */
    public static boolean isReg(int allocation) {
        return allocation >>> 28 == KIND_REG;
    }

    /** Whether it is a spill slot. */
    public static boolean isStack(int allocation) {
        return allocation >>> 28 == KIND_STACK;
    }

    /** The preg; only if {@link #isReg}. */
    public static int preg(int allocation) {
        return allocation & INDEX_MASK;
    }

    /** The spill slot; only if {@link #isStack}. */
    public static int slot(int allocation) {
        return allocation & INDEX_MASK;
    }

    /** For dumps: {@code i3}, {@code stack7}, {@code none}. */
    public static String toString(int allocation) {
        return switch (kind(allocation)) {
            case KIND_REG -> PReg.toString(preg(allocation));
            case KIND_STACK -> "stack" + slot(allocation);
            default -> "none";
        };
    }
}
