package dev.gantry.isle.tree;

import dev.gantry.isle.sema.TypedRule;
import java.util.Arrays;

/** A rule in normal form; one object per rule, compared by identity. Callers leave the arrays as they are. */
public final class Row {
    private final TypedRule rule;
    private final int[] sites;
    private final int[] tests;
    private final int[] sortedSites;
    private final int[] sortedTests;
    private final int[] effects;
    private final int result;

    Row(TypedRule rule, int[] sites, int[] tests, int[] effects, int result) {
        this.rule = rule;
        this.sites = sites;
        this.tests = tests;
        this.effects = effects;
        this.result = result;
        this.sortedSites = sites.clone();
        this.sortedTests = new int[sites.length];
        Arrays.sort(sortedSites);
        for (int i = 0; i < sites.length; i++) {
            sortedTests[Arrays.binarySearch(sortedSites, sites[i])] = tests[i];
        }
    }

    /** The rule. */
    public TypedRule rule() {
        return rule;
    }

    /** The rule's priority. */
    public int priority() {
        return rule.priority();
    }

    /** Where it tests, in an order in which the tests can be made; no site twice. */
    int[] sites() {
        return sites;
    }

    /** What it demands at each of {@link #sites}, as numbers of {@link RuleSet#test}. */
    int[] tests() {
        return tests;
    }

    /** The sites in ascending order. */
    int[] sortedSites() {
        return sortedSites;
    }

    /** What it demands at each of {@link #sortedSites}. */
    int[] sortedTests() {
        return sortedTests;
    }

    /**
     * Calls of the right-hand side that must be made even if nobody uses their value, because they are impure, partial or multi,
     * in order.
     */
    public int[] effects() {
        return effects;
    }

    /** The value of the rule. */
    public int result() {
        return result;
    }
}
