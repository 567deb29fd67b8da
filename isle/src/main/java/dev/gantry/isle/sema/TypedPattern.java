package dev.gantry.isle.sema;

import java.util.List;

/** A checked pattern. Variables are numbered within their rule. */
public sealed interface TypedPattern {
    /** Matches anything. */
    record Any() implements TypedPattern {}

    /** Binds {@code variable} and matches {@code sub}. */
    record Bind(int variable, TypedPattern sub) implements TypedPattern {}

    /** Matches what {@code variable} is bound to. */
    record Same(int variable) implements TypedPattern {}

    /** Matches an integer. */
    record Int(Type type, long value) implements TypedPattern {}

    /** Matches a truth value. */
    record Bool(Type type, boolean value) implements TypedPattern {}

    /** Matches a named constant. */
    record Const(Type type, String name) implements TypedPattern {}

    /** Takes apart by a variant or an external extractor; macros are expanded by now. */
    record Apply(Term term, List<TypedPattern> args) implements TypedPattern {}

    /** Matches all of {@code subs}. */
    record And(List<TypedPattern> subs) implements TypedPattern {}

    /** A parameter in the template of an extractor macro. */
    record Param(int index) implements TypedPattern {}
}
