package dev.gantry.isle.sema;

import dev.gantry.isle.syntax.Pos;
import java.util.List;

/**
 * A checked rule.
 *
 * @param id number of the rule in the program, from 0 in source order
 * @param name its name, or empty
 * @param term the term it belongs to
 * @param args a pattern per argument of the term
 * @param conditions its {@code if-let}s in order
 * @param variables how many variables it has
 */
public record TypedRule(
        int id,
        String name,
        Pos pos,
        int priority,
        Term term,
        List<TypedPattern> args,
        List<Condition> conditions,
        TypedExpr body,
        int variables) {

    /** Matches {@code pattern} against the value of {@code expr}. */
    public record Condition(TypedPattern pattern, TypedExpr expr) {}
}
