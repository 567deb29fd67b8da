package dev.gantry.link.guest;

/** Why a guest left to Java: the result of {@link GuestStack#enter} and {@link GuestStack#resume}. */
public final class ExitCode {
    /** The function returned; the guest stack is free. */
    public static final int RETURNED = 0;
    /** An instruction trapped: see {@link StackContext#TRAP_CODE}; the guest cannot be resumed. */
    public static final int TRAP = 1;
    /** A call of a host function: operands 0 to 5 are what the adapter passed. */
    public static final int HOST_CALL = 2;
    /**
     * The guest throws an exception: operands 0 to 2 are tag and payloads. It continues at a handler of one of its frames ({@link
     * GuestStack#resumeAt}), or not at all.
     */
    public static final int THROW = 3;
    /** The first of the builtins; {@code BUILTIN + n} is number n, with its arguments as operands 0 to 5. */
    public static final int BUILTIN = 16;

    private ExitCode() {}
}
