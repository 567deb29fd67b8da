package dev.gantry.cli;

import dev.gantry.filetests.SuiteRunner;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code gantry clif test}: runs files by what their first lines say. */
final class ClifTestCommand implements Command {
    @Override
    public String name() {
        return "test";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name(name());
        spec.usageMessage()
                .description(
                        "Run files by what their first lines say (test run, interpret, compile, cat, verifier ...)."
                                + " Prints each failure with file and line, what was skipped and why, then the counts."
                                + " Exits with " + Main.EXIT_BAD_INPUT + " if anything failed or there was no file.");
        Main.addHelp(spec);
        spec.addOption(OptionSpec.builder("--bless")
                .type(boolean.class)
                .description("Rewrite expected output that is compared exactly, where it differs.")
                .build());
        spec.addOption(OptionSpec.builder("-v", "--verbose")
                .type(boolean.class)
                .description("Name what passes too.")
                .build());
        spec.addPositional(PositionalParamSpec.builder()
                .index("0..*")
                .arity("1..*")
                .required(true)
                .paramLabel("FILE")
                .type(List.class)
                .auxiliaryTypes(Path.class)
                .description("Files, or folders of which all .clif files are taken.")
                .build());
        return spec;
    }

    @Override
    public int run(ParseResult arguments, PrintWriter out, PrintWriter err) throws IOException {
        List<Path> paths = arguments.matchedPositionalValue(0, List.of());
        boolean bless = arguments.hasMatchedOption("--bless");
        boolean verbose = arguments.hasMatchedOption("--verbose");
        return new SuiteRunner(bless, verbose, out).run(paths) ? 0 : Main.EXIT_BAD_INPUT;
    }
}
