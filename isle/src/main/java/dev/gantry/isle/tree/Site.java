package dev.gantry.isle.tree;

/**
 * A place where rules test: two rules that test at the same site can share the test, or be told apart by it.
 *
 * @param kind what is tested there
 * @param binding the value, or the call
 * @param other for {@link Kind#EQUAL} the other value, the larger number of the two; else -1
 */
public record Site(Kind kind, int binding, int other) {
    /** What is tested. */
    public enum Kind {
        /** Which value: variant, literal or constant. */
        VALUE,
        /** Whether a call succeeds. */
        SUCCESS,
        /** For each result of a multi call. */
        EACH,
        /** Whether two values are equal. */
        EQUAL
    }
}
