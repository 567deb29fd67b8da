package dev.gantry.asm.x64;

/** What an instruction does with an operand. */
public enum Access {
    /** Only the address is computed ({@code lea}, prefetch), or the operand is an immediate. */
    NONE,
    /** Read. */
    R,
    /** Written; what it held before does not matter. */
    W,
    /** Read, then written. */
    RW;

    private static final Access[] ALL = values();

    static Access of(int ordinal) {
        return ALL[ordinal];
    }

    /** Whether the old content matters. */
    public boolean reads() {
        return this == R || this == RW;
    }

    /** Whether the content changes. */
    public boolean writes() {
        return this == W || this == RW;
    }
}
