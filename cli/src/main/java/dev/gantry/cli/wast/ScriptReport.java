package dev.gantry.cli.wast;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of one script's commands. */
public final class ScriptReport {
    private final String name;
    private int passed;
    private final List<String> failures = new ArrayList<>();
    private final Map<String, Integer> unsupported = new TreeMap<>();

    ScriptReport(String name) {
        this.name = name;
    }

    void pass() {
        passed++;
    }

    void fail(int line, String reason) {
        failures.add(name + ":" + line + ": " + reason);
    }

    void unsupported(String reason) {
        unsupported.merge(reason, 1, Integer::sum);
    }

    /** The script's file name. */
    public String name() {
        return name;
    }

    /** Commands that did what the script expects. */
    public int passed() {
        return passed;
    }

    /** Commands that did not. */
    public int failed() {
        return failures.size();
    }

    /** A line for each command that failed: file, line, reason. */
    public List<String> failures() {
        return List.copyOf(failures);
    }

    /** Commands that need a feature which is not supported, by feature. */
    public Map<String, Integer> unsupported() {
        return Map.copyOf(unsupported);
    }

    /** Commands that need a feature which is not supported. */
    public int unsupportedCount() {
        return unsupported.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Whether every command of the script is within the supported version of WebAssembly. */
    public boolean isSupportedThroughout() {
        return unsupported.isEmpty();
    }

    /** One line: the file and its counts. */
    public String summary() {
        StringBuilder line = new StringBuilder(name).append(": ").append(passed).append(" passed");
        if (failed() > 0) {
            line.append(", ").append(failed()).append(" failed");
        }
        if (!unsupported.isEmpty()) {
            line.append(", ").append(unsupportedCount()).append(" not supported (");
            line.append(String.join(", ", unsupported.keySet())).append(')');
        }
        return line.toString();
    }
}
