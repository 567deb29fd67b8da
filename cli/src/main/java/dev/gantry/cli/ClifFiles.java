package dev.gantry.cli;

import dev.gantry.clif.ir.Entity;
import dev.gantry.clif.ir.Type;
import dev.gantry.clif.text.ClifFile;
import dev.gantry.clif.text.ClifFunction;
import dev.gantry.clif.text.ClifReader;
import dev.gantry.clif.verify.Verifier;
import dev.gantry.clif.verify.VerifierError;
import dev.gantry.codegen.Settings;
import dev.gantry.codegen.TargetIsa;
import dev.gantry.codegen.x64.X64Flags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** What the commands for CLIF files have in common: reading a file, choosing functions and a target. */
final class ClifFiles {
    private ClifFiles() {}

    static PositionalParamSpec fileParameter() {
        return PositionalParamSpec.builder()
                .index("0")
                .paramLabel("FILE")
                .type(Path.class)
                .required(true)
                .description("A file of CLIF functions.")
                .build();
    }

    static OptionSpec functionOption() {
        return OptionSpec.builder("--func")
                .paramLabel("NAME")
                .type(String.class)
                .description("Only this function, with or without its %%.")
                .build();
    }

    static void addTargetOptions(CommandSpec spec) {
        spec.addOption(OptionSpec.builder("--target")
                .paramLabel("TARGET")
                .type(String.class)
                .description(
                        "What to compile for, as a target line has it: x86_64, then flags and names of CPUs; or host."
                                + " Default: host.")
                .build());
        spec.addOption(OptionSpec.builder("--set")
                .paramLabel("NAME[=VALUE]")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description("Change a setting, as a set line does.")
                .build());
    }

    /** Reads a file. Malformed text is an exception with its position. */
    static ClifFile read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new BadInputException(file + " is a directory, not a file of functions");
        }
        return ClifReader.readFile(Files.readString(file), file.toString());
    }

    /** {@return the functions asked for} */
    static List<ClifFunction> choose(Path path, ClifFile file, String only) {
        if (only.isEmpty()) {
            return file.functions();
        }
        List<ClifFunction> chosen =
                file.functions().stream().filter(f -> isNamed(f, only)).toList();
        if (chosen.isEmpty()) {
            throw new BadInputException(path + " has no function " + only);
        }
        return chosen;
    }

    static boolean isNamed(ClifFunction function, String name) {
        String own = function.function().name().toString();
        return own.equals(name) || own.equals("%" + name);
    }

    /** Refuses functions that break the rules of the IR; the message has the line. */
    static void verify(Path path, List<ClifFunction> functions) {
        StringBuilder problems = new StringBuilder();
        for (ClifFunction function : functions) {
            for (VerifierError error : Verifier.verify(function.function(), Type.I64)) {
                int line = function.sourceMap().line(error.location());
                int head = function.sourceMap().line(Entity.FUNCTION);
                problems.append(problems.isEmpty() ? "" : "\ngantry: ");
                problems.append(path)
                        .append(':')
                        .append(line > 0 ? line : Math.max(head, 1))
                        .append(": ");
                problems.append(function.function()).append(": ").append(error);
            }
        }
        if (!problems.isEmpty()) {
            throw new BadInputException(problems.toString());
        }
    }

    /** {@return the target that the options say, with the settings of the file's own set lines where they say nothing} */
    static TargetIsa target(ParseResult arguments, ClifFile file) {
        try {
            Settings settings = Settings.DEFAULT;
            for (ClifFile.Directive directive : file.settings()) {
                if (directive instanceof ClifFile.Directive.Set set) {
                    for (String change : set.text().split("\\s+")) {
                        settings = with(settings, change);
                    }
                }
            }
            List<String> changes = arguments.matchedOptionValue("--set", List.of());
            for (String change : changes) {
                settings = with(settings, change);
            }
            return target(arguments.matchedOptionValue("--target", "host"), settings);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
    }

    private static Settings with(Settings settings, String change) {
        int equals = change.indexOf('=');
        return equals < 0
                ? settings.with(change, "true")
                : settings.with(change.substring(0, equals), change.substring(equals + 1));
    }

    private static TargetIsa target(String text, Settings settings) {
        String[] words = text.strip().split("\\s+");
        if (words[0].equals("host") && words.length == 1) {
            return TargetIsa.host(settings);
        }
        int dash = words[0].indexOf('-');
        String architecture = dash < 0 ? words[0] : words[0].substring(0, dash);
        if (!architecture.equals("x86_64")) {
            throw new BadInputException(
                    "--target: there is no back end for " + words[0] + "; there are x86_64 and host");
        }
        X64Flags flags = X64Flags.BASELINE;
        for (int i = 1; i < words.length; i++) {
            flags = flags.with(words[i]);
        }
        return TargetIsa.x64(settings, flags);
    }
}
