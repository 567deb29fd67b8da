package dev.gantry.fuzz.opcodes;

import dev.gantry.clif.ir.Function;
import java.util.List;

/**
 * A combination in a function of its own.
 *
 * @param combination the combination
 * @param functions the function to call, then those that it calls
 * @param use what can be done with it
 */
public record Sample(Combination combination, List<Function> functions, Use use) {
    /** What can be done with a sample. */
    public enum Use {
        /** It may be run, and gives the same on every engine. */
        RUN,
        /** What it gives depends on the engine (an address), but it may be run. */
        RUN_ONLY,
        /** It can be compiled, not run: it stops the machine, or needs surroundings that nobody provides. */
        COMPILE
    }

    public Sample {
        functions = List.copyOf(functions);
    }

    /** The function to call. */
    public Function main() {
        return functions.getFirst();
    }
}
