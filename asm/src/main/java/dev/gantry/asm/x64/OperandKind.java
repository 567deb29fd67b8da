package dev.gantry.asm.x64;

/** What an operand of a row may be. */
public enum OperandKind {
    /** A general register. */
    GPR,
    /** A vector register, 128 or 256 bits as the width says. */
    XMM,
    /** A general register or memory. */
    RM_GPR,
    /** A vector register or memory. */
    RM_XMM,
    /** Memory only. */
    MEM,
    /** A general register that the instruction fixes; {@link Op#fixedReg} says which. Not passed to the encoder. */
    FIXED,
    /** A vector register that the instruction fixes. Not passed to the encoder. */
    FIXED_XMM,
    /** An immediate of one byte, sign-extended where the operation is wider. */
    IMM8,
    /** An immediate of two bytes. */
    IMM16,
    /** An immediate of four bytes, sign-extended where the operation is wider. */
    IMM32,
    /** An immediate of eight bytes. */
    IMM64,
    /** A jump distance of one byte. */
    REL8,
    /** A jump distance of four bytes. */
    REL32;

    private static final OperandKind[] ALL = values();

    static OperandKind of(int ordinal) {
        return ALL[ordinal];
    }

    /** Whether it is written into the instruction as a number. */
    public boolean isImmediate() {
        return ordinal() >= IMM8.ordinal();
    }

    /** Whether the operand may be memory. */
    public boolean mayBeMemory() {
        return this == RM_GPR || this == RM_XMM || this == MEM;
    }
}
