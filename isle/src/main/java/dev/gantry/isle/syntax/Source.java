package dev.gantry.isle.syntax;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One ISLE file.
 *
 * @param name the name that diagnostics and generated comments show, usually the file's name or relative path
 * @param text the whole text
 */
public record Source(String name, String text) {

    /**
     * Reads a file as UTF-8; its path as given becomes its name.
     *
     * @throws IOException when it cannot be read
     */
    public static Source read(Path file) throws IOException {
        return new Source(file.toString(), Files.readString(file));
    }

    /** The 1-based line of a character offset. */
    int line(int offset) {
        int line = 1;
        for (int i = 0; i < offset && i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                line++;
            }
        }
        return line;
    }

    /** The offset of the first character of the line that holds {@code offset}. */
    int lineStart(int offset) {
        return text.lastIndexOf('\n', Math.min(offset, text.length()) - 1) + 1;
    }

    /** The offset after the last character of the line that holds {@code offset}. */
    int lineEnd(int offset) {
        int end = text.indexOf('\n', offset);
        return end < 0 ? text.length() : end;
    }
}
