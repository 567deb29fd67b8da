package dev.gantry.clif.text;

import java.util.List;

/**
 * A file of functions and what is to be done with them.
 *
 * @param testCommands what follows {@code test} on each such line
 * @param settings what follows {@code set}, in order with the targets; see {@link Directive}
 * @param features what follows {@code feature}
 * @param preambleComments texts of the comments before the first function, from the semicolon on
 * @param functions the functions in order
 */
public record ClifFile(
        List<String> testCommands,
        List<Directive> settings,
        List<String> features,
        List<String> preambleComments,
        List<ClifFunction> functions) {
    /** A line that configures the compiler. */
    public sealed interface Directive {
        /**
         * A {@code set} line.
         *
         * @param text what follows the word
         * @param line line, from 1
         */
        record Set(String text, int line) implements Directive {}

        /**
         * A {@code target} line.
         *
         * @param isa architecture or target triple
         * @param flags what follows it
         * @param line line, from 1
         */
        record Target(String isa, List<String> flags, int line) implements Directive {}
    }
}
