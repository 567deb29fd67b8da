package dev.gantry.link.guest;

import static dev.gantry.asm.x64.Gpr.*;

import dev.gantry.asm.CodeBlob;
import dev.gantry.asm.x64.Assembler;
import dev.gantry.asm.x64.Mem;
import dev.gantry.asm.x64.X64Target;
import dev.gantry.host.ExecutableMemory;
import dev.gantry.host.RawMemory;
import java.lang.foreign.MemorySegment;

/**
 * The machine code between Java and guests: made once per process, shared by all guests.
 *
 * <ul>
 *   <li>{@code enter(context, code, a, b, c, rsp)}: saves the callee-saved registers of {@code system_v} on the Java thread's stack and rsp in the
 *       context, switches to the guest stack, clears rbp (the end of the chain of frames), calls {@code code(a, b, c)}, stores rax in the context,
 *       switches back and returns {@link ExitCode#RETURNED}.
 *   <li>exit stub n (number 0 is for host functions, 1 + n for builtin n): called by the guest; saves its callee-saved registers on the guest stack
 *       and its six integer arguments in the context, switches to the Java thread's stack, and so returns from {@code enter} or {@code resume} with
 *       the exit code.
 *   <li>{@code resume(context)}: saves the thread's registers as {@code enter} does, switches to the guest stack, restores what the exit stub saved,
 *       and returns from the exit stub with the context's result.
 *   <li>{@code throwing}: an exit stub too, which leaves with {@link ExitCode#THROW}; the guest is not resumed behind its call.
 *   <li>{@code resumeAt(context, pc, rbp, rsp, rax, rdx)}: saves the thread's registers as {@code enter} does and continues at a handler.
 *   <li>the landing pad: where the signal handler lets a trapped thread continue; leaves with {@link ExitCode#TRAP}.
 * </ul>
 *
 * <p>Both switches keep rsp below everything that is in use, so that a signal may arrive at any instruction. Example: a guest's call of exit stub 0
 * with rdi = 7 leaves this on its stack, from high to low: return address, rbp, rbx, r12, r13, r14, r15 (rsp in the context points here); operand 0
 * is 7.
 */
public final class StubCode {
    /** Builtins that exit stubs exist for. */
    public static final int BUILTINS = 32;

    /** Bytes that the exit stub pushes below its return address. */
    private static final int SAVED = 48;

    private static final int[] ARGUMENTS = {RDI, RSI, RDX, RCX, R8, R9};
    private static final int STACK_MASK = (int) (StackContext.ALIGNMENT - 1);

    private final ExecutableMemory memory;
    private final MemorySegment enter;
    private final MemorySegment resume;
    private final MemorySegment resumeAt;
    private final long landingPad;
    private final long hostCall;
    private final long throwing;
    private final long[] builtins = new long[BUILTINS];
    private final long bytesCopy;
    private final long bytesFill;
    private final long handler;

    /**
     * Makes the code.
     *
     * @param handlerData address of the data that the signal handler works with, see {@link CodeRegistry}
     */
    StubCode(long handlerData) {
        Assembler asm = new Assembler(X64Target.newBuffer());
        int leave = asm.newLabel();
        int exit = asm.newLabel();
        int enterLabel = asm.here();
        writeEnter(asm, leave);
        int resumeLabel = asm.here();
        writeResume(asm);
        int resumeAtLabel = asm.here();
        writeResumeAt(asm);
        int landingLabel = asm.here();
        writeLandingPad(asm, leave);
        int hostCallLabel = asm.here();
        asm.movl_ri32(RAX, ExitCode.HOST_CALL);
        asm.bind(exit);
        writeExit(asm, leave);
        int[] builtinLabels = new int[BUILTINS];
        for (int i = 0; i < BUILTINS; i++) {
            builtinLabels[i] = asm.here();
            asm.movl_ri32(RAX, ExitCode.BUILTIN + i);
            asm.jmp(exit);
        }
        int throwingLabel = asm.here();
        asm.movl_ri32(RAX, ExitCode.THROW);
        asm.jmp(exit);
        int copyLabel = asm.here();
        ByteLoops.writeCopy(asm);
        int fillLabel = asm.here();
        ByteLoops.writeFill(asm);
        int handlerLabel = asm.here();
        HandlerCode.write(asm, handlerData, landingLabel);
        CodeBlob blob = asm.finish();
        memory = ExecutableMemory.allocate(blob.size());
        RawMemory.copyIn(blob.bytes(), 0, memory.address(), blob.size());
        memory.publish();
        enter = RawMemory.code(address(blob, enterLabel));
        resume = RawMemory.code(address(blob, resumeLabel));
        resumeAt = RawMemory.code(address(blob, resumeAtLabel));
        throwing = address(blob, throwingLabel);
        landingPad = address(blob, landingLabel);
        hostCall = address(blob, hostCallLabel);
        for (int i = 0; i < BUILTINS; i++) {
            builtins[i] = address(blob, builtinLabels[i]);
        }
        bytesCopy = address(blob, copyLabel);
        bytesFill = address(blob, fillLabel);
        handler = address(blob, handlerLabel);
    }

