package dev.gantry.link;

import dev.gantry.asm.CodeBuffer;
import dev.gantry.asm.UnwindOp;
import dev.gantry.asm.x64.Assembler;
import dev.gantry.asm.x64.Cond;
import dev.gantry.asm.x64.Gpr;
import dev.gantry.asm.x64.Mem;
import dev.gantry.asm.x64.X64Target;
import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.LibCall;
import dev.gantry.clif.ir.TrapCode;
import dev.gantry.codegen.CodeBlocks;
import dev.gantry.codegen.CompiledFunction;
import java.util.List;

/**
 * The library routine {@code Probestack}, which prologues call before they lower rsp by more than a page: touches each page of the bytes below the caller's
 * rsp, whose number is in rax, from above to below. Changes r11 and flags only.
 */
public final class ProbeRoutine {
    private static final int PAGE = 4096;

    private ProbeRoutine() {}

    /** {@return the routine for x86-64, under its name} */
    public static CompiledFunction make() {
        CodeBuffer buffer = X64Target.newBuffer();
        Assembler asm = new Assembler(buffer);
        asm.pushq_r(Gpr.RAX);
        buffer.unwind(UnwindOp.ADJUST_STACK, 16, 0);
        asm.leaq_rm(Gpr.R11, Mem.base(Gpr.RSP, 16));
        int test = asm.newLabel();
        asm.jmp(test);
        int loop = asm.here();
        asm.subq_mi32(Gpr.R11, PAGE);
        asm.movl_mr(Mem.base(Gpr.R11, 0).trap(TrapCode.STACK_OVERFLOW), Gpr.R11);
        asm.subq_mi32(Gpr.RAX, PAGE);
        asm.bind(test);
        asm.cmpq_mi32(Gpr.RAX, PAGE);
        asm.jcc(Cond.AE, loop);
        asm.popq_r(Gpr.RAX);
        buffer.unwind(UnwindOp.ADJUST_STACK, 8, 0);
        asm.retq();
        return new CompiledFunction(
                new ExternalName.Library(LibCall.PROBESTACK),
                buffer.finish(),
                List.of(),
                0,
                new int[0],
                CodeBlocks.NONE);
    }
}
