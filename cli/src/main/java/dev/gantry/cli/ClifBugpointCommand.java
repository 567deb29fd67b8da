package dev.gantry.cli;

import dev.gantry.fuzz.run.Bugpoint;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code gantry clif bugpoint}: makes a failing file small. */
final class ClifBugpointCommand implements Command {
    @Override
    public String name() {
        return "bugpoint";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name(name());
        spec.usageMessage()
                .description(
                        "Make a file of CLIF functions that goes wrong as small as can be: the calls of its run lines give something else compiled than interpreted, the"
                                + " compiler or the checker of its register allocation fails, or the process crashes. Each candidate is tried in a process apart.");
        Main.addHelp(spec);
        spec.addOption(OptionSpec.builder("--command")
                .paramLabel("COMMAND")
                .type(String.class)
                .description(
                        "Fails if this does: a program and arguments, to which the path of the candidate is added; a candidate has to end with the same exit code, not zero.")
                .build());
        spec.addOption(OptionSpec.builder("--time")
                .paramLabel("SECONDS")
                .type(Long.class)
                .description("How long it may take. Default 300.")
                .build());
        spec.addOption(OptionSpec.builder("-o", "--output")
                .paramLabel("OUT")
                .type(Path.class)
                .description("Where the small file is written. Default: printed.")
                .build());
        spec.addPositional(ClifFiles.fileParameter());
        return spec;
    }

    @Override
    public int run(ParseResult arguments, PrintWriter out, PrintWriter err) throws IOException {
        Path file = arguments.matchedPositionalValue(0, Path.of(""));
        String text = Files.readString(file);
        Path folder = Files.createTempDirectory("gantry-bugpoint");
        Bugpoint bugpoint = new Bugpoint(folder, arguments.matchedOptionValue("--time", 300L));
        String command = arguments.matchedOptionValue("--command", "");
        Optional<Bugpoint.Reduced> reduced;
        try {
            reduced = command.isBlank()
                    ? bugpoint.reduce(text, file.toString())
                    : bugpoint.reduce(
                            text, file.toString(), List.of(command.strip().split(" +")));
        } catch (IllegalArgumentException e) {
            throw new BadInputException(file + ": " + e.getMessage());
        } finally {
            delete(folder);
        }
        if (reduced.isEmpty()) {
            throw new BadInputException(file + ": nothing goes wrong with it");
        }
        Path output = arguments.matchedOptionValue("--output", Path.of(""));
        if (output.toString().isEmpty()) {
            out.print(reduced.get().text());
        } else {
            Files.writeString(output, reduced.get().text());
        }
        out.flush();
        err.println(reduced.get().fault());
        err.flush();
        return 0;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}
