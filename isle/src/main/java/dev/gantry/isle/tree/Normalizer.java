package dev.gantry.isle.tree;

import dev.gantry.isle.sema.Term;
import dev.gantry.isle.sema.Type;
import dev.gantry.isle.sema.TypedExpr;
import dev.gantry.isle.sema.TypedPattern;
import dev.gantry.isle.sema.TypedRule;
import dev.gantry.isle.syntax.Diagnostics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Brings the rules of a term into the normal form of {@link RuleSet}. Patterns are followed from the argument inwards, so the tests
 * of a row come in an order in which they can be made; a rule whose tests contradict each other is reported.
 */
public final class Normalizer {
    private final RuleSet set;
    private int instances;

    private final List<Integer> sites = new ArrayList<>();
    private final List<Integer> tests = new ArrayList<>();
    private final List<Integer> effects = new ArrayList<>();
    /** The calls of the rule so far. */
    private final Set<Integer> chosen = new HashSet<>();

    private int[] variables = {};
    private boolean contradiction;

    private Normalizer(Term term) {
        this.set = new RuleSet(term);
    }

    /** The normal form of {@code rules}, all of them rules of {@code term}. */
    public static RuleSet normalize(Term term, List<TypedRule> rules, Diagnostics diagnostics) {
        Normalizer n = new Normalizer(term);
        for (int i = 0; i < term.args().size(); i++) {
            n.set.intern(new Binding.Arg(i, term.args().get(i)));
        }
        for (TypedRule rule : rules) {
            n.rule(rule, diagnostics);
        }
        return n.set;
    }

    private void rule(TypedRule rule, Diagnostics diagnostics) {
        sites.clear();
        tests.clear();
        effects.clear();
        chosen.clear();
        contradiction = false;
        variables = new int[rule.variables()];
        for (int i = 0; i < rule.args().size(); i++) {
            match(rule.args().get(i), i);
        }
        for (TypedRule.Condition c : rule.conditions()) {
            match(c.pattern(), value(c.expr(), true));
        }
        int result = value(rule.body(), false);
        if (contradiction) {
            diagnostics.error(rule.pos(), "this rule can never match: its conditions contradict each other");
            return;
        }
        set.add(new Row(rule, toArray(sites), toArray(tests), toArray(effects), result));
    }

    private static int[] toArray(List<Integer> list) {
        int[] array = new int[list.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = list.get(i);
        }
        return array;
    }

    // --- patterns

    private void match(TypedPattern pattern, int binding) {
        switch (pattern) {
            case TypedPattern.Any p -> {}
            case TypedPattern.Bind p -> {
                variables[p.variable()] = binding;
                match(p.sub(), binding);
            }
            case TypedPattern.Same p -> equal(variables[p.variable()], binding);
            case TypedPattern.Int p -> demandValue(binding, new Test.IsInt(p.value()));
            case TypedPattern.Bool p -> demandValue(binding, new Test.IsBool(p.value()));
            case TypedPattern.Const p -> demandValue(binding, new Test.IsConst(p.name()));
            case TypedPattern.And p -> {
                for (TypedPattern sub : p.subs()) {
                    match(sub, binding);
                }
            }
            case TypedPattern.Apply p -> {
                if (p.term().extractor() instanceof Term.Extractor.Variant v) {
                    matchVariant(p, v.tag(), binding);
                } else {
                    matchExtern(p, binding);
                }
            }
            case TypedPattern.Param p -> throw new IllegalStateException("parameter outside of a template");
        }
    }

    private void matchVariant(TypedPattern.Apply pattern, int tag, int binding) {
        Type type = pattern.term().result();
        if (type.variants().size() > 1) {
            demandValue(binding, new Test.IsVariant(tag));
        }
        for (int i = 0; i < pattern.args().size(); i++) {
            if (!(pattern.args().get(i) instanceof TypedPattern.Any)) {
                Type fieldType = pattern.term().args().get(i);
                match(pattern.args().get(i), set.intern(new Binding.Field(binding, tag, i, fieldType)));
            }
        }
    }

