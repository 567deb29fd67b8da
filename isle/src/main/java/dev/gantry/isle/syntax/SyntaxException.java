package dev.gantry.isle.syntax;

/** Ends the reading or checking of one definition; whoever goes through the definitions catches it and goes on with the next. */
public final class SyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Diagnostic diagnostic;

    /** Carries {@code diagnostic}. */
    public SyntaxException(Diagnostic diagnostic) {
        super(diagnostic.message(), null, false, false);
        this.diagnostic = diagnostic;
    }

    /** Carries a diagnostic without notes. */
    public SyntaxException(Pos pos, String message) {
        this(new Diagnostic(pos, message));
    }

    /** The complaint. */
    public Diagnostic diagnostic() {
        return diagnostic;
    }
}
