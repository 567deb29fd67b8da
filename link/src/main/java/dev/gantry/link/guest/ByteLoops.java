package dev.gantry.link.guest;

import static dev.gantry.asm.x64.Gpr.*;

import dev.gantry.asm.x64.Assembler;
import dev.gantry.asm.x64.Cond;
import dev.gantry.asm.x64.Mem;

/**
 * Copying and setting bytes in machine code, as {@code system_v} functions whose first argument is not used.
 *
 * <p>A copy whose target begins inside its source goes backwards, 16 bytes at a time and then single ones; any other goes forwards: from {@link #BULK}
 * bytes on by {@code rep movsb}, which processors since 2013 do at full width, below that 16 bytes at a time. In either direction each block is read
 * before it is written, and what is still to be read is never written over.
 */
final class ByteLoops {
    /** From how many bytes on the string instructions, which take some 30 cycles to start, are used. */
    private static final int BULK = 256;

    private ByteLoops() {}

    /** (any, to, from, length): rsi, rdx, rcx. */
    static void writeCopy(Assembler asm) {
        int backwards = asm.newLabel();
        int blocks = asm.newLabel();
        int bytes = asm.newLabel();
        int done = asm.newLabel();
        asm.movq_rm(RDI, RSI);
        asm.movq_rm(RSI, RDX);
        asm.movq_rm(RAX, RDI);
        asm.subq_rm(RAX, RSI);
        asm.cmpq_rm(RAX, RCX);
        asm.jcc(Cond.B, backwards);
        asm.cmpq_mi32(RCX, BULK);
        asm.jcc(Cond.B, blocks);
        asm.rep_movsb();
        asm.retq();

        asm.bind(blocks);
        asm.subq_mi8(RCX, 16);
        asm.jcc(Cond.B, bytes);
        asm.movdqu_rm(0, Mem.base(RSI, 0));
        asm.movdqu_mr(Mem.base(RDI, 0), 0);
        asm.addq_mi8(RSI, 16);
        asm.addq_mi8(RDI, 16);
        asm.jmp(blocks);

        asm.bind(bytes);
        asm.addq_mi8(RCX, 16);
        int nextByte = asm.here();
        asm.subq_mi8(RCX, 1);
        asm.jcc(Cond.B, done);
        asm.movzbl_rm(RAX, Mem.base(RSI, 0));
        asm.movb_mr(Mem.base(RDI, 0), RAX);
        asm.addq_mi8(RSI, 1);
        asm.addq_mi8(RDI, 1);
        asm.jmp(nextByte);
        asm.bind(done);
        asm.retq();

        asm.bind(backwards);
        writeBackwards(asm);
    }

    private static void writeBackwards(Assembler asm) {
        int bytes = asm.newLabel();
        int done = asm.newLabel();
        int blocks = asm.here();
        asm.subq_mi8(RCX, 16);
        asm.jcc(Cond.B, bytes);
        asm.movdqu_rm(0, Mem.baseIndex(RSI, RCX, 1, 0));
        asm.movdqu_mr(Mem.baseIndex(RDI, RCX, 1, 0), 0);
        asm.jmp(blocks);
        asm.bind(bytes);
        asm.addq_mi8(RCX, 16);
        int nextByte = asm.here();
        asm.subq_mi8(RCX, 1);
        asm.jcc(Cond.B, done);
        asm.movzbl_rm(RAX, Mem.baseIndex(RSI, RCX, 1, 0));
        asm.movb_mr(Mem.baseIndex(RDI, RCX, 1, 0), RAX);
        asm.jmp(nextByte);
        asm.bind(done);
        asm.retq();
    }

    /** (any, to, byte, length): rsi, dl, rcx. */
    static void writeFill(Assembler asm) {
        int bulk = asm.newLabel();
        int done = asm.newLabel();
        asm.movq_rm(RDI, RSI);
        asm.movl_rm(RAX, RDX);
        asm.cmpq_mi8(RCX, 64);
        asm.jcc(Cond.AE, bulk);
        int nextByte = asm.here();
        asm.subq_mi8(RCX, 1);
        asm.jcc(Cond.B, done);
        asm.movb_mr(Mem.baseIndex(RDI, RCX, 1, 0), RAX);
        asm.jmp(nextByte);
        asm.bind(bulk);
        asm.rep_stosb();
        asm.bind(done);
        asm.retq();
    }
}
