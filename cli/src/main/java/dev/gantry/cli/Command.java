package dev.gantry.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** A subcommand. */
interface Command {
    /** {@return all subcommands in the order of the help text} */
    static List<Command> all() {
        return List.of(
                new RunCommand(),
                new CompileCommand(),
                new ValidateCommand(),
                new WatCommand(),
                new WasmCommand(),
                new WastCommand(),
                new ClifCommand(),
                new FuzzCommand());
    }

    /** {@return the commands below this one, if it is only a name for a group of them; in the order of the help text} */
    default List<Command> subcommands() {
        return List.of();
    }

    /** {@return the word on the command line} */
    String name();

    /** {@return options, parameters and help text} */
    CommandSpec spec();

    /** {@return whether what follows the first file belongs to the program run, even if it looks like an option} */
    default boolean argumentsFollowFile() {
        return false;
    }

    /**
     * Runs it.
     *
     * @return the exit code
     * @throws Exception as {@link Main} explains
     */
    int run(ParseResult arguments, PrintWriter out, PrintWriter err) throws Exception;
}
