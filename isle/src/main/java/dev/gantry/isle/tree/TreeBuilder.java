package dev.gantry.isle.tree;

import dev.gantry.isle.syntax.Diagnostic;
import dev.gantry.isle.syntax.Diagnostics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Merges the rules of a term into one decision tree.
 *
 * <p>Algorithm: a greedy partition. Among the tests that can be made now, take the site at which most rules test and can be moved to
 * the front: a rule may not pass a rule of higher priority that may match the same input. Those rules go into one step, divided by
 * what they demand there, each division built the same way; the others follow in further steps. A rule without tests left fires,
 * and what would follow it is dead. Every rule is put in one place, so the tree is as large as the rules.
 *
 * <p>Invariants: within a block the rows are in order of falling priority; all rows of a block agree on every site established on the way
 * to it; so a rule that ends up nowhere can never match, and is reported.
 *
 * <p>Example: {@code (f 1 x)}, {@code (f 2 3)} and, with priority -1, {@code (f _ _)}: step one chooses by argument 0 between 1 (fire) and 2
 * (choose by argument 1: 3, fire); step two fires the third rule.
 */
public final class TreeBuilder {
    /** How many of the most promising sites are tried in full. */
    private static final int TRIED_SITES = 4;

    private final RuleSet set;
    private final Overlaps overlaps;
    private final boolean[] established;
    private final int[] counts;
    private final Set<Row> placed = new HashSet<>();

    private TreeBuilder(RuleSet set) {
        this.set = set;
        this.overlaps = new Overlaps(set);
        this.established = new boolean[set.siteCount()];
        this.counts = new int[set.siteCount()];
    }

    /** The tree of {@code set}; overlapping and unreachable rules are reported. */
    public static Block build(RuleSet set, Diagnostics diagnostics) {
        TreeBuilder builder = new TreeBuilder(set);
        int before = diagnostics.toList().size();
        builder.overlaps.check(diagnostics);
        if (diagnostics.toList().size() > before) {
            return new Block();
        }
        List<Row> rows = new ArrayList<>(set.rows());
        rows.sort((a, b) -> Integer.compare(b.priority(), a.priority()));
        Block root = builder.block(rows);
        for (Row row : set.rows()) {
            if (!builder.placed.contains(row)) {
                builder.reportUnreachable(row, diagnostics);
            }
        }
        return root;
    }

    private void reportUnreachable(Row row, Diagnostics diagnostics) {
        for (Row other : set.rows()) {
            if (other.priority() > row.priority() && Overlaps.covers(other, row)) {
                Diagnostic.Note note = new Diagnostic.Note(
                        other.rule().pos(), "this rule, of higher priority, takes all that it could");
                diagnostics.add(new Diagnostic(row.rule().pos(), "this rule can never match", List.of(note)));
                return;
            }
        }
        diagnostics.error(
                row.rule().pos(),
                "this rule can never match: rules of higher priority together take all that it could");
    }

    private Block block(List<Row> rows) {
        Block block = new Block();
        List<Row> rest = rows;
        while (!rest.isEmpty()) {
            Row first = rest.get(0);
            if (firstOpen(first) < 0) {
                block.steps().add(new Step.Fire(first));
                placed.add(first);
                if (!set.term().multi()) {
                    block.setFallsThrough(false);
                    return block;
                }
                rest = rest.subList(1, rest.size());
                continue;
            }
            int site = bestSite(rest);
            List<Row> group = new ArrayList<>();
            List<Row> left = new ArrayList<>();
            split(rest, site, group, left);
            Step step = step(site, group);
            block.steps().add(step);
            if (!fallsThrough(step)) {
                block.setFallsThrough(false);
                return block;
            }
            rest = left;
        }
        return block;
    }

    private static boolean fallsThrough(Step step) {
        if (step instanceof Step.Choose choose && choose.exhaustive()) {
            for (Step.Arm arm : choose.arms()) {
                if (arm.body().fallsThrough()) {
                    return true;
                }
            }
            return false;
        }
        return true;
    }

    private Step step(int siteNumber, List<Row> group) {
        Site site = set.site(siteNumber);
        established[siteNumber] = true;
        Step step =
                switch (site.kind()) {
                    case VALUE -> choose(siteNumber, group);
                    case SUCCESS -> new Step.IfSuccess(site.binding(), block(group));
                    case EACH -> new Step.ForEach(site.binding(), block(group));
                    case EQUAL -> new Step.IfEqual(site.binding(), site.other(), block(group));
                };
        established[siteNumber] = false;
        return step;
    }

