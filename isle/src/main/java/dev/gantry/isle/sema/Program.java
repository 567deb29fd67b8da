package dev.gantry.isle.sema;

import java.util.List;

/**
 * A checked program.
 *
 * @param types all types in order of declaration, the built-in {@code bool} first
 * @param terms all terms in order of declaration
 * @param rules all rules in source order
 */
public record Program(List<Type> types, List<Term> terms, List<TypedRule> rules) {}
