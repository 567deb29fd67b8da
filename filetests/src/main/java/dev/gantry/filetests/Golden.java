package dev.gantry.filetests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/** Expected output in the comments after functions, and how it is rewritten. */
final class Golden {
    private final boolean blesses;

    Golden(boolean blesses) {
        this.blesses = blesses;
    }

    boolean blesses() {
        return blesses;
    }

    String hint() {
        return "\nto accept the new output, run the test with -Dgantry.bless=true";
    }

    /** Replaces the comments that directly follow each function's closing brace. */
    void rewrite(FileUnderTest file, List<List<String>> outputs) {
        StringBuilder out = new StringBuilder();
        int function = 0;
        boolean skipping = false;
        for (String line : file.source().lines().toList()) {
            if (skipping && (line.startsWith(";") || line.isBlank())) {
                continue;
            }
            if (skipping) {
                out.append('\n');
                skipping = false;
            }
            out.append(line).append('\n');
            if (line.equals("}") && function < outputs.size()) {
                for (String expected : outputs.get(function++)) {
                    out.append(expected.isEmpty() ? ";" : "; " + expected).append('\n');
                }
                skipping = true;
            }
        }
        try {
            Files.writeString(file.path(), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines that differ, those expected after a minus, those found after a plus; equal ends are left out. */
    static String difference(List<String> expected, List<String> actual) {
        int start = 0;
        int limit = Math.min(expected.size(), actual.size());
        while (start < limit && expected.get(start).equals(actual.get(start))) {
            start++;
        }
        int tail = 0;
        while (tail < limit - start
                && expected.get(expected.size() - 1 - tail).equals(actual.get(actual.size() - 1 - tail))) {
            tail++;
        }
        StringBuilder out = new StringBuilder("\n@@ line ").append(start + 1).append('\n');
        for (int i = start; i < expected.size() - tail; i++) {
            out.append("- ").append(expected.get(i)).append('\n');
        }
        for (int i = start; i < actual.size() - tail; i++) {
            out.append("+ ").append(actual.get(i)).append('\n');
        }
        return out.toString();
    }
}
