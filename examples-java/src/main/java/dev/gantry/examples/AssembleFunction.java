package dev.gantry.examples;

import static dev.gantry.asm.x64.Gpr.RAX;
import static dev.gantry.asm.x64.Gpr.RDI;
import static dev.gantry.asm.x64.Gpr.RSI;

import dev.gantry.asm.CodeBlob;
import dev.gantry.asm.x64.Assembler;
import dev.gantry.asm.x64.Cond;
import dev.gantry.asm.x64.Listing;
import dev.gantry.asm.x64.Mem;
import dev.gantry.asm.x64.X64Target;

/**
 * Writes a function with the assembler and reads it back with the disassembler.
 *
 * <p>The function is {@code long sum(long *array, long count)}. Methods of the assembler are named after the instruction and the shape of its
 * operands, destination first: {@code addq_rm} adds a register or memory to a register. The listing is in AT&amp;T syntax, source first.
 */
public final class AssembleFunction {
    private static final int HEAP_OUT_OF_BOUNDS = 252;

    private AssembleFunction() {}

    /** Runs the example. */
    public static void main(String[] args) {
        Assembler asm = new Assembler(X64Target.newBuffer());
        int done = asm.newLabel();
        asm.xorl_rm(RAX, RAX);
        asm.testq_mr(RSI, RSI);
        asm.jcc(Cond.E, done);
        int loop = asm.here();
        // The load may fault; the record with the trap code lets a signal handler tell why.
        asm.addq_rm(RAX, Mem.baseIndex(RDI, RSI, 8, -8).trap(HEAP_OUT_OF_BOUNDS));
        asm.subq_mi8(RSI, 1);
        asm.jcc(Cond.NE, loop);
        asm.jmp(done); // a jump to the next instruction: the buffer removes it
        asm.bind(done);
        asm.retq();
        CodeBlob code = asm.finish();

        System.out.println(code.size() + " bytes, " + code.trapCount() + " instruction that may trap:");
        System.out.print(Listing.full(code, symbol -> "symbol" + symbol));
    }
}
