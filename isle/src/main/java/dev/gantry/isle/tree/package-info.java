/**
 * Checked rules to decision trees: the rules of a term in one normal form over shared values, the checks on that form
 * (overlap, unreachable rules, recursion), and the tree that merges the tests that rules have in common.
 *
 * <p>Must not know: Java text. Start reading at {@link dev.gantry.isle.tree.RuleSet}.
 */
@org.jspecify.annotations.NullMarked
package dev.gantry.isle.tree;
