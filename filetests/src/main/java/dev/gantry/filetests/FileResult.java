package dev.gantry.filetests;

import java.nio.file.Path;
import java.util.List;

/**
 * How the cases of a file came out.
 *
 * @param file the file
 * @param functions number of functions in it
 * @param cases its cases, at least one
 */
public record FileResult(Path file, int functions, List<CaseResult> cases) {
    /** Number of cases that came out so. */
    public int count(CaseResult.Status status) {
        int count = 0;
        for (CaseResult c : cases) {
            count += c.status() == status ? 1 : 0;
        }
        return count;
    }

    /** Failed if any case failed, passed if any passed and none failed, else skipped. */
    public CaseResult.Status status() {
        if (count(CaseResult.Status.FAILED) > 0) {
            return CaseResult.Status.FAILED;
        }
        return count(CaseResult.Status.PASSED) > 0 ? CaseResult.Status.PASSED : CaseResult.Status.SKIPPED;
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder().append(file).append(": ").append(status());
        for (CaseResult c : cases) {
            out.append("\n  ").append(c);
        }
        return out.toString();
    }
}
