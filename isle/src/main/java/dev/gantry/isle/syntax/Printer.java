package dev.gantry.isle.syntax;

import java.util.List;

/**
 * Prints definitions in one canonical form that parses to the same tree: one definition a line, but variants, statements and right-hand sides
 * on lines of their own.
 */
public final class Printer {
    private final StringBuilder out = new StringBuilder();

    private Printer() {}

    /** The text of {@code defs}. */
    public static String print(List<Def> defs) {
        Printer p = new Printer();
        for (Def def : defs) {
            p.def(def);
            p.out.append('\n');
        }
        return p.out.toString();
    }

    /** The text of a pattern. */
    public static String print(Pattern pattern) {
        Printer p = new Printer();
        p.pattern(pattern);
        return p.out.toString();
    }

    /** The text of an expression. */
    public static String print(Expr expr) {
        Printer p = new Printer();
        p.expr(expr);
        return p.out.toString();
    }

    private void def(Def def) {
        switch (def) {
            case Def.Pragma d -> words("(pragma ", d.name(), ")");
            case Def.TypeDef d -> typeDef(d);
            case Def.Decl d -> decl(d);
            case Def.Rule d -> rule(d);
            case Def.Extractor d -> extractor(d);
            case Def.ExternConstructor d -> words("(extern constructor ", d.term(), " ", d.javaName(), ")");
            case Def.ExternExtractor d ->
                words("(extern extractor ", d.infallible() ? "infallible " : "", d.term(), " ", d.javaName(), ")");
            case Def.ExternConst d -> words("(extern const $", d.name(), " ", d.type(), ")");
            case Def.Convert d -> words("(convert ", d.inner(), " ", d.outer(), " ", d.term(), ")");
        }
    }

    private void words(String... words) {
        for (String word : words) {
            out.append(word);
        }
    }

    private void typeDef(Def.TypeDef def) {
        words("(type ", def.name(), def.extern() ? " extern" : "", def.nodebug() ? " nodebug" : "");
        switch (def.body()) {
            case Def.TypeBody.Primitive p -> words(" (primitive ", p.javaType(), "))");
            case Def.TypeBody.Struct s -> {
                words(" (struct");
                fields(s.fields());
                words("))");
            }
            case Def.TypeBody.Enumeration e -> {
                words(" (enum");
                for (Def.Variant v : e.variants()) {
                    words("\n    ", v.fields().isEmpty() ? v.name() : "(" + v.name());
                    fields(v.fields());
                    words(v.fields().isEmpty() ? "" : ")");
                }
                words("))");
            }
        }
    }

    private void fields(List<Def.Field> fields) {
        for (Def.Field f : fields) {
            String name = f.name();
            words(name == null ? " " + f.type() : " (" + name + " " + f.type() + ")");
        }
    }

    private void decl(Def.Decl def) {
        words("(decl ");
        for (Def.Flag flag : Def.Flag.values()) {
            if (def.flags().contains(flag)) {
                words(flag.keyword(), " ");
            }
        }
        words(def.name(), " (", String.join(" ", def.args()), ") ", def.result(), ")");
    }

    private void rule(Def.Rule def) {
        words("(rule ");
        String name = def.name();
        if (name != null) {
            words(name, " ");
        }
        if (def.priority() != 0) {
            words(Integer.toString(def.priority()), " ");
        }
        pattern(def.pattern());
        for (Def.IfLet s : def.statements()) {
            words("\n    ");
            if (s.pattern() instanceof Pattern.Wildcard) {
                words("(if ");
            } else {
                words("(if-let ");
                pattern(s.pattern());
                words(" ");
            }
            expr(s.expr());
            words(")");
        }
        words("\n    ");
        expr(def.body());
        words(")");
    }

    private void extractor(Def.Extractor def) {
        words("(extractor (", def.term());
        for (Def.Param p : def.params()) {
            words(" ", p.name());
        }
        words(") ");
        pattern(def.template());
        words(")");
    }

    private void pattern(Pattern pattern) {
        switch (pattern) {
            case Pattern.Wildcard p -> words("_");
            case Pattern.Var p -> words(p.name());
            case Pattern.As p -> {
                words(p.name(), " @ ");
                pattern(p.sub());
            }
            case Pattern.Int p -> words(p.value().toString());
            case Pattern.Bool p -> words(p.value() ? "true" : "false");
            case Pattern.Const p -> words("$", p.name());
            case Pattern.Apply p -> patterns(p.term(), p.args());
            case Pattern.And p -> patterns("and", p.subs());
        }
    }

    private void patterns(String head, List<Pattern> patterns) {
        words("(", head);
        for (Pattern p : patterns) {
            words(" ");
            pattern(p);
        }
        words(")");
    }

    private void expr(Expr expr) {
        switch (expr) {
            case Expr.Var e -> words(e.name());
            case Expr.Int e -> words(e.value().toString());
            case Expr.Bool e -> words(e.value() ? "true" : "false");
            case Expr.Const e -> words("$", e.name());
            case Expr.Apply e -> {
                words("(", e.term());
                for (Expr arg : e.args()) {
                    words(" ");
                    expr(arg);
                }
                words(")");
            }
            case Expr.Let e -> {
                words("(let (");
                String separator = "";
                for (Expr.Local local : e.locals()) {
                    words(separator, "(", local.name(), " ", local.type(), " ");
                    expr(local.value());
                    words(")");
                    separator = " ";
                }
                words(") ");
                expr(e.body());
                words(")");
            }
        }
    }
}
