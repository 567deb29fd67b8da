package dev.gantry.cli;

import dev.gantry.clif.interp.Interpreter;
import dev.gantry.clif.ir.Signature;
import dev.gantry.clif.text.ClifFile;
import dev.gantry.filetests.FileExecution;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code gantry clif run} and {@code gantry clif interpret}: do what the {@code ; run:} and {@code ; print:} comments of a file ask for, or
 * call one function.
 */
final class ClifRunCommand implements Command {
    private final boolean compiles;

    private ClifRunCommand(boolean compiles) {
        this.compiles = compiles;
    }

    static Command compiled() {
        return new ClifRunCommand(true);
    }

    static Command interpreted() {
        return new ClifRunCommand(false);
    }

    @Override
    public String name() {
        return compiles ? "run" : "interpret";
    }

    @Override
    public boolean argumentsFollowFile() {
        return true;
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name(name());
        spec.usageMessage()
                .description((compiles ? "Compile a file's functions" : "Interpret a file's functions")
                        + " and do what its run: and print: comments ask for, or call one function (--invoke)."
                        + " Exits with " + Main.EXIT_BAD_INPUT
                        + " if a comment's expectation does not hold or something"
                        + " cannot be run, and with " + RunCommand.EXIT_TRAP
                        + " if a function that was invoked traps or throws.");
        Main.addHelp(spec);
        if (compiles) {
            ClifFiles.addTargetOptions(spec);
        } else {
            spec.addOption(OptionSpec.builder("--steps")
                    .paramLabel("N")
                    .type(Long.class)
                    .description("How many instructions a call may run. Default: " + Interpreter.DEFAULT_STEPS + ".")
                    .build());
        }
        spec.addOption(OptionSpec.builder("--invoke")
                .paramLabel("NAME")
                .type(String.class)
                .description("Call this function with the arguments that follow the file, written as in directives:"
                        + " -1, 0x1.8p1, [1 2 3 4], NaN. Prints its results.")
                .build());
        spec.addPositional(ClifFiles.fileParameter());
        spec.addPositional(PositionalParamSpec.builder()
                .index("1..*")
                .arity("0..*")
                .paramLabel("ARG")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description("Arguments for --invoke.")
                .build());
        return spec;
    }

    @Override
    public int run(ParseResult arguments, PrintWriter out, PrintWriter err) throws IOException {
        Path path = arguments.matchedPositionalValue(0, Path.of(""));
        ClifFile file = ClifFiles.read(path);
        ClifFiles.verify(path, file.functions());
        List<String> args = arguments.matchedPositionalValue(1, List.of());
        String invoke = arguments.matchedOptionValue("--invoke", "");
        if (invoke.isEmpty() && !args.isEmpty()) {
            throw new BadInputException("arguments are for a function: --invoke NAME");
        }
        try (FileExecution execution = compiles
                ? FileExecution.compiled(path, file, ClifFiles.target(arguments, file))
                : FileExecution.interpreted(
                        path, file, arguments.matchedOptionValue("--steps", Interpreter.DEFAULT_STEPS))) {
            return invoke.isEmpty() ? directives(execution, out) : invoke(path, file, execution, invoke, args, out);
        }
    }

    private static int directives(FileExecution execution, PrintWriter out) {
        String problems = execution.runDirectives(out);
        out.println(execution.summary());
        if (!problems.isEmpty()) {
            out.println(problems);
        }
        out.flush();
        return problems.isEmpty() ? 0 : Main.EXIT_BAD_INPUT;
    }

    private static int invoke(
            Path path, ClifFile file, FileExecution execution, String name, List<String> args, PrintWriter out) {
        int number = -1;
        for (int i = 0; i < file.functions().size(); i++) {
            if (ClifFiles.isNamed(file.functions().get(i), name)) {
                number = i;
            }
        }
        if (number < 0) {
            throw new BadInputException(path + " has no function " + name);
        }
        Signature signature = file.functions().get(number).function().signature();
        if (args.size() != signature.paramCount()) {
            throw new BadInputException(
                    name + signature + " takes " + signature.paramCount() + " arguments, not " + args.size());
        }
        FileExecution.Result result = execution.call(number, args);
        out.println(result.text());
        out.flush();
        return switch (result.kind()) {
            case RETURNED -> 0;
            case STOPPED -> RunCommand.EXIT_TRAP;
            case NOT_RUN -> Main.EXIT_BAD_INPUT;
        };
    }
}
