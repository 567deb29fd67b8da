package dev.gantry.fuzz.engine;

import dev.gantry.clif.eval.NanRule;

/** When two answers are the same: traps by their code, exceptions by tag and payloads, results by {@link NanRule#matches}. */
public final class Agreement {
    private Agreement() {}

    /** Whether two answers agree. Answers of engines that could not answer agree with nothing. */
    public static boolean agree(Answer expected, Answer actual) {
        return switch (expected) {
            case Answer.Returned e ->
                actual instanceof Answer.Returned a
                        && e.results().size() == a.results().size()
                        && NanRule.matches(e.results(), a.results());
            case Answer.Trapped e -> e.equals(actual);
            case Answer.Thrown e -> e.equals(actual);
            default -> false;
        };
    }
}
