package dev.gantry.fuzz.generate;

import dev.gantry.clif.ir.Function;
import java.util.List;

/**
 * A program: functions that call those before them. The last one is to be run; it takes four {@code i64} and gives two, into which all that the program did has been mixed.
 *
 * @param seed what it was made from
 * @param functions its functions
 * @param pinned whether it uses the pinned register
 */
public record Program(long seed, List<Function> functions, boolean pinned) {
    public Program {
        functions = List.copyOf(functions);
    }

    /** The function to run. */
    public Function main() {
        return functions.getLast();
    }
}
