package dev.gantry.host;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Signal handlers that are machine code. The layout is that of {@code struct sigaction} on Linux x86-64 with the GNU C library: 152 bytes, handler at
 * 0, mask at 8, flags at 136, restorer at 144.
 */
public final class Signals {
    /** Illegal instruction: {@code ud2}. */
    public static final int SIGILL = 4;
    /** Bus error. */
    public static final int SIGBUS = 7;
    /** Arithmetic: division by zero and overflow of a division. */
    public static final int SIGFPE = 8;
    /** Access to memory that is not there. */
    public static final int SIGSEGV = 11;

    private static final int SIGACTION_SIZE = 152;
    private static final int HANDLER = 0;
    private static final int FLAGS = 136;
    private static final int SA_SIGINFO = 4;
    private static final MemorySegment SIGACTION = NativeCall.libc("sigaction");

    private Signals() {}

    /** {@return the address of the handler of a signal; 0 for the default action, 1 if it is ignored} */
    public static long handler(int signal) {
        try (Arena arena = Arena.ofConfined()) {
            long action = arena.allocate(SIGACTION_SIZE, 8).address();
            sigaction(signal, 0, action);
            return RawMemory.getLong(action + HANDLER);
        }
    }

    /**
     * Replaces the handler of a signal; mask and flags stay those of the old one, with SA_SIGINFO.
     *
     * @param signal its number
     * @param handler address of a function (signal, siginfo, ucontext)
     */
    public static void install(int signal, long handler) {
        try (Arena arena = Arena.ofConfined()) {
            long action = arena.allocate(SIGACTION_SIZE, 8).address();
            sigaction(signal, 0, action);
            RawMemory.putLong(action + HANDLER, handler);
            RawMemory.putInt(action + FLAGS, RawMemory.getInt(action + FLAGS) | SA_SIGINFO);
            sigaction(signal, action, 0);
        }
    }

    private static void sigaction(int signal, long newAction, long oldAction) {
        if (NativeCall.call(SIGACTION, signal, newAction, oldAction) != 0) {
            throw new HostException("sigaction failed for signal " + signal + ": " + NativeCall.lastError());
        }
    }
}
