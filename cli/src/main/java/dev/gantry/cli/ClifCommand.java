package dev.gantry.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code gantry clif}: commands for files of CLIF functions. */
final class ClifCommand implements Command {
    @Override
    public String name() {
        return "clif";
    }

    @Override
    public List<Command> subcommands() {
        return List.of(
                new ClifTestCommand(),
                ClifRunCommand.compiled(),
                ClifRunCommand.interpreted(),
                new ClifCompileCommand(),
                ClifPrintCommand.cat(),
                ClifPrintCommand.cfg(),
                new ClifBugpointCommand());
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name(name());
        spec.usageMessage()
                .description("Test, run, compile and print files of CLIF functions.")
                .footer(
                        "",
                        "Examples:",
                        "  gantry clif test file.clif folder",
                        "  gantry clif run --invoke %%fib file.clif 20",
                        "  gantry clif interpret file.clif",
                        "  gantry clif compile --target \"x86_64 has_avx\" file.clif",
                        "  gantry clif compile --object -o file.o file.clif",
                        "  gantry clif bugpoint -o small.clif wrong.clif");
        Main.addHelp(spec);
        return spec;
    }

    @Override
    public int run(ParseResult arguments, PrintWriter out, PrintWriter err) {
        throw new IllegalStateException("a group of commands is not run");
    }
}
