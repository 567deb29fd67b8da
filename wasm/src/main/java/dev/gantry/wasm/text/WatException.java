package dev.gantry.wasm.text;

/**
 * Text that is not a WebAssembly module or script, with the place where that shows.
 *
 * <p>{@link #reason()} of malformed text opens with the words of the specification's test suite ("unknown operator",
 * "unexpected token", "constant out of range", ...), so that a script's {@code assert_malformed} can be compared with it.
 */
public final class WatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What stands in the way of the text. */
    public enum Kind {
        /** The text breaks the grammar. */
        MALFORMED,
        /** The text uses a later proposal, which the reason names. */
        UNSUPPORTED,
        /** The text is well-formed so far but exceeds a documented limit of this implementation. */
        LIMIT
    }

    private final Kind kind;
    private final String reason;
    private final int line;
    private final int column;

    WatException(Kind kind, String reason, int line, int column) {
        super(line + ":" + column + ": " + reason, null, false, true);
        this.kind = kind;
        this.reason = reason;
        this.line = line;
        this.column = column;
    }

    /** Whether the text is malformed, or beyond what this implementation reads. */
    public Kind kind() {
        return kind;
    }

    /** The reason without the position. */
    public String reason() {
        return reason;
    }

    /** The line, counted from 1; a carriage return, a line feed, or both in this order end a line. */
    public int line() {
        return line;
    }

    /** The column in bytes of UTF-8, counted from 1. */
    public int column() {
        return column;
    }
}
