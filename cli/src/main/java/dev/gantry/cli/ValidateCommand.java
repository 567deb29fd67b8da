package dev.gantry.cli;

import dev.gantry.wasm.WasmException;
import dev.gantry.wasm.WasmModule;
import dev.gantry.wasm.binary.BinaryReader;
import dev.gantry.wasm.validate.Validator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code gantry validate}: says of each module whether it is valid, and if not, what is wrong and where. */
final class ValidateCommand implements Command {
    @Override
    public String name() {
        return "validate";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name(name());
        spec.usageMessage()
                .description("Check that modules are well-formed and valid. Exits with " + Main.EXIT_BAD_INPUT
                        + " if one is not.");
        Main.addHelp(spec);
        spec.addPositional(PositionalParamSpec.builder()
                .index("0..*")
                .paramLabel("FILE")
                .arity("1..*")
                .type(List.class)
                .auxiliaryTypes(Path.class)
                .description("Modules in the binary or the text format.")
                .build());
        return spec;
    }

    @Override
    public int run(ParseResult arguments, PrintWriter out, PrintWriter err) throws IOException {
        int status = 0;
        for (Path file : arguments.matchedPositionalValue(0, List.<Path>of())) {
            try {
                WasmModule module = BinaryReader.parse(InputFile.readBinary(file));
                Validator.validate(module);
            } catch (WasmException e) {
                err.println(file + ": " + e.getMessage());
                status = Main.EXIT_BAD_INPUT;
            } catch (BadInputException e) {
                err.println(e.getMessage());
                status = Main.EXIT_BAD_INPUT;
            } catch (NoSuchFileException e) {
                err.println(file + ": no such file");
                status = Main.EXIT_BAD_INPUT;
            }
        }
        err.flush();
        return status;
    }
}
