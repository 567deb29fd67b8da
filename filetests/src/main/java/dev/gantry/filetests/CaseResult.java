package dev.gantry.filetests;

/**
 * How one test command of a file, under one target, came out.
 *
 * @param name command and target
 * @param status how it came out
 * @param detail why it failed or was skipped; empty if it passed
 */
public record CaseResult(String name, Status status, String detail) {
    /** How a case came out. */
    public enum Status {
        PASSED,
        FAILED,
        SKIPPED
    }

    static CaseResult passed(String name) {
        return new CaseResult(name, Status.PASSED, "");
    }

    static CaseResult failed(String name, String detail) {
        return new CaseResult(name, Status.FAILED, detail);
    }

    static CaseResult skipped(String name, String detail) {
        return new CaseResult(name, Status.SKIPPED, detail);
    }
}
