package dev.gantry.isle.syntax;

import java.math.BigInteger;
import java.util.List;

/** The left-hand side of a rule, the template of an extractor, or the left of an {@code if-let}. */
public sealed interface Pattern {
    /** Where it begins. */
    Pos pos();

    /** {@code _}. */
    record Wildcard(Pos pos) implements Pattern {}

    /** {@code x}: binds at its first occurrence, demands equality at later ones. */
    record Var(Pos pos, String name) implements Pattern {}

    /** {@code x @ sub}. */
    record As(Pos pos, String name, Pattern sub) implements Pattern {}

    /** A literal. */
    record Int(Pos pos, BigInteger value) implements Pattern {}

    /** {@code true} or {@code false}. */
    record Bool(Pos pos, boolean value) implements Pattern {}

    /** {@code $NAME}; the name is kept without the dollar sign. */
    record Const(Pos pos, String name) implements Pattern {}

    /** {@code (term args…)}. */
    record Apply(Pos pos, String term, List<Pattern> args) implements Pattern {}

    /** {@code (and subs…)}. */
    record And(Pos pos, List<Pattern> subs) implements Pattern {}
}