    private void matchExtern(TypedPattern.Apply pattern, int binding) {
        int instance = 0;
        int extract = set.intern(new Binding.Extract(pattern.term(), binding, instance));
        while (set.multi(extract) && chosen.contains(extract)) {
            extract = set.intern(new Binding.Extract(pattern.term(), binding, ++instance));
        }
        chosen.add(extract);
        if (set.multi(extract)) {
            demand(new Site(Site.Kind.EACH, extract, -1), new Test.Holds());
        } else if (set.fallible(extract)) {
            demand(new Site(Site.Kind.SUCCESS, extract, -1), new Test.Holds());
        }
        for (int i = 0; i < pattern.args().size(); i++) {
            if (!(pattern.args().get(i) instanceof TypedPattern.Any)) {
                Type type = pattern.term().args().get(i);
                match(pattern.args().get(i), set.intern(new Binding.Output(extract, i, type)));
            }
        }
    }

    private void equal(int a, int b) {
        if (a != b) {
            demand(new Site(Site.Kind.EQUAL, Math.min(a, b), Math.max(a, b)), new Test.Holds());
        }
    }

    private void demandValue(int binding, Test test) {
        switch (set.binding(binding)) {
            case Binding.Int b when test instanceof Test.IsInt t -> contradiction |= t.value() != b.value();
            case Binding.Bool b when test instanceof Test.IsBool t -> contradiction |= t.value() != b.value();
            case Binding.Const b
            when test instanceof Test.IsConst t -> contradiction |= !t.name().equals(b.name());
            default -> demand(new Site(Site.Kind.VALUE, binding, -1), test);
        }
    }

    private void demand(Site site, Test test) {
        Integer siteNumber = set.intern(site);
        Integer testNumber = set.intern(test);
        int at = sites.indexOf(siteNumber);
        if (at < 0) {
            sites.add(siteNumber);
            tests.add(testNumber);
        } else if (!tests.get(at).equals(testNumber)) {
            contradiction = true;
        }
    }

    // --- expressions

    private int value(TypedExpr expr, boolean left) {
        return switch (expr) {
            case TypedExpr.Var e -> variables[e.variable()];
            case TypedExpr.Int e -> set.intern(new Binding.Int(e.type(), e.value()));
            case TypedExpr.Bool e -> set.intern(new Binding.Bool(e.type(), e.value()));
            case TypedExpr.Const e -> set.intern(new Binding.Const(e.type(), e.name()));
            case TypedExpr.Let e -> {
                for (int i = 0; i < e.variables().size(); i++) {
                    variables[e.variables().get(i)] = value(e.values().get(i), left);
                }
                yield value(e.body(), left);
            }
            case TypedExpr.Apply e -> call(e, left);
        };
    }

    private int call(TypedExpr.Apply expr, boolean left) {
        Term term = expr.term();
        List<Integer> args = new ArrayList<>(expr.args().size());
        for (TypedExpr arg : expr.args()) {
            args.add(value(arg, left));
        }
        List<Integer> operands = List.copyOf(args);
        int instance = term.pure() ? 0 : ++instances;
        int call = set.intern(new Binding.Call(term, operands, instance));
        while (term.multi() && chosen.contains(call)) {
            call = set.intern(new Binding.Call(term, operands, ++instance));
        }
        chosen.add(call);
        boolean fallible = term.partial() || term.multi();
        if (fallible) {
            Site site = new Site(term.multi() ? Site.Kind.EACH : Site.Kind.SUCCESS, call, -1);
            if (left) {
                demand(site, new Test.Holds());
            } else if (!sites.contains(set.intern(site)) && !effects.contains(call)) {
                effects.add(call);
            }
            return set.intern(new Binding.Output(call, 0, term.result()));
        }
        if (!left && !term.pure()) {
            effects.add(call);
        }
        return call;
    }
}
