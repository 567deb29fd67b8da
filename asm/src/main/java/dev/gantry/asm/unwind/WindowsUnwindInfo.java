package dev.gantry.asm.unwind;

import dev.gantry.asm.AsmException;
import dev.gantry.asm.ByteOutput;
import dev.gantry.asm.CodeBlob;
import dev.gantry.asm.UnwindOp;

/**
 * The {@code UNWIND_INFO} of a function, as Microsoft's documentation of x64 exception handling describes it.
 *
 * <p>The unwinder undoes the codes of the prologue from the last to the first: {@code SET_FPREG} sets {@code rsp = rbp - 16 n}, where n (at most 15) is the
 * frame offset of the header, and registers lie at offsets from there that must not be negative. Our prologue sets rbp before it lowers rsp; n is chosen so
 * that the base is not above the lowest saved register, and an allocation of {@code 16 n} bytes that counts as done with the same instruction as {@code
 * SET_FPREG} takes the difference back. What is allocated later needs no code, since {@code SET_FPREG} forgets rsp.
 *
 * <p>Epilogues have no codes: the unwinder recognises {@code pop rbp; ret} by itself, and before that rbp still leads to the frame. The displacement of the
 * return address by functions that make tail calls with more parameters in memory than their own cannot be said; behind the prologue it makes no difference.
 *
 * <p>Example: {@code push rbp; mov rbp, rsp; sub rsp, 16; mov [rsp + 8], rbx}: base {@code rbp - 16}, codes {@code SAVE_NONVOL rbx 8 at 13, SET_FPREG at 4,
 * ALLOC_SMALL 16 at 4, PUSH_NONVOL rbp at 1}.
 */
public final class WindowsUnwindInfo {
    static final int PUSH_NONVOL = 0;
    static final int ALLOC_SMALL = 2;
    static final int ALLOC_LARGE = 1;
    static final int SET_FPREG = 3;
    static final int SAVE_NONVOL = 4;
    static final int SAVE_XMM128 = 8;

    private static final int RBP = 5;
    private static final int MAX_FRAME_OFFSET = 240;

    private final CodeBlob blob;
    private final ByteOutput codes = new ByteOutput();
    private int prologueEnd;
    private int frameOffset;

    private WindowsUnwindInfo(CodeBlob blob) {
        this.blob = blob;
    }

    /**
     * The bytes of the structure, a multiple of four, to stand at a multiple of four.
     *
     * @throws AsmException if registers are saved more than 240 bytes below the frame pointer, which the format cannot say
     */
    public static byte[] of(CodeBlob function) {
        return new WindowsUnwindInfo(function).build();
    }

    private byte[] build() {
        int count = prologueLength();
        for (int i = count - 1; i >= 0; i--) {
            code(i);
        }
        int slots = codes.size() / 2;
        ByteOutput out = new ByteOutput();
        out.put1(1);
        out.put1(prologueEnd);
        out.put1(slots);
        out.put1(count == 0 ? 0 : RBP | frameOffset);
        out.put(codes.toBytes());
        out.align(4, 0);
        return out.toBytes();
    }

    /** Finds the number of operations in front of the first epilogue, where they end, and the frame offset. */
    private int prologueLength() {
        int count = 0;
        int base = 0;
        int lowest = 0;
        while (count < blob.unwindCount() && blob.unwindOp(count) != UnwindOp.BEGIN_EPILOGUE) {
            switch (blob.unwindOp(count)) {
                case DEFINE_NEW_FRAME -> base = blob.unwindArg1(count);
                case SAVE_REG -> lowest = Math.max(lowest, base - blob.unwindArg0(count));
                default -> {}
            }
            prologueEnd = offset(count);
            count++;
        }
        frameOffset = lowest + 15 & -16;
        if (frameOffset > MAX_FRAME_OFFSET) {
            throw new AsmException(
                    "registers saved " + lowest + " bytes below the frame pointer: the unwind information"
                            + " of Windows reaches " + MAX_FRAME_OFFSET);
        }
        return count;
    }

    /** Offset of an operation, as far as a byte can say it: a longer prologue counts as done after 255 bytes. */
    private int offset(int i) {
        return Math.min(blob.unwindOffset(i), 255);
    }

    private void code(int i) {
        int at = offset(i);
        switch (blob.unwindOp(i)) {
            case PUSH_FRAME_REGS -> code(at, PUSH_NONVOL, RBP);
            case DEFINE_NEW_FRAME -> {
                code(at, SET_FPREG, 0);
                if (frameOffset > 128) {
                    code(at, ALLOC_LARGE, 0);
                    codes.put2(frameOffset / 8);
                } else if (frameOffset > 0) {
                    code(at, ALLOC_SMALL, frameOffset / 8 - 1);
                }
            }
            case SAVE_REG -> save(at, frameOffset - base() + blob.unwindArg0(i), blob.unwindArg1(i));
            default -> {}
        }
    }

    private int base() {
        int i = 0;
        while (blob.unwindOp(i) != UnwindOp.DEFINE_NEW_FRAME) {
            i++;
        }
        return blob.unwindArg1(i);
    }

    private void save(int at, int place, int register) {
        if (register < 16) {
            code(at, SAVE_NONVOL, register);
            codes.put2(place / 8);
        } else {
            code(at, SAVE_XMM128, register - 16);
            codes.put2(place / 16);
        }
    }

    private void code(int at, int operation, int info) {
        codes.put1(at);
        codes.put1(operation | info << 4);
    }
}
