package dev.gantry.isle.sema;

import dev.gantry.isle.syntax.Pattern;
import dev.gantry.isle.syntax.Pos;
import dev.gantry.isle.syntax.SyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives patterns their types. A pattern is always checked against the type of the value that it will meet; a term of another type
 * is wrapped in the conversion declared between the two, and a macro is replaced by its template.
 */
final class PatternChecker {
    private final Environment env;
    private final Templates templates;

    PatternChecker(Environment env) {
        this.env = env;
        this.templates = new Templates(env, this);
    }

    Templates templates() {
        return templates;
    }

    TypedPattern check(Pattern pattern, Type expected, Scope scope) {
        return switch (pattern) {
            case Pattern.Wildcard w -> new TypedPattern.Any();
            case Pattern.Int i -> new TypedPattern.Int(expected, Literals.integer(i.pos(), i.value(), expected));
            case Pattern.Bool b -> {
                Literals.requireBool(b.pos(), expected);
                yield new TypedPattern.Bool(expected, b.value());
            }
            case Pattern.Const c -> {
                Type type = env.constant(c.pos(), c.name());
                yield coerce(c.pos(), new TypedPattern.Const(type, c.name()), type, expected, scope);
            }
            case Pattern.Var v -> variable(v.pos(), v.name(), new TypedPattern.Any(), expected, scope);
            case Pattern.As a -> variable(a.pos(), a.name(), check(a.sub(), expected, scope), expected, scope);
            case Pattern.And a -> and(a, expected, scope);
            case Pattern.Apply a -> {
                Term term = env.term(a.pos(), a.term());
                List<TypedPattern> args = args(a.pos(), term, a.args(), scope);
                yield coerce(a.pos(), apply(a.pos(), term, args, scope), term.result(), expected, scope);
            }
        };
    }

    private TypedPattern and(Pattern.And and, Type expected, Scope scope) {
        List<TypedPattern> subs = new ArrayList<>(and.subs().size());
        for (Pattern sub : and.subs()) {
            subs.add(check(sub, expected, scope));
        }
        return new TypedPattern.And(subs);
    }

    List<TypedPattern> args(Pos pos, Term term, List<Pattern> args, Scope scope) {
        if (args.size() != term.args().size()) {
            throw new SyntaxException(
                    pos, "`" + term + "` takes " + count(term.args().size()) + ", found " + args.size());
        }
        List<TypedPattern> typed = new ArrayList<>(args.size());
        for (int i = 0; i < args.size(); i++) {
            typed.add(check(args.get(i), term.args().get(i), scope));
        }
        return typed;
    }

    static String count(int args) {
        return args == 1 ? "1 argument" : args + " arguments";
    }

    private TypedPattern apply(Pos pos, Term term, List<TypedPattern> args, Scope scope) {
        switch (term.extractor()) {
            case Term.Extractor.None n -> {
                Optional<TypedPattern> template = templates.of(term);
                if (template.isEmpty()) {
                    throw new SyntaxException(pos, "`" + term + "` has no extractor, so a pattern cannot use it");
                }
                return Templates.instantiate(template.get(), args);
            }
            case Term.Extractor.Macro m -> {
                return Templates.instantiate(m.template(), args);
            }
            case Term.Extractor.Extern e -> {
                if (term.multi() && !scope.multi()) {
                    throw new SyntaxException(
                            pos, "`" + term + "` is multi: only rules of multi terms can match with it");
                }
                return new TypedPattern.Apply(term, args);
            }
            case Term.Extractor.Variant v -> {
                return new TypedPattern.Apply(term, args);
            }
        }
    }

    private TypedPattern variable(Pos pos, String name, TypedPattern sub, Type expected, Scope scope) {
        int param = scope.param(name);
        if (param >= 0) {
            scope.useParam(param);
            TypedPattern self = coerce(pos, new TypedPattern.Param(param), scope.paramType(param), expected, scope);
            return sub instanceof TypedPattern.Any ? self : new TypedPattern.And(List.of(self, sub));
        }
        int known = scope.lookup(name);
        if (known < 0) {
            return new TypedPattern.Bind(scope.bind(pos, name, expected), sub);
        }
        if (scope.type(known) != expected) {
            throw new SyntaxException(
                    pos,
                    "`" + name + "` is bound to a `" + scope.type(known) + "`; here it would be compared with a `"
                            + expected + "`");
        }
        TypedPattern same = new TypedPattern.Same(known);
        return sub instanceof TypedPattern.Any ? same : new TypedPattern.And(List.of(same, sub));
    }

    private TypedPattern coerce(Pos pos, TypedPattern pattern, Type actual, Type expected, Scope scope) {
        if (actual == expected) {
            return pattern;
        }
        Optional<Term> conversion = env.conversion(actual, expected);
        if (conversion.isEmpty()) {
            throw mismatch(pos, expected, actual);
        }
        return apply(pos, conversion.get(), List.of(pattern), scope);
    }

    static SyntaxException mismatch(Pos pos, Type expected, Type actual) {
        return new SyntaxException(
                pos,
                "expected type `" + expected + "`, found `" + actual + "`, and no conversion from `" + actual + "` to `"
                        + expected + "` is declared");
    }
}
