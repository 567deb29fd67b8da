package dev.gantry.isle.tree;

import dev.gantry.isle.sema.Program;
import dev.gantry.isle.sema.Term;
import dev.gantry.isle.sema.TypedExpr;
import dev.gantry.isle.sema.TypedRule;
import dev.gantry.isle.syntax.Diagnostics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds terms that may call themselves, directly or through others, and are not declared {@code rec}.
 *
 * <p>Algorithm: Tarjan's strongly connected components (1972) over the calls between terms with rules, with an explicit stack. A term
 * may call itself if it shares its component with another term or calls itself directly; each such term must be {@code rec}.
 *
 * <p>Example: with {@code (rule (f x) (g x))} and {@code (rule (g x) (f x))}, both f and g must be declared {@code rec}.
 */
public final class Recursion {
    /** A term on its way through the search. */
    private static final class Node {
        final Term term;
        final List<Node> calls = new ArrayList<>();
        int index = -1;
        int low;
        int next;
        boolean onStack;

        Node(Term term) {
            this.term = term;
        }
    }

    private final Map<Term, Node> nodes = new LinkedHashMap<>();
    private final List<Node> path = new ArrayList<>();
    private final List<Node> stack = new ArrayList<>();
    private final List<Term> recursive = new ArrayList<>();
    private int count;

    private Recursion() {}

    /** Reports undeclared recursion in {@code program}. */
    public static void check(Program program, Diagnostics diagnostics) {
        Recursion r = new Recursion();
        Map<Term, Set<Term>> calls = new LinkedHashMap<>();
        for (TypedRule rule : program.rules()) {
            Set<Term> called = calls.computeIfAbsent(rule.term(), t -> new LinkedHashSet<>());
            for (TypedRule.Condition c : rule.conditions()) {
                collect(c.expr(), called);
            }
            collect(rule.body(), called);
        }
        for (Term term : calls.keySet()) {
            r.nodes.put(term, new Node(term));
        }
        for (Map.Entry<Term, Set<Term>> e : calls.entrySet()) {
            for (Term called : e.getValue()) {
                r.node(e.getKey()).calls.add(r.node(called));
            }
        }
        for (Node node : r.nodes.values()) {
            if (node.index < 0) {
                r.search(node);
            }
        }
        r.recursive.sort(Comparator.comparing(Term::name));
        for (Term term : r.recursive) {
            if (!term.rec()) {
                diagnostics.error(
                        term.pos(),
                        "`" + term + "` may call itself (" + r.cycle(term) + "); if that is meant, declare it rec");
            }
        }
    }

    private Node node(Term term) {
        return nodes.computeIfAbsent(term, Node::new);
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

    private void search(Node start) {
        push(start);
        while (!path.isEmpty()) {
            Node node = path.getLast();
            if (node.next < node.calls.size()) {
                Node called = node.calls.get(node.next++);
                if (called.index < 0) {
                    push(called);
                } else if (called.onStack) {
                    node.low = Math.min(node.low, called.index);
                }
                continue;
            }
            path.removeLast();
            if (!path.isEmpty()) {
                path.getLast().low = Math.min(path.getLast().low, node.low);
            }
            if (node.low == node.index) {
                popComponent(node);
            }
        }
    }

    private void push(Node node) {
        node.index = count;
        node.low = count++;
        node.onStack = true;
        path.add(node);
        stack.add(node);
    }

    private void popComponent(Node root) {
        boolean cycle = stack.getLast() != root || root.calls.contains(root);
        Node node;
        do {
            node = stack.removeLast();
            node.onStack = false;
            if (cycle) {
                recursive.add(node.term);
            }
        } while (node != root);
    }

    /** A shortest way from {@code start} back to it, in words. */
    private String cycle(Term start) {
        Map<Node, Node> from = new HashMap<>();
        List<Node> queue = new ArrayList<>();
        Node target = node(start);
        queue.add(target);
        for (int i = 0; i < queue.size(); i++) {
            Node at = queue.get(i);
            for (Node called : at.calls) {
                if (called == target) {
                    return words(at, from, target);
                }
                if (from.putIfAbsent(called, at) == null) {
                    queue.add(called);
                }
            }
        }
        throw new IllegalStateException("no cycle through " + start);
    }

    private static String words(Node last, Map<Node, Node> from, Node target) {
        String words = " -> " + target.term;
        for (Node at = last; at != target; at = from.getOrDefault(at, target)) {
            words = " -> " + at.term + words;
        }
        return target.term + words;
    }
}
