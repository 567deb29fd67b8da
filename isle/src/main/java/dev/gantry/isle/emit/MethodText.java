package dev.gantry.isle.emit;

/** Indented lines. */
final class MethodText {
    private final StringBuilder out = new StringBuilder();
    private int depth;

    MethodText(int depth) {
        this.depth = depth;
    }

    int depth() {
        return depth;
    }

    int length() {
        return out.length();
    }

    void line(String line) {
        indent(depth);
        out.append(line).append('\n');
    }

    void open(String line) {
        line(line);
        depth++;
    }

    void indent() {
        depth++;
    }

    void close(String line) {
        depth--;
        line(line);
    }

    /** Puts a line in at an earlier position. */
    void insert(int position, int lineDepth, String line) {
        out.insert(position, "    ".repeat(lineDepth) + line + "\n");
    }

    private void indent(int n) {
        for (int i = 0; i < n; i++) {
            out.append("    ");
        }
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
