package dev.gantry.link.guest;

import static dev.gantry.asm.x64.Gpr.*;

import dev.gantry.asm.x64.Assembler;
import dev.gantry.asm.x64.Cond;
import dev.gantry.asm.x64.Mem;

/**
 * The signal handler, as machine code: (signal in edi, siginfo in rsi, ucontext in rdx). It calls nothing, allocates nothing and takes no lock.
 *
 * <p>It counts itself in, searches the {@link CodeRegistry}'s snapshot for the last range that starts at or below the program counter, and in that
 * range's trap table for the exact offset; both are binary searches. If there is a record, it writes program counter, rbp, trap code and faulting
 * address into the {@link StackContext} of the interrupted stack pointer, and makes the landing pad the place where the thread continues. If there is
 * none, it jumps to the previous handler with its arguments and the stack as they came. Compiled code runs on guest stacks only, so a program counter
 * with a trap record proves that the stack pointer is on one.
 *
 * <p>Offsets in the ucontext of Linux x86-64: rbp 120, rsp 160, rip 168; the faulting address is at 16 in the siginfo.
 */
final class HandlerCode {
    private static final int UCONTEXT_RBP = 120;
    private static final int UCONTEXT_RSP = 160;
    private static final int UCONTEXT_RIP = 168;
    private static final int SIGINFO_ADDRESS = 16;

    private HandlerCode() {}

    /**
     * Appends the handler. Registers: r8 data, r9 program counter, r10 snapshot then trap offsets, rax and rcx the bounds of a search, r11 its middle.
     */
    static void write(Assembler asm, long data, int landingPad) {
        int chain = asm.newLabel();
        asm.pushq_r(RBX);
        asm.movq_ri64(R8, data);
        asm.lock_incq_m(Mem.base(R8, CodeRegistry.IN_FLIGHT));
        asm.movq_rm(R9, Mem.base(RDX, UCONTEXT_RIP));
        asm.movq_rm(R10, Mem.base(R8, CodeRegistry.SNAPSHOT));
        asm.testq_mr(R10, R10);
        asm.jcc(Cond.E, chain);
        searchRange(asm, chain);
        searchTrap(asm, chain);
        accept(asm, landingPad);
        asm.bind(chain);
        asm.lock_decq_m(Mem.base(R8, CodeRegistry.IN_FLIGHT));
        asm.popq_r(RBX);
        asm.movl_rm(RAX, RDI);
        asm.jmpq_m(Mem.baseIndex(R8, RAX, 8, CodeRegistry.OLD_HANDLERS));
    }

    /** r10 = the entry of the range that r9 is in, r9 = offset in the range; else to {@code chain}. */
    private static void searchRange(Assembler asm, int chain) {
        int done = asm.newLabel();
        int lower = asm.newLabel();
        asm.movq_rm(RCX, Mem.base(R10, 0));
        asm.addq_mi8(R10, CodeRegistry.ENTRIES);
        asm.xorl_rm(RAX, RAX);
        int loop = asm.here();
        asm.cmpq_rm(RAX, RCX);
        asm.jcc(Cond.AE, done);
        asm.leaq_rm(R11, Mem.baseIndex(RAX, RCX, 1, 0));
        asm.shrq_m1(R11);
        asm.movq_rm(RBX, R11);
        asm.shlq_mi8(RBX, CodeRegistry.ENTRY_SHIFT);
        asm.cmpq_rm(R9, Mem.baseIndex(R10, RBX, 1, 0));
        asm.jcc(Cond.B, lower);
        asm.leaq_rm(RAX, Mem.base(R11, 1));
        asm.jmp(loop);
        asm.bind(lower);
        asm.movq_rm(RCX, R11);
        asm.jmp(loop);
        asm.bind(done);
        asm.testq_mr(RAX, RAX);
        asm.jcc(Cond.E, chain);
        asm.shlq_mi8(RAX, CodeRegistry.ENTRY_SHIFT);
        asm.leaq_rm(R10, Mem.baseIndex(R10, RAX, 1, -(1 << CodeRegistry.ENTRY_SHIFT)));
        asm.cmpq_rm(R9, Mem.base(R10, 8));
        asm.jcc(Cond.AE, chain);
        asm.subq_rm(R9, Mem.base(R10, 0));
    }

    /** rax = the trap code at offset r9 of the range at r10; else to {@code chain}. */
    private static void searchTrap(Assembler asm, int chain) {
        int found = asm.newLabel();
        int lower = asm.newLabel();
        asm.movq_rm(RCX, Mem.base(R10, 24));
        asm.movq_rm(R10, Mem.base(R10, 16));
        asm.leaq_rm(RBX, Mem.baseIndex(R10, RCX, 4, 0));
        asm.xorl_rm(RAX, RAX);
        int loop = asm.here();
        asm.cmpq_rm(RAX, RCX);
        asm.jcc(Cond.AE, chain);
        asm.leaq_rm(R11, Mem.baseIndex(RAX, RCX, 1, 0));
        asm.shrq_m1(R11);
        asm.cmpl_rm(R9, Mem.baseIndex(R10, R11, 4, 0));
        asm.jcc(Cond.E, found);
        asm.jcc(Cond.B, lower);
        asm.leaq_rm(RAX, Mem.base(R11, 1));
        asm.jmp(loop);
        asm.bind(lower);
        asm.movq_rm(RCX, R11);
        asm.jmp(loop);
        asm.bind(found);
        asm.movzbl_rm(RAX, Mem.baseIndex(RBX, R11, 1, 0));
    }

    private static void accept(Assembler asm, int landingPad) {
        asm.movq_rm(R11, Mem.base(RDX, UCONTEXT_RSP));
        asm.orq_mi32(R11, (int) (StackContext.ALIGNMENT - 1));
        asm.movq_rm(R11, Mem.base(R11, -7));
        asm.movq_mr(Mem.base(R11, StackContext.TRAP_CODE), RAX);
        asm.movq_rm(RAX, Mem.base(RDX, UCONTEXT_RIP));
        asm.movq_mr(Mem.base(R11, StackContext.GUEST_PC), RAX);
        asm.movq_rm(RAX, Mem.base(RDX, UCONTEXT_RBP));
        asm.movq_mr(Mem.base(R11, StackContext.GUEST_RBP), RAX);
        asm.movq_rm(RAX, Mem.base(RSI, SIGINFO_ADDRESS));
        asm.movq_mr(Mem.base(R11, StackContext.FAULT_ADDRESS), RAX);
        asm.leaLabel(RAX, landingPad);
        asm.movq_mr(Mem.base(RDX, UCONTEXT_RIP), RAX);
        asm.lock_decq_m(Mem.base(R8, CodeRegistry.IN_FLIGHT));
        asm.popq_r(RBX);
        asm.retq();
    }
}
