package dev.gantry.examples;

import static dev.gantry.asm.x64.Gpr.RAX;
import static dev.gantry.asm.x64.Gpr.RBP;
import static dev.gantry.asm.x64.Gpr.RDI;
import static dev.gantry.asm.x64.Gpr.RSP;

import dev.gantry.asm.x64.Assembler;
import dev.gantry.asm.x64.Cond;
import dev.gantry.asm.x64.X64Target;
import dev.gantry.link.JitModule;
import dev.gantry.link.Symbols;
import dev.gantry.link.guest.ExitCode;
import dev.gantry.link.guest.GuestStack;
import dev.gantry.link.guest.GuestSupport;
import dev.gantry.link.guest.StackContext;
import dev.gantry.link.guest.StackPool;

/**
 * The protocol between Java and compiled code, step by step: enter a function on a stack of its own, see it leave to ask Java for something, resume it
 * with the answer, see it trap.
 *
 * <p>The function, {@code long guest(long x)}, calls the host with {@code x + 1}; if the answer is 0 it executes an instruction that traps with code 7, else
 * it returns the answer doubled. Java runs the host's part with no native frame beneath it: it could block, throw, or never resume.
 */
public final class RunOnGuestStack {
    private static final int TRAP_CODE = 7;

    private RunOnGuestStack() {}

    /** Runs the example. */
    public static void main(String[] args) {
        GuestSupport support = GuestSupport.instance();
        support.signals(); // installs the handler that turns faults into exits
        StackPool stacks = support.stacks(1 << 20, GuestStack.HEADROOM);
        JitModule.Builder builder = JitModule.builder();
        int guest = builder.add(assembleGuest(support.stubs().hostCall()).finish(), Symbols.FUNCTIONS_ONLY);
        try (JitModule module = builder.link()) {
            run(stacks, module.address(guest), 20);
            run(stacks, module.address(guest), 0);
        }
    }

    private static void run(StackPool stacks, long code, long x) {
        GuestStack stack = stacks.take();
        System.out.println("entering with " + x);
        int exit = stack.enter(code, x, 0, 0, stack.context());
        while (exit == ExitCode.HOST_CALL) {
            long wanted = stack.operand(0);
            long answer = wanted == 1 ? 0 : wanted;
            System.out.println("  it asks about " + wanted + ", the answer is " + answer);
            exit = stack.resume(answer);
        }
        if (exit == ExitCode.TRAP) {
            System.out.println("  it trapped with code " + stack.field(StackContext.TRAP_CODE));
        } else {
            System.out.println("  it returned " + stack.field(StackContext.RESULT));
        }
        stacks.release(stack);
    }

    private static Assembler assembleGuest(long hostCall) {
        Assembler asm = new Assembler(X64Target.newBuffer());
        int zero = asm.buffer().deferTrap(TRAP_CODE);
        asm.pushq_r(RBP);
        asm.movq_rm(RBP, RSP);
        asm.addq_mi8(RDI, 1);
        asm.movq_ri64(RAX, hostCall);
        asm.callq_m(RAX); // leaves to Java; comes back with the answer in rax
        asm.testq_mr(RAX, RAX);
        asm.jcc(Cond.E, zero);
        asm.addq_rm(RAX, RAX);
        asm.popq_r(RBP);
        asm.retq();
        return asm;
    }
}
