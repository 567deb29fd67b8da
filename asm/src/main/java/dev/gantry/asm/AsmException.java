package dev.gantry.asm;

/**
 * The machine-code layer was used wrongly: a label bound twice or never, a reference out of reach, an operand that the
 * instruction cannot take. Always a bug of the caller, never of the user's input.
 */
public final class AsmException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what was asked for and why it cannot be */
    public AsmException(String message) {
        super(message);
    }
}
