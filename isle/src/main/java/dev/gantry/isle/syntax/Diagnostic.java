package dev.gantry.isle.syntax;

import java.util.List;

/**
 * One complaint about the input.
 *
 * @param pos where
 * @param message what was found and what was expected, without the position
 * @param notes other places that matter, each printed like a diagnostic of its own
 */
public record Diagnostic(Pos pos, String message, List<Note> notes) {

    /** A further place and what is to be seen there. */
    public record Note(Pos pos, String message) {}

    /** A diagnostic without notes. */
    public Diagnostic(Pos pos, String message) {
        this(pos, message, List.of());
    }

    /** Position, message, the source line, and a caret under the place; notes likewise. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        append(out, pos, "error: " + message);
        for (Note note : notes) {
            append(out.append('\n'), note.pos(), "note: " + note.message());
        }
        return out.toString();
    }

    /** How much of a long line is shown before and after the place. */
    private static final int CONTEXT = 80;

    private static void append(StringBuilder out, Pos pos, String message) {
        Source source = pos.source();
        int start = Math.max(source.lineStart(pos.offset()), pos.offset() - CONTEXT);
        int end = Math.min(source.lineEnd(pos.offset()), pos.offset() + CONTEXT);
        out.append(pos).append(": ").append(message).append('\n');
        out.append("    ")
                .append(source.text().substring(start, end).stripTrailing())
                .append("\n    ");
        for (int i = start; i < pos.offset(); i++) {
            out.append(source.text().charAt(i) == '\t' ? '\t' : ' ');
        }
        out.append('^');
    }
}
