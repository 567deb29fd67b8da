package dev.gantry.isle.sema;

import dev.gantry.isle.syntax.Expr;
import dev.gantry.isle.syntax.Pos;
import dev.gantry.isle.syntax.SyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives expressions their types and checks what they may call. On the left (in {@code if-let}) all calls must be pure and may fail;
 * on the right a call may fail only in a partial or multi term, and must be pure in a pure term.
 */
final class ExprChecker {
    /** The side of the rule that an expression stands on. */
    enum Side {
        LEFT,
        RIGHT
    }

    private final Environment env;
    private final Term root;
    private final Scope scope;

    ExprChecker(Environment env, Term root, Scope scope) {
        this.env = env;
        this.root = root;
        this.scope = scope;
    }

    /** Checks {@code expr} against a type, or, without one, lets it have its own. */
    TypedExpr check(Expr expr, @Nullable Type expected, Side side) {
        return switch (expr) {
            case Expr.Int i -> {
                Type type = requireType(i.pos(), expected);
                yield new TypedExpr.Int(type, Literals.integer(i.pos(), i.value(), type));
            }
            case Expr.Bool b -> {
                Type type = expected == null ? env.bool : expected;
                Literals.requireBool(b.pos(), type);
                yield new TypedExpr.Bool(type, b.value());
            }
            case Expr.Const c ->
                coerce(c.pos(), new TypedExpr.Const(env.constant(c.pos(), c.name()), c.name()), expected, side);
            case Expr.Var v -> {
                int variable = scope.lookup(v.name());
                if (variable < 0) {
                    throw new SyntaxException(v.pos(), "unknown variable `" + v.name() + "`");
                }
                yield coerce(v.pos(), new TypedExpr.Var(scope.type(variable), variable), expected, side);
            }
            case Expr.Apply a -> {
                Term term = env.term(a.pos(), a.term());
                yield coerce(a.pos(), apply(a.pos(), term, args(a, term, side), side), expected, side);
            }
            case Expr.Let l -> let(l, expected, side);
        };
    }

    private static Type requireType(Pos pos, @Nullable Type expected) {
        if (expected == null) {
            throw new SyntaxException(pos, "the type of this integer is not known; bind it with let");
        }
        return expected;
    }

    private List<TypedExpr> args(Expr.Apply apply, Term term, Side side) {
        if (apply.args().size() != term.args().size()) {
            throw new SyntaxException(
                    apply.pos(),
                    "`" + term + "` takes " + PatternChecker.count(term.args().size()) + ", found "
                            + apply.args().size());
        }
        List<TypedExpr> args = new ArrayList<>(apply.args().size());
        for (int i = 0; i < apply.args().size(); i++) {
            args.add(check(apply.args().get(i), term.args().get(i), side));
        }
        return args;
    }

    private TypedExpr apply(Pos pos, Term term, List<TypedExpr> args, Side side) {
        if (term.constructor() instanceof Term.Constructor.None) {
            throw new SyntaxException(
                    pos,
                    "`" + term + "` has no constructor: no rules and no external one, so an expression cannot use it");
        }
        if (term.multi() && !root.multi()) {
            throw new SyntaxException(
                    pos, "`" + term + "` is multi: only rules of multi terms can call it, and `" + root + "` is not");
        }
        if (side == Side.LEFT && !term.pure()) {
            throw new SyntaxException(
                    pos, "`" + term + "` is not pure, so the left-hand side of a rule cannot call it");
        }
        if (side == Side.RIGHT) {
            if (root.pure() && !term.pure()) {
                throw new SyntaxException(
                        pos, "`" + root + "` is pure, so its rules cannot call `" + term + "`, which is not");
            }
            if (term.partial() && !root.partial() && !root.multi()) {
                throw new SyntaxException(
                        pos,
                        "`" + term + "` is partial, so the right-hand side of a rule of `" + root
                                + "`, which is not, cannot call it");
            }
        }
        return new TypedExpr.Apply(term, args);
    }

    private TypedExpr let(Expr.Let let, @Nullable Type expected, Side side) {
        int state = scope.enter();
        List<Integer> variables = new ArrayList<>(let.locals().size());
        List<TypedExpr> values = new ArrayList<>(let.locals().size());
        for (Expr.Local local : let.locals()) {
            Type type = env.type(local.pos(), local.type());
            values.add(check(local.value(), type, side));
            variables.add(scope.bind(local.pos(), local.name(), type));
        }
        TypedExpr body = check(let.body(), expected, side);
        scope.leave(state);
        return new TypedExpr.Let(variables, values, body);
    }

    private TypedExpr coerce(Pos pos, TypedExpr expr, @Nullable Type expected, Side side) {
        Type actual = expr.type();
        if (expected == null || actual == expected) {
            return expr;
        }
        Optional<Term> conversion = env.conversion(actual, expected);
        if (conversion.isEmpty()) {
            throw PatternChecker.mismatch(pos, expected, actual);
        }
        return apply(pos, conversion.get(), List.of(expr), side);
    }
}
