package dev.gantry.cli;

import dev.gantry.fuzz.run.Campaign;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code gantry fuzz}: random programs on the interpreter and on compiled code. */
final class FuzzCommand implements Command {
    private static final int EXIT_FAILURES = 1;

    @Override
    public String name() {
        return "fuzz";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name(name());
        spec.usageMessage()
                .description(
                        "Make random CLIF programs, run them on the interpreter and as compiled code under random settings and extensions of this machine, and compare."
                                + " Failures are reduced and written as file tests. Exit code 1 if there are any.");
        Main.addHelp(spec);
        option(spec, "--time", "TIME", "How long: 90s, 20m, 2h. Default 1m.");
        option(
                spec,
                "--seed",
                "N",
                "The first program's seed; the same seed gives the same programs. Default: from the clock.");
        option(spec, "--threads", "N", "How many processes. Default 1.");
        option(
                spec,
                "--isa",
                "WORDS",
                "Only this target: extensions as in a target line, such as 'sse41' or 'x86-64-v3'; 'baseline' for none.");
        option(spec, "--dir", "DIR", "Where failures and logs are written. Default fuzz-out.");
        spec.addOption(OptionSpec.builder("--stats")
                .type(boolean.class)
                .description("Print what was generated: for each opcode how often with each type.")
                .build());
        spec.addPositional(PositionalParamSpec.builder()
                .index("0")
                .paramLabel("WHAT")
                .type(String.class)
                .required(true)
                .description("clif: programs in CLIF.")
                .build());
        return spec;
    }

    private static void option(CommandSpec spec, String name, String label, String description) {
        spec.addOption(OptionSpec.builder(name)
                .paramLabel(label)
                .type(String.class)
                .description(description)
                .build());
    }

    @Override
    public int run(ParseResult arguments, PrintWriter out, PrintWriter err) throws IOException, InterruptedException {
        String what = arguments.matchedPositionalValue(0, "");
        if (!what.equals("clif")) {
            throw new BadInputException("fuzz: there is 'clif' to fuzz, not '" + what + "'");
        }
        String isa = arguments.matchedOptionValue("--isa", "");
        long seed = number(arguments, "--seed", Long.toString(System.currentTimeMillis()));
        out.println("seed " + seed);
        out.flush();
        Campaign.Options options = new Campaign.Options(
                seconds(arguments.matchedOptionValue("--time", "1m")),
                seed,
                (int) number(arguments, "--threads", "1"),
                isa.isBlank() ? List.of() : List.of(isa.strip().split(" ")),
                Path.of(arguments.matchedOptionValue("--dir", "fuzz-out")),
                arguments.hasMatchedOption("--stats"));
        PrintStream console = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        return new Campaign(options, console).run() == 0 ? 0 : EXIT_FAILURES;
    }

    private static long number(ParseResult arguments, String option, String otherwise) {
        String text = arguments.matchedOptionValue(option, otherwise);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new BadInputException(option + ": a number is expected, not '" + text + "'");
        }
    }

    private static long seconds(String text) {
        int unit = text.isEmpty() ? 0 : text.charAt(text.length() - 1);
        long factor =
                switch (unit) {
                    case 's' -> 1;
                    case 'm' -> 60;
                    case 'h' -> 3600;
                    default -> 0;
                };
        try {
            return factor == 0 ? Long.parseLong(text) : factor * Long.parseLong(text.substring(0, text.length() - 1));
        } catch (NumberFormatException e) {
            throw new BadInputException("--time: a time such as 90s, 20m or 2h is expected, not '" + text + "'");
        }
    }
}
