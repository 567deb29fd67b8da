package dev.gantry.clif.ir;

/**
 * Properties of a memory access, packed into an int: bit 0 aligned, 1 readonly, 2 can_move, 3 little, 4 big, bits 8-15
 * the trap code (0: the access cannot trap), bits 16-31 the alias region plus one (0: none stated).
 *
 * <p>Start from {@link #DEFAULT} (may trap with {@code heap_oob}, nothing else known) or {@link #TRUSTED} (aligned, cannot
 * trap), and refine with the {@code with...} functions.
 */
public final class MemFlags {
    private static final int ALIGNED = 1;
    private static final int READONLY = 1 << 1;
    private static final int CAN_MOVE = 1 << 2;
    private static final int LITTLE = 1 << 3;
    private static final int BIG = 1 << 4;
    private static final int TRAP_SHIFT = 8;
    private static final int REGION_SHIFT = 16;

    /** Largest region that flags can name. */
    public static final int MAX_REGION = 0xfffe;
    /** An access of which nothing is known; a fault traps with {@code heap_oob}. */
    public static final int DEFAULT = TrapCode.HEAP_OUT_OF_BOUNDS << TRAP_SHIFT;
    /** An access that cannot trap, and of which nothing else is known. */
    public static final int NOTRAP = 0;
    /** An access known to be aligned and not to trap. */
    public static final int TRUSTED = ALIGNED;

    private MemFlags() {}

    public static int withAligned(int flags) {
        return flags | ALIGNED;
    }

    public static int withReadonly(int flags) {
        return flags | READONLY;
    }

    /** The access may be moved over others and over branches as far as its operands allow. */
    public static int withCanMove(int flags) {
        return flags | CAN_MOVE;
    }

    public static int withLittle(int flags) {
        return (flags & ~BIG) | LITTLE;
    }

    public static int withBig(int flags) {
        return (flags & ~LITTLE) | BIG;
    }

    public static int withNotrap(int flags) {
        return withTrapCode(flags, TrapCode.NONE);
    }

    /** With another trap code; {@link TrapCode#NONE} says that the access cannot trap. */
    public static int withTrapCode(int flags, int trapCode) {
        return (flags & ~(0xff << TRAP_SHIFT)) | trapCode << TRAP_SHIFT;
    }

    /** With an alias region, 0 to {@link #MAX_REGION}, or -1 for none. */
    public static int withRegion(int flags, int region) {
        return (flags & 0xffff) | (region + 1) << REGION_SHIFT;
    }

    public static boolean aligned(int flags) {
        return (flags & ALIGNED) != 0;
    }

    public static boolean readonly(int flags) {
        return (flags & READONLY) != 0;
    }

    public static boolean canMove(int flags) {
        return (flags & CAN_MOVE) != 0;
    }

    /** Whether little-endian byte order is stated; neither order stated means the machine's own. */
    public static boolean little(int flags) {
        return (flags & LITTLE) != 0;
    }

    /** Whether big-endian byte order is stated. */
    public static boolean big(int flags) {
        return (flags & BIG) != 0;
    }

    /** Whether the access is known not to trap. */
    public static boolean notrap(int flags) {
        return trapCode(flags) == TrapCode.NONE;
    }

    /** The code with which a fault traps, or {@link TrapCode#NONE}. */
    public static int trapCode(int flags) {
        return (flags >> TRAP_SHIFT) & 0xff;
    }

    /** The alias region, or -1. */
    public static int region(int flags) {
        return (flags >>> REGION_SHIFT) - 1;
    }

    /** The flags as the text format writes them, each preceded by a space; empty for {@link #DEFAULT}. */
    public static void print(int flags, StringBuilder out) {
        int trapCode = trapCode(flags);
        if (trapCode == TrapCode.NONE) {
            out.append(" notrap");
        } else if (trapCode != TrapCode.HEAP_OUT_OF_BOUNDS) {
            out.append(' ').append(TrapCode.name(trapCode));
        }
        if (aligned(flags)) {
            out.append(" aligned");
        }
        if (readonly(flags)) {
            out.append(" readonly");
        }
        if (canMove(flags)) {
            out.append(" can_move");
        }
        if (big(flags)) {
            out.append(" big");
        }
        if (little(flags)) {
            out.append(" little");
        }
        if (region(flags) >= 0) {
            out.append(" region").append(region(flags));
        }
    }
}
