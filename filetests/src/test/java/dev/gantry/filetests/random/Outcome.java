package dev.gantry.filetests.random;

/** How the evaluation of a program ends, other than by returning. */
abstract sealed class Outcome extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Outcome(String message) {
        super(message, null, false, false);
    }

    /** The program traps. */
    static final class Trap extends Outcome {
        private static final long serialVersionUID = 1L;

        final int code;

        Trap(int code) {
            super("trap " + code);
            this.code = code;
        }
    }

    /** What the program gives is not determined by the semantics: some NaN, or it runs for too long. */
    static final class Undetermined extends Outcome {
        private static final long serialVersionUID = 1L;

        Undetermined() {
            super("undetermined");
        }
    }
}
