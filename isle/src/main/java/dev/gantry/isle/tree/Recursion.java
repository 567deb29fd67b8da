package dev.gantry.isle.tree;

import dev.gantry.isle.sema.Program;
import dev.gantry.isle.sema.Term;
import dev.gantry.isle.sema.TypedExpr;
import dev.gantry.isle.sema.TypedRule;
import dev.gantry.isle.syntax.Diagnostics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds terms that may call themselves, directly or through others, and are not declared {@code rec}.
 *
 * <p>Algorithm: depth-first search over the calls between terms with rules, with an explicit stack; an edge to a term that is on the
 * path closes a cycle, and every term on it must be {@code rec}. Terms declared {@code rec} are left out of the graph, so that a
 * cycle is reported exactly if it has a term without {@code rec}... after which that term too is left out, so one cycle is reported once.
 */
public final class Recursion {
    private enum State {
        NEW,
        ON_PATH,
        DONE
    }

    private final Map<Term, Set<Term>> calls = new HashMap<>();
    private final Map<Term, State> states = new HashMap<>();
    private final Diagnostics diagnostics;

    private Recursion(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** Reports undeclared recursion in {@code program}. */
    public static void check(Program program, Diagnostics diagnostics) {
        Recursion r = new Recursion(diagnostics);
        for (TypedRule rule : program.rules()) {
            Set<Term> called = r.calls.computeIfAbsent(rule.term(), t -> new LinkedHashSet<>());
            for (TypedRule.Condition c : rule.conditions()) {
                collect(c.expr(), called);
            }
            collect(rule.body(), called);
        }
        for (Term term : program.terms()) {
            if (r.calls.containsKey(term)) {
                r.search(term);
            }
        }
    }

    private static void collect(TypedExpr expr, Collection<Term> called) {
        switch (expr) {
            case TypedExpr.Apply a -> {
                if (a.term().constructor() instanceof Term.Constructor.Internal) {
                    called.add(a.term());
                }
                for (TypedExpr arg : a.args()) {
                    collect(arg, called);
                }
            }
            case TypedExpr.Let l -> {
                for (TypedExpr value : l.values()) {
                    collect(value, called);
                }
                collect(l.body(), called);
            }
            case TypedExpr.Var v -> {}
            case TypedExpr.Int i -> {}
            case TypedExpr.Bool b -> {}
            case TypedExpr.Const c -> {}
        }
    }

    private void search(Term start) {
        if (states.getOrDefault(start, State.NEW) != State.NEW) {
            return;
        }
        List<Term> path = new ArrayList<>();
        List<List<Term>> pending = new ArrayList<>();
        push(start, path, pending);
        while (!path.isEmpty()) {
            List<Term> next = pending.get(pending.size() - 1);
            if (next.isEmpty()) {
                states.put(path.removeLast(), State.DONE);
                pending.removeLast();
                continue;
            }
            Term term = next.removeLast();
            switch (states.getOrDefault(term, State.NEW)) {
                case NEW -> push(term, path, pending);
                case ON_PATH -> reportCycle(path.subList(path.indexOf(term), path.size()));
                case DONE -> {}
            }
        }
    }

    private void push(Term term, List<Term> path, List<List<Term>> pending) {
        states.put(term, State.ON_PATH);
        path.add(term);
        pending.add(new ArrayList<>(calls.getOrDefault(term, Set.of())));
    }

    private void reportCycle(List<Term> cycle) {
        for (Term term : cycle) {
            if (!term.rec()) {
                StringBuilder words = new StringBuilder();
                for (Term t : cycle) {
                    words.append(t).append(" -> ");
                }
                diagnostics.error(
                        term.pos(),
                        "`" + term + "` may call itself (" + words + cycle.get(0)
                                + "); if that is meant, declare it rec");
            }
        }
    }
}
