package dev.gantry.isle.sema;

import dev.gantry.isle.sema.ExprChecker.Side;
import dev.gantry.isle.syntax.Def;
import dev.gantry.isle.syntax.Diagnostics;
import dev.gantry.isle.syntax.Expr;
import dev.gantry.isle.syntax.Pattern;
import dev.gantry.isle.syntax.Pos;
import dev.gantry.isle.syntax.SyntaxException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Checks a program: names first, kind by kind, so that definitions may stand in any order; then the bodies of macros and rules.
 * Each definition is checked by itself, and an error in one does not keep the others from being checked.
 */
public final class Checker {
    private final Diagnostics diagnostics;
    private final Environment env = new Environment();
    private final PatternChecker patterns = new PatternChecker(env);
    private final List<TypedRule> rules = new ArrayList<>();

    private Checker(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** The program made of {@code defs}; meaningful only if {@code diagnostics} stays empty. */
    public static Program check(List<Def> defs, Diagnostics diagnostics) {
        Checker checker = new Checker(diagnostics);
        checker.run(defs);
        return new Program(checker.env.types(), checker.env.terms(), checker.rules);
    }

    private void run(List<Def> defs) {
        each(defs, Def.Pragma.class, p -> {
            throw new SyntaxException(p.pos(), "unknown pragma `" + p.name() + "`");
        });
        each(defs, Def.TypeDef.class, this::declareType);
        each(defs, Def.TypeDef.class, this::defineType);
        each(defs, Def.Decl.class, this::declareTerm);
        each(defs, Def.ExternConst.class, d -> env.addConstant(d.pos(), d.name(), env.type(d.pos(), d.type())));
        each(defs, Def.ExternConstructor.class, this::externConstructor);
        each(defs, Def.ExternExtractor.class, this::externExtractor);
        each(defs, Def.Extractor.class, patterns.templates()::declare);
        each(defs, Def.Convert.class, this::convert);
        each(defs, Def.Rule.class, this::declareRule);
        each(defs, Def.Extractor.class, d -> patterns.templates().of(env.term(d.pos(), d.term())));
        each(defs, Def.Rule.class, this::rule);
    }

    private <D extends Def> void each(List<Def> defs, Class<D> kind, Consumer<D> action) {
        for (Def def : defs) {
            if (kind.isInstance(def)) {
                try {
                    action.accept(kind.cast(def));
                } catch (SyntaxException e) {
                    diagnostics.add(e.diagnostic());
                }
            }
        }
    }

    private void declareType(Def.TypeDef def) {
        switch (def.body()) {
            case Def.TypeBody.Primitive p -> {
                if (def.name().equals("bool") && p.javaType().equals("boolean")) {
                    return;
                }
                env.addType(new Type(def.pos(), def.name(), Type.Kind.PRIMITIVE, p.javaType(), true));
            }
            case Def.TypeBody.Enumeration e -> {
                boolean unit = true;
                for (Def.Variant v : e.variants()) {
                    unit &= v.fields().isEmpty();
                }
                Type.Kind kind = unit ? Type.Kind.UNIT_ENUM : Type.Kind.DATA_ENUM;
                env.addType(new Type(def.pos(), def.name(), kind, Names.java(def.name()), def.extern()));
            }
            case Def.TypeBody.Struct s ->
                env.addType(new Type(def.pos(), def.name(), Type.Kind.STRUCT, Names.java(def.name()), def.extern()));
        }
    }

    private void defineType(Def.TypeDef def) {
        if (!env.isType(def.name()) || !env.type(def.pos(), def.name()).pos().equals(def.pos())) {
            return;
        }
        Type type = env.type(def.pos(), def.name());
        switch (def.body()) {
            case Def.TypeBody.Primitive p -> {}
            case Def.TypeBody.Enumeration e -> defineEnum(type, e.variants());
            case Def.TypeBody.Struct s -> {
                List<Type.Field> fields = fields(s.fields());
                type.setVariants(List.of(new Type.Variant(type.name(), 0, fields)));
                variantTerm(def.pos(), type.name(), type, 0);
            }
        }
    }

    private void defineEnum(Type type, List<Def.Variant> defs) {
        List<Type.Variant> variants = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Def.Variant v : defs) {
            if (!names.add(v.name())) {
                throw new SyntaxException(v.pos(), "variant `" + v.name() + "` is declared twice");
            }
            variants.add(new Type.Variant(v.name(), variants.size(), fields(v.fields())));
        }
        type.setVariants(variants);
        for (Type.Variant v : variants) {
            variantTerm(defs.get(v.tag()).pos(), type.name() + "." + v.name(), type, v.tag());
        }
    }

