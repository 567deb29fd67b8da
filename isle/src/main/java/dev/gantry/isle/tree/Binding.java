package dev.gantry.isle.tree;

import dev.gantry.isle.sema.Term;
import dev.gantry.isle.sema.Type;
import java.util.List;

/** How a value is come by. Operands are numbers of other bindings in the same {@link RuleSet}; equal bindings share a number. */
public sealed interface Binding {
    /** An argument of the term. */
    record Arg(int index, Type type) implements Binding {}

    /** A literal. */
    record Int(Type type, long value) implements Binding {}

    /** A literal. */
    record Bool(Type type, boolean value) implements Binding {}

    /** A named constant. */
    record Const(Type type, String name) implements Binding {}

    /**
     * The application of an external extractor to {@code input}; what it gives are {@link Output}s.
     *
     * @param instance 0, but for multi terms the number of equal applications before it in the rule: each chooses by itself
     */
    record Extract(Term term, int input, int instance) implements Binding {}

    /**
     * The call of a constructor. If the term is partial or multi, what it gives is an {@link Output}.
     *
     * @param instance 0 for pure terms, so that equal calls are one; for pure multi terms as for {@link Extract}; else a number of its own
     */
    record Call(Term term, List<Integer> args, int instance) implements Binding {}

    /** Output {@code index} of an {@link Extract}, or, with index 0, what a partial or multi {@link Call} gave. */
    record Output(int source, int index, Type type) implements Binding {}

    /** A field of a variant or struct. */
    record Field(int source, int tag, int index, Type type) implements Binding {}
}