    private long address(CodeBlob blob, int label) {
        return memory.address() + blob.labelOffset(label);
    }

    private static void writeEnter(Assembler asm, int leave) {
        pushCalleeSaved(asm);
        asm.movq_mr(Mem.base(RDI, StackContext.HOST_RSP), RSP);
        asm.movq_rm(RSP, R9);
        asm.movq_rm(RAX, RSI);
        asm.movq_rm(RDI, RDX);
        asm.movq_rm(RSI, RCX);
        asm.movq_rm(RDX, R8);
        asm.xorl_rm(RBP, RBP);
        asm.callq_m(RAX);
        loadContext(asm);
        asm.movq_mr(Mem.base(R11, StackContext.RESULT), RAX);
        asm.movl_ri32(RAX, ExitCode.RETURNED);
        asm.movq_rm(RSP, Mem.base(R11, StackContext.HOST_RSP));
        asm.bind(leave);
        popCalleeSaved(asm);
        asm.retq();
    }

    private static void writeResume(Assembler asm) {
        pushCalleeSaved(asm);
        asm.movq_mr(Mem.base(RDI, StackContext.HOST_RSP), RSP);
        asm.movq_rm(RAX, Mem.base(RDI, StackContext.RESULT));
        asm.movq_rm(RSP, Mem.base(RDI, StackContext.GUEST_RSP));
        popCalleeSaved(asm);
        asm.retq();
    }

    private static void writeResumeAt(Assembler asm) {
        pushCalleeSaved(asm);
        asm.movq_mr(Mem.base(RDI, StackContext.HOST_RSP), RSP);
        asm.movq_rm(RBP, RDX);
        asm.movq_rm(RSP, RCX);
        asm.movq_rm(RAX, R8);
        asm.movq_rm(RDX, R9);
        asm.jmpq_m(RSI);
    }

    private static void writeLandingPad(Assembler asm, int leave) {
        loadContext(asm);
        asm.cld();
        asm.movl_ri32(RAX, ExitCode.TRAP);
        asm.movq_rm(RSP, Mem.base(R11, StackContext.HOST_RSP));
        asm.jmp(leave);
    }

    private static void writeExit(Assembler asm, int leave) {
        pushCalleeSaved(asm);
        loadContext(asm);
        for (int i = 0; i < ARGUMENTS.length; i++) {
            asm.movq_mr(Mem.base(R11, StackContext.operand(i)), ARGUMENTS[i]);
        }
        asm.movq_rm(R10, Mem.base(RSP, SAVED));
        asm.movq_mr(Mem.base(R11, StackContext.GUEST_PC), R10);
        asm.movq_mr(Mem.base(R11, StackContext.GUEST_RBP), RBP);
        asm.movq_mr(Mem.base(R11, StackContext.GUEST_RSP), RSP);
        asm.movq_rm(RSP, Mem.base(R11, StackContext.HOST_RSP));
        asm.jmp(leave);
    }

    /** r11 = the context of the stack that rsp is on. */
    private static void loadContext(Assembler asm) {
        asm.movq_rm(R11, RSP);
        asm.orq_mi32(R11, STACK_MASK);
        asm.movq_rm(R11, Mem.base(R11, -7));
    }

    private static void pushCalleeSaved(Assembler asm) {
        asm.pushq_r(RBP);
        asm.pushq_r(RBX);
        asm.pushq_r(R12);
        asm.pushq_r(R13);
        asm.pushq_r(R14);
        asm.pushq_r(R15);
    }

    private static void popCalleeSaved(Assembler asm) {
        asm.popq_r(R15);
        asm.popq_r(R14);
        asm.popq_r(R13);
        asm.popq_r(R12);
        asm.popq_r(RBX);
        asm.popq_r(RBP);
    }

    MemorySegment enter() {
        return enter;
    }

    MemorySegment resume() {
        return resume;
    }

    MemorySegment resumeAt() {
        return resumeAt;
    }

    long landingPad() {
        return landingPad;
    }

    long handler() {
        return handler;
    }

    /** {@return the address of the exit stub with which a guest calls a host function} */
    public long hostCall() {
        return hostCall;
    }

    /** {@return the address of the exit stub with which a guest throws: {@code (tag: i32, payload: i64, payload: i64)}} */
    public long throwing() {
        return throwing;
    }

    /** {@return the address of the exit stub of a builtin, 0 to {@link #BUILTINS} - 1} */
    public long builtin(int number) {
        return builtins[number];
    }

    /** {@return the address of {@code (any, to, from, length)}, which copies bytes; the ranges may overlap} */
    public long bytesCopy() {
        return bytesCopy;
    }

    /** {@return the address of {@code (any, to, byte, length)}, which sets bytes} */
    public long bytesFill() {
        return bytesFill;
    }

    void close() {
        memory.close();
    }
}
