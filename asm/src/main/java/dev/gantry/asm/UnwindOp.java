package dev.gantry.asm;

/** What a prologue has just done to the frame, for the unwinder. The two arguments' meaning is given with each constant. */
public enum UnwindOp {
    /** The frame pointer and return address are on the stack. arg0: bytes from the stack pointer up to the caller's. */
    PUSH_FRAME_REGS,
    /** The frame pointer is set. arg0: bytes from it up to the caller's stack pointer; arg1: bytes down to the clobber area. */
    DEFINE_NEW_FRAME,
    /** The stack pointer was lowered. arg0: bytes. */
    STACK_ALLOC,
    /** A callee-saved register was stored. arg0: offset in the clobber area; arg1: the register, numbered by the ISA. */
    SAVE_REG;

    private static final UnwindOp[] ALL = values();

    /** The constant of that ordinal. */
    static UnwindOp of(int ordinal) {
        return ALL[ordinal];
    }
}