    private Step choose(int site, List<Row> group) {
        Map<Integer, List<Row>> byTest = new LinkedHashMap<>();
        for (Row row : group) {
            byTest.computeIfAbsent(testAt(row, site), t -> new ArrayList<>()).add(row);
        }
        List<Step.Arm> arms = new ArrayList<>(byTest.size());
        for (Map.Entry<Integer, List<Row>> e : byTest.entrySet()) {
            arms.add(new Step.Arm(List.of(set.test(e.getKey())), block(e.getValue())));
        }
        return new Step.Choose(set.site(site).binding(), arms, set.exhaustive(site, byTest.keySet()));
    }

    /** The index of the first test of {@code row} that has not been made, or -1. */
    private int firstOpen(Row row) {
        for (int i = 0; i < row.sites().length; i++) {
            if (!established[row.sites()[i]]) {
                return i;
            }
        }
        return -1;
    }

    /** What {@code row} demands at {@code site}, or -1 if it does not test there. */
    private static int testAt(Row row, int site) {
        for (int i = 0; i < row.sites().length; i++) {
            if (row.sites()[i] == site) {
                return row.tests()[i];
            }
        }
        return -1;
    }

    private boolean ready(int site) {
        Site s = set.site(site);
        return ready(set.needs(s.binding())) && (s.other() < 0 || ready(set.needs(s.other())));
    }

    private boolean ready(int[] sites) {
        for (int site : sites) {
            if (!established[site]) {
                return false;
            }
        }
        return true;
    }

    private int bestSite(List<Row> rows) {
        int[] candidates = new int[TRIED_SITES + 1];
        int n = candidates(rows, candidates);
        Row first = rows.get(0);
        candidates[n++] = first.sites()[firstOpen(first)];
        if (n == 1) {
            return candidates[0];
        }
        int best = -1;
        int bestSize = 0;
        for (int i = 0; i < n; i++) {
            List<Row> group = new ArrayList<>();
            split(rows, candidates[i], group, new ArrayList<>());
            if (group.size() > bestSize) {
                bestSize = group.size();
                best = candidates[i];
            }
        }
        return best;
    }

    /** Fills {@code out} with the ready sites at which most rows test, the most popular first; choices by value win ties. */
    private int candidates(List<Row> rows, int[] out) {
        List<Integer> touched = new ArrayList<>();
        for (Row row : rows) {
            for (int site : row.sites()) {
                if (!established[site] && (counts[site] > 0 || ready(site)) && counts[site]++ == 0) {
                    touched.add(site);
                }
            }
        }
        int n = 0;
        for (int site : touched) {
            int at = n;
            while (at > 0 && better(site, out[at - 1])) {
                at--;
            }
            if (at < TRIED_SITES) {
                System.arraycopy(out, at, out, at + 1, Math.min(n, TRIED_SITES - 1) - at);
                out[at] = site;
                n = Math.min(n + 1, TRIED_SITES);
            }
        }
        for (int site : touched) {
            counts[site] = 0;
        }
        return n;
    }

    private boolean better(int a, int b) {
        if (counts[a] != counts[b]) {
            return counts[a] > counts[b];
        }
        int byKind = set.site(a).kind().compareTo(set.site(b).kind());
        return byKind < 0 || (byKind == 0 && a < b);
    }

    /**
     * Divides {@code rows} into those that test at {@code site} and can be moved to the front, and the others. Named constants and
     * literals, which may be the same value, do not come into one group: its tests must exclude one another.
     */
    private void split(List<Row> rows, int site, List<Row> group, List<Row> left) {
        boolean constants = false;
        for (Row row : rows) {
            int test = testAt(row, site);
            if (test < 0 || heldBack(row, left)) {
                left.add(row);
                continue;
            }
            boolean constant = set.test(test) instanceof Test.IsConst;
            if (group.isEmpty()) {
                constants = constant;
            }
            (constant == constants ? group : left).add(row);
        }
    }

    private boolean heldBack(Row row, List<Row> left) {
        for (Row other : left) {
            if (other.priority() <= row.priority()) {
                return false;
            }
            if (set.term().multi() || overlaps.mayOverlap(other, row)) {
                return true;
            }
        }
        return false;
    }
}
