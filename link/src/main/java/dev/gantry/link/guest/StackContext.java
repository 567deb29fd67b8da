package dev.gantry.link.guest;

/**
 * The structure at the top of every guest stack: what entry, exit, resumption and the signal handler tell each other. Offsets in bytes; all fields are
 * 64 bits.
 *
 * <p>A stack ends at a multiple of {@link #ALIGNMENT} and its last word points to the structure, so that machine code finds it from rsp alone: {@code
 * (rsp | ALIGNMENT - 1) - 7} is the address of that word.
 */
public final class StackContext {
    /** Stacks end at multiples of this and are smaller than this. */
    public static final long ALIGNMENT = 256L << 20;
    /** Size of the structure. */
    public static final int SIZE = 256;

    /** rsp of the Java thread, below its saved registers. */
    public static final int HOST_RSP = 0;
    /** rsp of the guest when it left, below its saved registers. */
    public static final int GUEST_RSP = 8;
    /** rbp of the guest when it left or trapped: the frame in which {@link #GUEST_PC} is. */
    public static final int GUEST_RBP = 16;
    /** Where the guest was: the return address of its call of an exit stub, or the instruction that trapped. */
    public static final int GUEST_PC = 24;
    /** The first of six operands of an exit. */
    public static final int OPERANDS = 32;
    /** What the function returned in rax; before a resumption, what the exit stub is to return. */
    public static final int RESULT = 80;
    /** The code of the trap record (1 to 255). */
    public static final int TRAP_CODE = 88;
    /** The address whose access faulted, as the system reports it. */
    public static final int FAULT_ADDRESS = 96;
    /** The address of the structure itself; the last word of the stack. */
    public static final int SELF = SIZE - 8;

    private StackContext() {}

    /** {@return the offset of an operand, 0 to 5} */
    public static int operand(int index) {
        return OPERANDS + 8 * index;
    }
}
