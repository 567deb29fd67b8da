package dev.gantry.runtime;

/**
 * A guest trapped. The store stays usable, as the specification has it: what the guest wrote before the trap is there.
 *
 * <p>The exception's stack trace shows the WebAssembly frames above the Java frames of the call; {@link #backtrace()} has them in full.
 */
public final class TrapException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Trap trap;
    private final transient WasmBacktrace backtrace;

    TrapException(Trap trap, String message, WasmBacktrace backtrace) {
        super(message);
        this.trap = trap;
        this.backtrace = backtrace;
        backtrace.spliceInto(this);
    }

    /** {@return why the guest trapped} */
    public Trap trap() {
        return trap;
    }

    /** {@return the WebAssembly frames, innermost first; empty if no guest code was running or backtraces are off} */
    public WasmBacktrace backtrace() {
        return backtrace;
    }
}
