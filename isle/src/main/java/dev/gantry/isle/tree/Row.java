package dev.gantry.isle.tree;

import dev.gantry.isle.sema.TypedRule;

/**
 * A rule in normal form. Made by {@link RuleSet}.
 *
 * @param rule the rule
 * @param sites where it tests, in an order in which the tests can be made
 * @param tests what it demands at each of {@code sites}, as numbers of {@link RuleSet#test}
 * @param sortedSites the sites in ascending order
 * @param sortedTests what it demands at each of {@code sortedSites}
 * @param effects calls of the right-hand side that must be made even if nobody uses their value, because they are impure, partial
 *     or multi, in order
 * @param result the value of the rule
 */
public record Row(
        TypedRule rule, int[] sites, int[] tests, int[] sortedSites, int[] sortedTests, int[] effects, int result) {

    /** The rule's priority. */
    public int priority() {
        return rule.priority();
    }
}
