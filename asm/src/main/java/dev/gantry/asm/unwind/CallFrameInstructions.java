package dev.gantry.asm.unwind;

import dev.gantry.asm.ByteOutput;
import dev.gantry.asm.CodeBlob;
import dev.gantry.asm.UnwindOp;

/**
 * Turns a function's unwind operations into DWARF call frame instructions.
 *
 * <p>The canonical frame address (CFA) is the stack pointer that the caller has before its call instruction. At the function's first instruction it is
 * {@code rsp + 8} and the return address lies at {@code CFA - 8}; the common information entry says so, and what follows here are changes.
 *
 * <p>Example: {@code push rbp; mov rbp, rsp; sub rsp, 16; mov [rsp + 8], rbx} gives {@code advance 1; def_cfa_offset 16; offset rbp CFA-16; advance 3;
 * def_cfa_register rbp; advance 9; offset rbx CFA-24}.
 */
final class CallFrameInstructions {
    private final ByteOutput out;
    /** The code offset up to which instructions have advanced. */
    private int location;
    /** Bytes from the CFA down to the base from which saved registers count. */
    private int base;

    private CallFrameInstructions(ByteOutput out) {
        this.out = out;
    }

    /** Appends the instructions for a function. */
    static void write(CodeBlob blob, ByteOutput out) {
        CallFrameInstructions instructions = new CallFrameInstructions(out);
        for (int i = 0; i < blob.unwindCount(); i++) {
            boolean last = blob.unwindOffset(i) >= blob.size();
            if (!last && blob.unwindOp(i) != UnwindOp.STACK_ALLOC) {
                instructions.advance(blob.unwindOffset(i));
                instructions.operation(blob.unwindOp(i), blob.unwindArg0(i), blob.unwindArg1(i));
            }
        }
    }

    private void advance(int to) {
        int delta = to - location;
        location = to;
        if (delta == 0) {
            return;
        }
        if (delta < 64) {
            out.put1(Dwarf.ADVANCE_LOC | delta);
        } else if (delta < 256) {
            out.put1(Dwarf.ADVANCE_LOC1);
            out.put1(delta);
        } else if (delta < 65536) {
            out.put1(Dwarf.ADVANCE_LOC2);
            out.put2(delta);
        } else {
            out.put1(Dwarf.ADVANCE_LOC4);
            out.put4(delta);
        }
    }

    private void operation(UnwindOp op, int arg0, int arg1) {
        switch (op) {
            case PUSH_FRAME_REGS -> {
                cfaOffset(arg0);
                saved(Dwarf.RBP, arg0);
            }
            case DEFINE_NEW_FRAME -> {
                base = arg0 + arg1;
                out.put1(Dwarf.DEF_CFA_REGISTER);
                out.putUleb(Dwarf.RBP);
            }
            case STACK_ALLOC -> {}
            case SAVE_REG -> saved(Dwarf.register(arg1), base - arg0);
            case ADJUST_STACK -> cfaOffset(arg0);
            case RETURN_ADDRESS_AT -> saved(Dwarf.RETURN_ADDRESS, arg0);
            case RETURN_ADDRESS_IN -> {
                out.put1(Dwarf.REGISTER);
                out.putUleb(Dwarf.RETURN_ADDRESS);
                out.putUleb(Dwarf.register(arg1));
            }
            case BEGIN_EPILOGUE -> out.put1(Dwarf.REMEMBER_STATE);
            case RESTORE_REG -> out.put1(Dwarf.RESTORE | Dwarf.register(arg1));
            case LEAVE_FRAME -> {
                out.put1(Dwarf.DEF_CFA);
                out.putUleb(Dwarf.RSP);
                out.putUleb(arg0);
                out.put1(Dwarf.RESTORE | Dwarf.RBP);
            }
            case END_EPILOGUE -> out.put1(Dwarf.RESTORE_STATE);
        }
    }

    private void cfaOffset(int bytes) {
        if (bytes >= 0) {
            out.put1(Dwarf.DEF_CFA_OFFSET);
            out.putUleb(bytes);
        } else {
            out.put1(Dwarf.DEF_CFA_OFFSET_SF);
            out.putSleb(bytes / Dwarf.DATA_ALIGNMENT);
        }
    }

    /** A register's caller's value lies so many bytes below the CFA, or above it if negative. */
    private void saved(int register, int below) {
        int factored = -below / Dwarf.DATA_ALIGNMENT;
        if (factored >= 0) {
            out.put1(Dwarf.OFFSET | register);
            out.putUleb(factored);
        } else {
            out.put1(Dwarf.OFFSET_EXTENDED_SF);
            out.putUleb(register);
            out.putSleb(factored);
        }
    }
}
