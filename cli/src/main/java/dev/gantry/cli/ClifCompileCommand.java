package dev.gantry.cli;

import dev.gantry.clif.text.ClifFile;
import dev.gantry.clif.text.ClifFunction;
import dev.gantry.codegen.CompiledFunction;
import dev.gantry.codegen.Compiler;
import dev.gantry.codegen.Dumps;
import dev.gantry.link.object.ObjectModule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code gantry clif compile}: functions to disassembled code, to bytes, or to an object file. */
final class ClifCompileCommand implements Command {
    @Override
    public String name() {
        return "compile";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name(name());
        spec.usageMessage()
                .description("Compile functions and print their machine code, disassembled if nothing else is said."
                        + " Functions that need what is not supported are an error.");
        Main.addHelp(spec);
        ClifFiles.addTargetOptions(spec);
        spec.addOption(ClifFiles.functionOption());
        spec.addOption(OptionSpec.builder("--dump")
                .paramLabel("STAGE")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .splitRegex(",")
                .description("Print stages instead: opt (as it goes into lowering), vcode (on virtual registers),"
                        + " alloc (on physical registers), asm (machine code).")
                .build());
        spec.addOption(OptionSpec.builder("--bytes")
                .type(boolean.class)
                .description("The bytes of the functions, one after the other, without what the linker would fill in:"
                        + " in hexadecimal digits, or as they are into the file of -o.")
                .build());
        spec.addOption(OptionSpec.builder("--object")
                .type(boolean.class)
                .description(
                        "An ELF object with the functions, into the file of -o. Library routines are undefined symbols.")
                .build());
        spec.addOption(OptionSpec.builder("--with-library")
                .type(boolean.class)
                .description("With --object: put the library routines that the functions call into the object.")
                .build());
        spec.addOption(OptionSpec.builder("-o", "--output")
                .paramLabel("FILE")
                .type(Path.class)
                .description("Where to write (default: standard output).")
                .build());
        spec.addPositional(ClifFiles.fileParameter());
        return spec;
    }

    @Override
    public int run(ParseResult arguments, PrintWriter out, PrintWriter err) throws IOException {
        Path path = arguments.matchedPositionalValue(0, Path.of(""));
        boolean object = arguments.hasMatchedOption("--object");
        boolean bytes = arguments.hasMatchedOption("--bytes");
        Path output = arguments.matchedOptionValue("--output", (Path) null);
        if (object && (bytes || output == null)) {
            throw new BadInputException(
                    bytes ? "--object and --bytes exclude each other" : "--object needs a file: -o FILE");
        }
        ClifFile file = ClifFiles.read(path);
        Compiler compiler = new Compiler(ClifFiles.target(arguments, file));
        List<ClifFunction> functions = ClifFiles.choose(path, file, arguments.matchedOptionValue("--func", ""));
        ClifFiles.verify(path, functions);
        Set<Dumps.Stage> stages = stages(arguments.matchedOptionValue("--dump", List.of()));
        List<CompiledFunction> compiled = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (ClifFunction function : functions) {
            Dumps dumps = Dumps.of(stages);
            compiled.add(compiler.compile(function.function(), dumps));
            text.append("; ").append(function.function()).append('\n').append(dumps.text());
        }
        if (object) {
            writeObject(compiled, arguments.hasMatchedOption("--with-library"), compiler, output);
        } else if (bytes) {
            writeBytes(compiled, output, out);
        } else if (output == null) {
            out.print(text);
        } else {
            Files.writeString(output, text);
        }
        out.flush();
        return 0;
    }

    private static Set<Dumps.Stage> stages(List<String> names) {
        Set<Dumps.Stage> stages = EnumSet.noneOf(Dumps.Stage.class);
        for (String name : names.isEmpty() ? List.of("asm") : names) {
            try {
                stages.add(Dumps.Stage.valueOf(name.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new BadInputException("--dump: no stage " + name + "; there are opt, vcode, alloc, asm");
            }
        }
        return stages;
    }

    private static void writeObject(
            List<CompiledFunction> compiled, boolean withLibrary, Compiler compiler, Path output) throws IOException {
        ObjectModule.Builder builder = ObjectModule.builder();
        for (CompiledFunction function : compiled) {
            builder.function(function);
        }
        if (withLibrary) {
            builder.withLibraryRoutines(compiler);
        }
        builder.build().writeTo(output);
    }

    private static void writeBytes(List<CompiledFunction> compiled, @Nullable Path output, PrintWriter out)
            throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (CompiledFunction function : compiled) {
            all.writeBytes(function.code().bytes());
        }
        if (output == null) {
            out.println(HexFormat.of().formatHex(all.toByteArray()));
        } else {
            Files.write(output, all.toByteArray());
        }
    }
}
