package dev.gantry.asm;

/**
 * What an instruction of a prologue or epilogue has just done to the frame, for unwinders. The <i>caller's stack pointer</i> is the one before its call
 * instruction. Registers are numbered by the ISA (x86-64: 0 to 15 the general registers by hardware number, 16 to 31 the vector registers).
 *
 * <p>A prologue's operations hold from their offset on to the end of the code, an epilogue's up to its {@link #END_EPILOGUE}.
 */
public enum UnwindOp {
    /** Return address and frame pointer are on the stack. arg0: bytes from the stack pointer up to the caller's. */
    PUSH_FRAME_REGS,
    /**
     * The frame pointer is set. arg0: bytes from it up to the caller's stack pointer; arg1: bytes from it down to the base from which {@link #SAVE_REG}
     * counts.
     */
    DEFINE_NEW_FRAME,
    /** The stack pointer was lowered below the frame pointer. arg0: bytes. */
    STACK_ALLOC,
    /** A callee-saved register was stored. arg0: offset in bytes from the base; arg1: the register. */
    SAVE_REG,
    /** The stack pointer was moved where no frame pointer is set. arg0: bytes from it up to the caller's, signed. */
    ADJUST_STACK,
    /** The return address was stored elsewhere. arg0: bytes from the caller's stack pointer down to it, signed. */
    RETURN_ADDRESS_AT,
    /** The return address is in a register. arg1: the register. */
    RETURN_ADDRESS_IN,
    /** An epilogue begins; what is said in it is forgotten at its end. */
    BEGIN_EPILOGUE,
    /** A callee-saved register has the caller's value again. arg1: the register. */
    RESTORE_REG,
    /** The frame pointer has the caller's value again. arg0: bytes from the stack pointer up to the caller's. */
    LEAVE_FRAME,
    /** The return or jump that ends an epilogue lies before this offset: what held before the epilogue holds again. */
    END_EPILOGUE;

    private static final UnwindOp[] ALL = values();

    /** The constant of that ordinal. */
    static UnwindOp of(int ordinal) {
        return ALL[ordinal];
    }
}
