package dev.gantry.link.guest;

import static dev.gantry.asm.x64.Gpr.*;

import dev.gantry.asm.CodeBlob;
import dev.gantry.asm.x64.Assembler;
import dev.gantry.asm.x64.Cond;
import dev.gantry.asm.x64.Mem;
import dev.gantry.asm.x64.X64Target;
import dev.gantry.host.VirtualMemory;
import dev.gantry.link.JitModule;
import dev.gantry.link.Symbols;

/** Guest functions written with the assembler: what compiled code does, in the smallest form. */
final class HandMade {
    static final int HEAP = 252;
    static final int DIVIDE = 254;
    static final int UNREACHABLE = 1;
    static final int OVERFLOW = 251;

    final long guard = VirtualMemory.reserve(1 << 20);
    private final JitModule.Builder builder = JitModule.builder();
    final int add;
    final int load;
    final int divide;
    final int unreachable;
    final int recurse;
    final int hostCalls;
    final int loop;
    final int outer;
    final JitModule module;

    HandMade() {
        add = add(asm -> {
            asm.leaq_rm(RAX, Mem.baseIndex(RDI, RSI, 1, 0));
            asm.addq_rm(RAX, RDX);
        });
        load = add(asm -> asm.movq_rm(RAX, Mem.base(RDI, 0).trap(HEAP)));
        divide = add(asm -> {
            asm.movq_rm(RAX, RDI);
            asm.cqto();
            asm.buffer().trap(DIVIDE);
            asm.idivq_m(RSI);
        });
        unreachable = add(asm -> asm.trap(UNREACHABLE));
        recurse = addRecursion();
        hostCalls = addHostCalls();
        loop = add(asm -> {
            int again = asm.here();
            asm.addq_mi8(RAX, 1);
            asm.cmpq_mi8(Mem.base(RDI, 0), 0);
            asm.jcc(Cond.E, again);
        });
        outer = add(asm -> {
            asm.callSymbol(dev.gantry.asm.RelocKind.X64_CALL_PC_REL4, divide, 0);
            asm.addq_mi8(RAX, 1);
        });
        module = builder.link();
    }

    long address(int function) {
        return module.address(function);
    }

    private interface Body {
        void write(Assembler asm);
    }

    private int add(Body body) {
        Assembler asm = new Assembler(X64Target.newBuffer());
        asm.pushq_r(RBP);
        asm.movq_rm(RBP, RSP);
        asm.buffer().srcLoc(100);
        body.write(asm);
        asm.buffer().srcLoc(-1);
        asm.popq_r(RBP);
        asm.retq();
        CodeBlob blob = asm.finish();
        return builder.add(blob, Symbols.FUNCTIONS_ONLY);
    }

    /** recurse(limit, n): calls itself until n is 0 or rsp is below the limit. */
    private int addRecursion() {
        Assembler asm = new Assembler(X64Target.newBuffer());
        int start = asm.here();
        int overflow = asm.newLabel();
        int done = asm.newLabel();
        asm.pushq_r(RBP);
        asm.movq_rm(RBP, RSP);
        asm.cmpq_rm(RSP, RDI);
        asm.jcc(Cond.BE, overflow);
        asm.movq_rm(RAX, RSI);
        asm.testq_mr(RSI, RSI);
        asm.jcc(Cond.E, done);
        asm.subq_mi8(RSI, 1);
        asm.call(start);
        asm.buffer().callSite(0);
        asm.addq_mi8(RAX, 1);
        asm.bind(done);
        asm.popq_r(RBP);
        asm.retq();
        asm.bind(overflow);
        asm.trap(OVERFLOW);
        return builder.add(asm.finish(), Symbols.FUNCTIONS_ONLY);
    }

    /** hostCalls(n, start): calls host function 0 n times with (counter, sum); returns the last result plus what it kept in registers. */
    private int addHostCalls() {
        Assembler asm = new Assembler(X64Target.newBuffer());
        int again = asm.newLabel();
        asm.pushq_r(RBP);
        asm.movq_rm(RBP, RSP);
        asm.pushq_r(RBX);
        asm.pushq_r(R12);
        asm.pushq_r(R13);
        asm.pushq_r(R14);
        asm.movq_rm(RBX, RDI);
        asm.movq_rm(R12, RSI);
        asm.movq_ri64(R13, 0x1234_5678_9abc_def0L);
        asm.movq_ri64(R14, GuestSupport.instance().stubs().hostCall());
        asm.bind(again);
        asm.movq_rm(RDI, RBX);
        asm.movq_rm(RSI, R12);
        asm.callq_m(R14);
        asm.buffer().callSite(0);
        asm.movq_rm(R12, RAX);
        asm.subq_mi8(RBX, 1);
        asm.jcc(Cond.NE, again);
        asm.movq_ri64(RAX, -0x1234_5678_9abc_def0L);
        asm.addq_rm(RAX, R13);
        asm.addq_rm(RAX, R12);
        asm.popq_r(R14);
        asm.popq_r(R13);
        asm.popq_r(R12);
        asm.popq_r(RBX);
        asm.popq_r(RBP);
        asm.retq();
        return builder.add(asm.finish(), Symbols.FUNCTIONS_ONLY);
    }
}
