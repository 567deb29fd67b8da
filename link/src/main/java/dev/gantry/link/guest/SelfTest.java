package dev.gantry.link.guest;

import static dev.gantry.asm.x64.Gpr.*;

import dev.gantry.asm.CodeBlob;
import dev.gantry.asm.x64.Assembler;
import dev.gantry.asm.x64.Mem;
import dev.gantry.asm.x64.X64Target;
import dev.gantry.host.ExecutableMemory;
import dev.gantry.host.RawMemory;

/**
 * Tries the signal handler out on a function of one {@code ud2}. A sandbox that keeps the handler from being installed is noticed before (the previous
 * handler is read back); what remains is a kernel or an emulator that does not report the program counter or does not honour a changed one.
 */
final class SelfTest {
    private static final int CODE = 42;

    private SelfTest() {}

    static boolean passes(GuestSupport support) {
        Assembler asm = new Assembler(X64Target.newBuffer());
        int start = asm.here();
        asm.pushq_r(RBP);
        asm.movq_rm(RBP, RSP);
        asm.movq_mr(Mem.base(RSP, -8), RDI);
        int trap = asm.here();
        asm.ud2();
        CodeBlob blob = asm.finish();
        long codeSize = blob.size() + 15 & -16;
        ExecutableMemory memory = ExecutableMemory.allocate(codeSize + 16);
        RawMemory.copyIn(blob.bytes(), 0, memory.address(), blob.size());
        long table = memory.address() + codeSize;
        RawMemory.putInt(table, blob.labelOffset(trap));
        RawMemory.putByte(table + 4, (byte) CODE);
        memory.publish();
        CodeRange range = new Range(memory.address(), memory.address() + codeSize, 1, table);
        support.registry().register(range);
        StackPool pool = support.stacks(GuestStack.HEADROOM, GuestStack.HEADROOM);
        GuestStack stack = pool.take();
        int exit = stack.enter(memory.address() + blob.labelOffset(start), 0, 0, 0, stack.context());
        boolean passed = exit == ExitCode.TRAP
                && stack.field(StackContext.TRAP_CODE) == CODE
                && stack.field(StackContext.GUEST_PC) == memory.address() + blob.labelOffset(trap);
        pool.release(stack);
        support.registry().unregister(range);
        memory.close();
        return passed;
    }

    private record Range(long start, long end, int trapCount, long trapTable) implements CodeRange {}
}
