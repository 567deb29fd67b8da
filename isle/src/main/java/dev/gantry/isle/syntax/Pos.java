package dev.gantry.isle.syntax;

/**
 * A place in a source.
 *
 * @param source the file
 * @param offset characters from its start
 */
public record Pos(Source source, int offset) {

    /** The 1-based line. Walks the text: not for hot paths. */
    public int line() {
        return source.line(offset);
    }

    /** The 1-based column, in characters. */
    public int column() {
        return offset - source.lineStart(offset) + 1;
    }

    /** {@code file:line:column}. */
    @Override
    public String toString() {
        return source.name() + ":" + line() + ":" + column();
    }

    /** {@code file:line}, as comments in generated code have it. */
    public String fileAndLine() {
        return source.name() + ":" + line();
    }
}
