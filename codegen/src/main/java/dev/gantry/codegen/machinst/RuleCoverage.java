package dev.gantry.codegen.machinst;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Which rules have fired in this JVM, in builds that count them ({@code scripts/rule-coverage}); in other builds nothing loads this class.
 * When the JVM ends, the ids of the rules that fired are appended to the file that {@code -Dgantry.rules.report} names, one a line.
 */
final class RuleCoverage {
    private static final int MAX_RULES = 1 << 14;

    /** Counts per rule: shared by all threads and compilers of the JVM, which is what coverage asks for. */
    private static final AtomicIntegerArray FIRED = new AtomicIntegerArray(MAX_RULES);

    static {
        String report = System.getProperty("gantry.rules.report", "");
        if (!report.isEmpty()) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> write(Path.of(report)), "rule coverage"));
        }
    }

    private RuleCoverage() {}

    static void fired(int rule) {
        FIRED.lazySet(rule, 1);
    }

    private static void write(Path report) {
        StringBuilder out = new StringBuilder();
        for (int rule = 0; rule < MAX_RULES; rule++) {
            if (FIRED.get(rule) != 0) {
                out.append(rule).append('\n');
            }
        }
        try {
            Files.writeString(report, out, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
