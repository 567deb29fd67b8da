package dev.gantry.filetests;

/**
 * How one test command of a file, under one target, came out.
 *
 * @param name command and target
 * @param status how it came out
 * @param detail why it failed or was skipped; empty if it passed
 * @param directives number of directives that were run; 0 for tests that have none
 * @param skippedDirectives number of directives that could not be run
 */
public record CaseResult(String name, Status status, String detail, int directives, int skippedDirectives) {
    /** How a case came out. */
    public enum Status {
        PASSED,
        FAILED,
        SKIPPED
    }

    static CaseResult passed(String name) {
        return new CaseResult(name, Status.PASSED, "", 0, 0);
    }

    static CaseResult failed(String name, String detail) {
        return new CaseResult(name, Status.FAILED, detail, 0, 0);
    }

    static CaseResult skipped(String name, String detail) {
        return new CaseResult(name, Status.SKIPPED, detail, 0, 0);
    }

    /** The same with counts of directives. */
    CaseResult withDirectives(int ran, int skipped) {
        return new CaseResult(name, status, detail, ran, skipped);
    }

    @Override
    public String toString() {
        return name + ": " + status + (detail.isEmpty() ? "" : ": " + detail);
    }
}
