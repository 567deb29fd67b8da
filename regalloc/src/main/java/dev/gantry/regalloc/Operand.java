package dev.gantry.regalloc;

/**
 * One mention of a virtual register by an instruction, packed in an int.
 *
 * <pre>
 *  31       25  24  23   22 21   20             0
 * [constraint ][pos][kind][class][     vreg      ]
 * </pre>
 *
 * <p>Kind: a use reads, a def writes. Position: an instruction has an early and a late half. An early use is read before
 * anything late is written, so a late def may share its register; a late use keeps its register through the instruction; an early
 * def is written while the early uses are still being read, so it shares with none of them. The usual forms are {@link #use} (early)
 * and {@link #def} (late); temporaries are early defs that nobody uses.
 *
 * <p>Constraints:
 * <ul>
 *   <li>{@link #ANY}: a register or a stack slot.
 *   <li>{@link #REG}: any allocatable register of the class.
 *   <li>{@link #STACK}: a stack slot.
 *   <li>{@link #limit}: a register whose hardware number is below n (1..16).
 *   <li>{@link #reuse}: for late defs only: the register of the instruction's operand number i (0..31), which is an early use of
 *       constraint {@link #REG}. The allocator copies the input first if its value is needed later.
 *   <li>{@link #fixed}: the register with that hardware number, allocatable or not. Two uses of one instruction may not fix the
 *       same register for different vregs; one vreg may be fixed to several.
 * </ul>
 */
public final class Operand {
    /** Largest number of vregs in a problem. */
    public static final int MAX_VREGS = (1 << 21) - 1;

    /** Constraint: register or stack slot. */
    public static final int ANY = 0;
    /** Constraint: any register of the class. */
    public static final int REG = 1;
    /** Constraint: a stack slot. */
    public static final int STACK = 2;

    /** Kind of an operand that reads. */
    public static final int USE = 0;
    /** Kind of an operand that writes. */
    public static final int DEF = 1;
    /** Position before the instruction's effect. */
    public static final int EARLY = 0;
    /** Position after the instruction's effect. */
    public static final int LATE = 1;

    private static final int LIMIT_BASE = 0b0010000;
    private static final int REUSE_BASE = 0b0100000;
    private static final int FIXED_BASE = 0b1000000;

    private Operand() {}

    /** The operand of these parts; {@code vreg} in 0..{@link #MAX_VREGS} - 1. */
    public static int of(int vreg, int regClass, int kind, int pos, int constraint) {
        return vreg | regClass << 21 | kind << 23 | pos << 24 | constraint << 25;
    }

    /** An early use. */
    public static int use(int vreg, int regClass, int constraint) {
        return of(vreg, regClass, USE, EARLY, constraint);
    }

    /** A late use: its register stays untouched through the instruction. */
    public static int lateUse(int vreg, int regClass, int constraint) {
        return of(vreg, regClass, USE, LATE, constraint);
    }

    /** A late def. */
    public static int def(int vreg, int regClass, int constraint) {
        return of(vreg, regClass, DEF, LATE, constraint);
    }

    /** An early def: shares no register with the uses. */
    public static int earlyDef(int vreg, int regClass, int constraint) {
        return of(vreg, regClass, DEF, EARLY, constraint);
    }

    /** Constraint: a register with a hardware number below {@code n}, 1..16. */
    public static int limit(int n) {
        if (n < 1 || n > 16) {
            throw new IllegalArgumentException("limit out of 1..16: " + n);
        }
        return LIMIT_BASE | n - 1;
    }

    /** Constraint of a def: same register as operand {@code index} (0..31) of the same instruction. */
    public static int reuse(int index) {
        return REUSE_BASE | index & 31;
    }

    /** Constraint: the register {@code hw} of the operand's class; a preg is accepted too (its class bits are dropped). */
    public static int fixed(int hw) {
        return FIXED_BASE | hw & 63;
    }

    /** The virtual register. */
    public static int vreg(int operand) {
        return operand & MAX_VREGS;
    }

    /** The register class. */
    public static int regClass(int operand) {
        return operand >>> 21 & 3;
    }

    /** Whether the operand writes. */
    public static boolean isDef(int operand) {
        return (operand & 1 << 23) != 0;
    }

    /** Whether the operand is at the late position. */
    public static boolean isLate(int operand) {
        return (operand & 1 << 24) != 0;
    }

    /** The constraint, 7 bits. */
    public static int constraint(int operand) {
        return operand >>> 25;
    }

    /** Whether the constraint is a fixed register. */
    public static boolean isFixed(int operand) {
        return operand < 0;
    }

    /** The fixed preg; only if {@link #isFixed}. */
    public static int fixedPReg(int operand) {
        return PReg.of(regClass(operand), operand >>> 25 & 63);
    }

    /** Whether the constraint is a reuse. */
    public static boolean isReuse(int operand) {
        return operand >>> 30 == 1;
    }

    /** Index of the reused operand; only if {@link #isReuse}. */
    public static int reuseIndex(int operand) {
        return operand >>> 25 & 31;
    }

    /** Whether the constraint is a limit. */
    public static boolean isLimit(int operand) {
        return operand >>> 29 == 1;
    }

    /** The limit n; only if {@link #isLimit}. */
    public static int limitOf(int operand) {
        return (operand >>> 25 & 15) + 1;
    }

    /** Mask of hardware numbers that a constraint leaves open: all, or those below the limit. */
    public static long allowedMask(int operand) {
        return isLimit(operand) ? (1L << limitOf(operand)) - 1 : -1L;
    }

    /** For dumps, e.g. {@code use v5i fixed(3)}, {@code late-use v1i reg}, {@code def v6i reuse(0)}, {@code early-def v2f any}. */
    public static String toString(int operand) {
        StringBuilder out = new StringBuilder();
        if (isDef(operand)) {
            out.append(isLate(operand) ? "def" : "early-def");
        } else {
            out.append(isLate(operand) ? "late-use" : "use");
        }
        out.append(" v")
                .append(vreg(operand))
                .append(RegClass.letter(regClass(operand)))
                .append(' ');
        if (isFixed(operand)) {
            out.append("fixed(").append(operand >>> 25 & 63).append(')');
        } else if (isReuse(operand)) {
            out.append("reuse(").append(reuseIndex(operand)).append(')');
        } else if (isLimit(operand)) {
            out.append("limit(").append(limitOf(operand)).append(')');
        } else {
            out.append(
                    switch (constraint(operand)) {
                        case ANY -> "any";
                        case REG -> "reg";
                        case STACK -> "stack";
                        default -> "?" + constraint(operand);
                    });
        }
        return out.toString();
    }
}
