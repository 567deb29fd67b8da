package dev.gantry.cli;

import dev.gantry.wasm.binary.BinaryReader;
import dev.gantry.wasm.text.WatPrinter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code gantry wat}: the binary format to the text format. */
final class WatCommand implements Command {
    @Override
    public String name() {
        return "wat";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name(name());
        spec.usageMessage().description("Print a module in the text format.");
        Main.addHelp(spec);
        spec.addOption(OptionSpec.builder("-o", "--output")
                .paramLabel("FILE")
                .type(Path.class)
                .description("Where to write (default: standard output).")
                .build());
        spec.addPositional(PositionalParamSpec.builder()
                .index("0")
                .paramLabel("FILE")
                .type(Path.class)
                .required(true)
                .description("A module in the binary format (.wasm).")
                .build());
        return spec;
    }

    @Override
    public int run(ParseResult arguments, PrintWriter out, PrintWriter err) throws IOException {
        Path input = arguments.matchedPositionalValue(0, Path.of(""));
        String text = WatPrinter.print(BinaryReader.parse(InputFile.readBinary(input)));
        Path output = arguments.matchedOptionValue("--output", (Path) null);
        if (output == null) {
            out.print(text);
            out.flush();
        } else {
            Files.writeString(output, text);
        }
        return 0;
    }
}
