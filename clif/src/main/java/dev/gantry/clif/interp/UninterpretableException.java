package dev.gantry.clif.interp;

/** The interpreter does not have what a function asks for, or the function ran longer than it was allowed to. */
public final class UninterpretableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UninterpretableException(String message) {
        super(message);
    }
}
