package dev.gantry.isle.sema;

import java.util.List;

/** A checked expression. Variables are numbered within their rule. */
public sealed interface TypedExpr {
    /** The type of its value. */
    Type type();

    /** The value of a variable. */
    record Var(Type type, int variable) implements TypedExpr {}

    /** An integer. */
    record Int(Type type, long value) implements TypedExpr {}

    /** A truth value. */
    record Bool(Type type, boolean value) implements TypedExpr {}

    /** A named constant. */
    record Const(Type type, String name) implements TypedExpr {}

    /** A call of a constructor. */
    record Apply(Term term, List<TypedExpr> args) implements TypedExpr {
        @Override
        public Type type() {
            return term.result();
        }
    }

    /** Binds {@code variables} to {@code values} in order, then gives {@code body}. */
    record Let(List<Integer> variables, List<TypedExpr> values, TypedExpr body) implements TypedExpr {
        @Override
        public Type type() {
            return body.type();
        }
    }
}
