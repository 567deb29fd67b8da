package dev.gantry.link.guest;

import dev.gantry.host.NativeCall;
import dev.gantry.host.RawMemory;
import dev.gantry.host.VirtualMemory;
import java.lang.foreign.MemorySegment;

/**
 * A stack for compiled code. From low to high addresses: an inaccessible guard, the headroom for signal frames and small leaf functions, the stack
 * proper, the {@link StackContext}. Used by one thread at a time; a guest that has left may be resumed by another thread.
 */
public final class GuestStack {
    /** Bytes below the limit, for the frames that the system pushes for signals and for functions that do not check. */
    public static final int HEADROOM = 64 << 10;

    private static final int GUARD = 64 << 10;

    private final MemorySegment enterStub;
    private final MemorySegment resumeStub;
    private final MemorySegment resumeAtStub;
    private final long low;
    private final long size;
    private final long context;
    private final long limit;

    /**
     * Maps a stack.
     *
     * @param usable bytes above the limit
     * @param headroom bytes below the limit
     */
    GuestStack(StubCode stubs, long usable, long headroom) {
        this.enterStub = stubs.enter();
        this.resumeStub = stubs.resume();
        this.resumeAtStub = stubs.resumeAt();
        this.size = VirtualMemory.roundUp(GUARD + headroom + usable + StackContext.SIZE);
        this.low = VirtualMemory.reserveEndingAt(size, StackContext.ALIGNMENT);
        this.context = low + size - StackContext.SIZE;
        this.limit = low + GUARD + headroom;
        VirtualMemory.protect(low + GUARD, size - GUARD, VirtualMemory.Protection.READ_WRITE);
        RawMemory.putLong(context + StackContext.SELF, context);
    }

    /** {@return the address of the {@link StackContext}, also the initial rsp; a multiple of 256} */
    public long context() {
        return context;
    }

    /** {@return the lowest rsp that functions which check the limit may have} */
    public long limit() {
        return limit;
    }

    /** {@return whether an address is on this stack} */
    public boolean contains(long address) {
        return address >= low && address < low + size;
    }

    /**
     * Calls a {@code system_v} function of three integer arguments on this stack.
     *
     * @param code its address
     * @param rsp the initial stack pointer, a multiple of 16, at most {@link #context()}; what lies between is the caller's
     * @return an {@link ExitCode}
     */
    public int enter(long code, long a, long b, long c, long rsp) {
        return (int) NativeCall.call(enterStub, context, code, a, b, c, rsp);
    }

    /**
     * Lets a guest that left continue after its call of the exit stub.
     *
     * @param result what that call returns
     * @return an {@link ExitCode}
     */
    public int resume(long result) {
        RawMemory.putLong(context + StackContext.RESULT, result);
        return (int) NativeCall.call(resumeStub, context, 0, 0, 0, 0, 0);
    }

    /**
     * Lets a guest that left by throwing continue at an exception handler; the frames below {@code rsp} are gone.
     *
     * @param pc address of the handler
     * @param rbp frame pointer of the function that the handler is in
     * @param rsp its stack pointer
     * @param payload0 what the handler finds in rax
     * @param payload1 what it finds in rdx
     * @return an {@link ExitCode}
     */
    public int resumeAt(long pc, long rbp, long rsp, long payload0, long payload1) {
        return (int) NativeCall.call(resumeAtStub, context, pc, rbp, rsp, payload0, payload1);
    }

    /** {@return a 64-bit field of the {@link StackContext}} */
    public long field(int offset) {
        return RawMemory.getLong(context + offset);
    }

    /** {@return an operand of the last exit, 0 to 5} */
    public long operand(int index) {
        return RawMemory.getLong(context + StackContext.OPERANDS + 8L * index);
    }

    /**
     * Walks the chain of frame pointers of a guest that has left.
     *
     * @param pcs receives where the guest was, then return addresses, innermost first
     * @return how many there are; at most the length of {@code pcs}
     */
    public int walk(long[] pcs) {
        long pc = field(StackContext.GUEST_PC);
        long frame = field(StackContext.GUEST_RBP);
        int count = 0;
        while (count < pcs.length) {
            pcs[count++] = pc;
            if (frame < low + GUARD || frame > context - 16) {
                break;
            }
            pc = RawMemory.getLong(frame + 8);
            long next = RawMemory.getLong(frame);
            if (next <= frame) {
                next = 0;
            }
            frame = next;
        }
        return count;
    }

    /** Gives the memory below the first pages back to the system. */
    void discard() {
        long keep = 64 << 10;
        long first = low + GUARD;
        VirtualMemory.discard(first, low + size - keep - first);
    }

    /** Unmaps the stack. */
    void free() {
        VirtualMemory.free(low, size);
    }
}
