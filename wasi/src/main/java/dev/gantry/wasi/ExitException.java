package dev.gantry.wasi;

/** The guest called {@code proc_exit}. An ordinary way to end, also with a code other than 0. */
public final class ExitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;

    ExitException(int code) {
        super("guest exited with code " + code, null, false, false);
        this.code = code;
    }

    /** {@return the code that the guest gave} */
    public int code() {
        return code;
    }
}
