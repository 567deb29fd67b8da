package dev.gantry.isle.syntax;

import java.math.BigInteger;
import java.util.List;

/** The right-hand side of a rule or of an {@code if-let}. */
public sealed interface Expr {
    /** Where it begins. */
    Pos pos();

    /** A variable. */
    record Var(Pos pos, String name) implements Expr {}

    /** A literal. */
    record Int(Pos pos, BigInteger value) implements Expr {}

    /** {@code true} or {@code false}. */
    record Bool(Pos pos, boolean value) implements Expr {}

    /** {@code $NAME}; the name is kept without the dollar sign. */
    record Const(Pos pos, String name) implements Expr {}

    /** {@code (term args…)}. */
    record Apply(Pos pos, String term, List<Expr> args) implements Expr {}

    /** {@code (let ((x T e)…) body)}. */
    record Let(Pos pos, List<Local> locals, Expr body) implements Expr {}

    /** One binding of a {@code let}. */
    record Local(Pos pos, String name, String type, Expr value) {}
}
