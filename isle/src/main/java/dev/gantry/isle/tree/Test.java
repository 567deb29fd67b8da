package dev.gantry.isle.tree;

/** What a rule demands at a {@link Site}. */
public sealed interface Test {
    /** The value is the variant with this tag. */
    record IsVariant(int tag) implements Test {}

    /** The value is this integer. */
    record IsInt(long value) implements Test {}

    /** The value is this truth value. */
    record IsBool(boolean value) implements Test {}

    /** The value equals this named constant. */
    record IsConst(String name) implements Test {}

    /** The only thing to demand there: that the call succeeds, that there is an element, that the values are equal. */
    record Holds() implements Test {}
}