    private List<Type.Field> fields(List<Def.Field> defs) {
        List<Type.Field> fields = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Def.Field f : defs) {
            String given = f.name();
            String name = given == null ? "f" + fields.size() : given;
            if (!names.add(name)) {
                throw new SyntaxException(f.pos(), "field `" + name + "` is declared twice");
            }
            fields.add(new Type.Field(name, env.type(f.pos(), f.type())));
        }
        return fields;
    }

    private void variantTerm(Pos pos, String name, Type type, int tag) {
        List<Type> args = new ArrayList<>();
        for (Type.Field field : type.variants().get(tag).fields()) {
            args.add(field.type());
        }
        Term term = new Term(pos, name, args, type, EnumSet.of(Def.Flag.PURE));
        term.constructor = new Term.Constructor.Variant(tag);
        term.extractor = new Term.Extractor.Variant(tag);
        env.addTerm(term);
    }

    private void declareTerm(Def.Decl def) {
        List<Type> args = new ArrayList<>();
        for (String arg : def.args()) {
            args.add(env.type(def.pos(), arg));
        }
        if (def.flags().contains(Def.Flag.MULTI) && def.flags().contains(Def.Flag.PARTIAL)) {
            throw new SyntaxException(def.pos(), "a multi term may give no result anyway: drop partial");
        }
        env.addTerm(new Term(def.pos(), def.name(), args, env.type(def.pos(), def.result()), def.flags()));
    }

    private void externConstructor(Def.ExternConstructor def) {
        Term term = env.term(def.pos(), def.term());
        if (!(term.constructor instanceof Term.Constructor.None)) {
            throw new SyntaxException(def.pos(), "`" + term + "` has a constructor already");
        }
        term.constructor = new Term.Constructor.Extern(def.javaName(), def.pos());
    }

    private void externExtractor(Def.ExternExtractor def) {
        Term term = env.term(def.pos(), def.term());
        if (!(term.extractor instanceof Term.Extractor.None)) {
            throw new SyntaxException(def.pos(), "`" + term + "` has an extractor already");
        }
        if (term.multi() && def.infallible()) {
            throw new SyntaxException(def.pos(), "the extractor of a multi term cannot be infallible");
        }
        for (Type arg : term.args()) {
            if (arg.javaKind() == JavaKind.FLOATING) {
                throw new SyntaxException(def.pos(), "an extractor cannot give a value of Java type " + arg.javaType());
            }
        }
        term.extractor = new Term.Extractor.Extern(def.javaName(), def.infallible());
    }

    private void convert(Def.Convert def) {
        Type inner = env.type(def.pos(), def.inner());
        Type outer = env.type(def.pos(), def.outer());
        Term term = env.term(def.pos(), def.term());
        if (term.args().size() != 1 || term.args().get(0) != inner || term.result() != outer) {
            throw new SyntaxException(
                    def.pos(), "`" + term + "` does not take a `" + inner + "` and give a `" + outer + "`");
        }
        env.addConversion(def.pos(), inner, outer, term);
    }

    private static Pattern.Apply head(Def.Rule def) {
        if (def.pattern() instanceof Pattern.Apply apply) {
            return apply;
        }
        throw new SyntaxException(def.pattern().pos(), "a rule begins with the term it belongs to: (term patterns…)");
    }

    /** Gives the term of a rule its constructor, before any expression is checked. */
    private void declareRule(Def.Rule def) {
        Pattern.Apply head = head(def);
        Term term = env.term(head.pos(), head.term());
        switch (term.constructor) {
            case Term.Constructor.None n -> term.constructor = new Term.Constructor.Internal();
            case Term.Constructor.Internal i -> {}
            case Term.Constructor.Extern e ->
                throw new SyntaxException(
                        head.pos(), "`" + term + "` has an external constructor, so it cannot have rules");
            case Term.Constructor.Variant v ->
                throw new SyntaxException(head.pos(), "`" + term + "` is a variant or struct, so it cannot have rules");
        }
    }

    private void rule(Def.Rule def) {
        if (!(def.pattern() instanceof Pattern.Apply head)) {
            return;
        }
        Term term = env.term(head.pos(), head.term());
        Scope scope = Scope.ofRule(term.multi());
        ExprChecker exprs = new ExprChecker(env, term, scope);
        List<TypedPattern> args = patterns.args(head.pos(), term, head.args(), scope);
        List<TypedRule.Condition> conditions = new ArrayList<>();
        for (Def.IfLet s : def.statements()) {
            TypedExpr value = checkCondition(exprs, s);
            conditions.add(new TypedRule.Condition(patterns.check(s.pattern(), value.type(), scope), value));
        }
        TypedExpr body = exprs.check(def.body(), term.result(), Side.RIGHT);
        String name = def.name();
        rules.add(new TypedRule(
                rules.size(),
                name == null ? "" : name,
                def.pos(),
                def.priority(),
                term,
                args,
                conditions,
                body,
                scope.variableCount()));
    }

    private static TypedExpr checkCondition(ExprChecker exprs, Def.IfLet statement) {
        Expr expr = statement.expr();
        return exprs.check(expr, null, Side.LEFT);
    }
}
