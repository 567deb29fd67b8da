package dev.gantry.fuzz.run;

/**
 * What became of a program on one target.
 *
 * @param kind in a word
 * @param reason what fails or is lacking, without anything that depends on the single program: programs with the same kind and reason have the same fault
 * @param detail all that is known of it
 */
public record Verdict(Kind kind, String reason, String detail) {
    /** The outcome in a word. */
    public enum Kind {
        /** All engines agree. */
        AGREE,
        /** An engine lacks something. */
        UNSUPPORTED,
        /** The interpreter did not come to an end within its fuel. */
        TOO_LONG,
        /** What it does depends on addresses, or on memory that was never written. */
        UNDETERMINED,
        /** Results, traps or memory differ. */
        DIFFERS,
        /** An engine failed. */
        BROKEN,
        /** The process ends or hangs. */
        CRASH,
        /** The verifier refuses what was generated. */
        INVALID,
        /** Printing and reading do not give the same again. */
        UNSTABLE
    }

    static final Verdict AGREE = new Verdict(Kind.AGREE, "", "");

    /** Whether somebody has to look at it. */
    public boolean isFailure() {
        return switch (kind) {
            case AGREE, UNSUPPORTED, TOO_LONG, UNDETERMINED -> false;
            default -> true;
        };
    }

    /** Whether two verdicts are of the same fault, as far as can be told. */
    public boolean sameFault(Verdict other) {
        return kind == other.kind && reason.equals(other.reason);
    }
}
