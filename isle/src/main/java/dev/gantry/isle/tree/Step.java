package dev.gantry.isle.tree;

import java.util.List;

/** A step of a decision tree. */
public sealed interface Step {
    /**
     * Chooses by value.
     *
     * @param binding the value
     * @param arms what to do for which values; no value twice
     * @param exhaustive whether the value is always one of those named
     */
    record Choose(int binding, List<Arm> arms, boolean exhaustive) implements Step {}

    /** One arm of {@link Choose}. */
    record Arm(List<Test> tests, Block body) {}

    /** Makes a call that may fail, and goes on in {@code body} if it does not. */
    record IfSuccess(int binding, Block body) implements Step {}

    /** Compares two values. */
    record IfEqual(int left, int right, Block body) implements Step {}

    /** For each result of a multi call. */
    record ForEach(int binding, Block body) implements Step {}

    /** Goes on in a block; used to divide long blocks. */
    record Continue(Block body) implements Step {}

    /** The rule matches. */
    record Fire(Row row) implements Step {}
}
