package dev.gantry.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code gantry wasm}: the text format to the binary format. */
final class WasmCommand implements Command {
    @Override
    public String name() {
        return "wasm";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name(name());
        spec.usageMessage().description("Translate a module from the text format to the binary format.");
        Main.addHelp(spec);
        spec.addOption(OptionSpec.builder("-o", "--output")
                .paramLabel("FILE")
                .type(Path.class)
                .description("Where to write (default: the input's name with .wasm).")
                .build());
        spec.addPositional(PositionalParamSpec.builder()
                .index("0")
                .paramLabel("FILE")
                .type(Path.class)
                .required(true)
                .description("A module in the text format (.wat).")
                .build());
        return spec;
    }

    @Override
    public int run(ParseResult arguments, PrintWriter out, PrintWriter err) throws IOException {
        Path input = arguments.matchedPositionalValue(0, Path.of(""));
        byte[] bytes = InputFile.readBinary(input);
        Path output = arguments.matchedOptionValue("--output", defaultOutput(input));
        Files.write(output, bytes);
        out.println(output + ": " + bytes.length + " bytes");
        out.flush();
        return 0;
    }

    private static Path defaultOutput(Path input) {
        String name = input.getFileName().toString();
        String stem = name.endsWith(".wat") ? name.substring(0, name.length() - 4) : name;
        return input.resolveSibling(stem + ".wasm");
    }
}
