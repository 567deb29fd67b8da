package dev.gantry.clif.text;

/** Text that is not in the format. The message starts with file, line and column. */
public final class ClifSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;
    private final int column;
    private final String reason;

    ClifSyntaxException(String file, int line, int column, String reason) {
        super(file + ':' + line + ':' + column + ": " + reason);
        this.file = file;
        this.line = line;
        this.column = column;
        this.reason = reason;
    }

    public String file() {
        return file;
    }

    /** Line, from 1. */
    public int line() {
        return line;
    }

    /** Column in characters, from 1. */
    public int column() {
        return column;
    }

    /** The message without the position. */
    public String reason() {
        return reason;
    }
}
