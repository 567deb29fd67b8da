package dev.gantry.cli;

import dev.gantry.clif.text.ClifSyntaxException;
import dev.gantry.codegen.CodegenException;
import dev.gantry.codegen.InvalidFunctionException;
import dev.gantry.codegen.machinst.UnsupportedException;
import dev.gantry.runtime.UnsupportedPlatformException;
import dev.gantry.wasm.WasmException;
import dev.gantry.wasm.text.WatException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Entry point of the command: the list of subcommands, and how failures become messages and exit codes. */
public final class Main {
    /** The input or the command line is wrong. */
    static final int EXIT_BAD_INPUT = 1;

    /** The command line could not be understood. */
    static final int EXIT_USAGE = 2;

    /** A fault of Gantry's own. */
    static final int EXIT_INTERNAL = 70;

    private Main() {}

    /** Runs the command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        System.exit(execute(args));
    }

    /** {@return the exit code of a command line} */
    static int execute(String... args) {
        CommandLine command = new CommandLine(spec());
        // Describing all commands takes longer than running a small program: where the first word names one, only that
        // one.
        Command named = args.length == 0 ? null : named(args[0]);
        for (Command subcommand : named == null ? Command.all() : List.of(named)) {
            CommandLine line = line(subcommand);
            for (Command below : subcommand.subcommands()) {
                line.addSubcommand(below.name(), line(below));
            }
            command.addSubcommand(subcommand.name(), line);
        }
        command.setExecutionStrategy(Main::run);
        command.setExecutionExceptionHandler((e, line, parsed) -> explain(e, line));
        return command.execute(args);
    }

    private static CommandLine line(Command command) {
        return new CommandLine(command.spec()).setStopAtPositional(command.argumentsFollowFile());
    }

    private static @Nullable Command named(String word) {
        for (Command command : Command.all()) {
            if (command.name().equals(word)) {
                return command;
            }
        }
        return null;
    }

    private static CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("gantry");
        spec.usageMessage()
                .description("Compiles WebAssembly and CLIF to machine code inside the JVM, and runs it.")
                .footer(
                        "",
                        "Examples:",
                        "  gantry run program.wasm -- arguments of the program",
                        "  gantry run --dir . --env LANG=C tool.wasm -- input.txt",
                        "  gantry run --invoke add library.wat 2 3",
                        "  gantry compile --dump asm --func main program.wasm");
        spec.addOption(OptionSpec.builder("--version")
                .versionHelp(true)
                .description("Print the version and exit.")
                .build());
        addHelp(spec);
        spec.version("gantry " + version(), "Java " + Runtime.version());
        return spec;
    }

    static void addHelp(CommandSpec spec) {
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help and exit.")
                .build());
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "(development build)" : version;
    }

    private static int run(ParseResult parsed) throws CommandLine.ExecutionException {
        Integer help = CommandLine.executeHelpRequest(parsed);
        if (help != null) {
            return help;
        }
        CommandLine line = parsed.commandSpec().commandLine();
        if (!parsed.hasSubcommand()) {
            line.usage(line.getErr());
            return EXIT_USAGE;
        }
        ParseResult sub = parsed.subcommand();
        Command command = find(Command.all(), sub);
        if (sub.hasSubcommand()) {
            sub = sub.subcommand();
            command = find(command.subcommands(), sub);
        }
        CommandLine subLine = sub.commandSpec().commandLine();
        if (!command.subcommands().isEmpty()) {
            subLine.usage(subLine.getErr());
            return EXIT_USAGE;
        }
        try {
            return command.run(sub, subLine.getOut(), subLine.getErr());
        } catch (Exception e) {
            throw new CommandLine.ExecutionException(subLine, "command failed", e);
        }
    }

    private static Command find(List<Command> commands, ParseResult parsed) {
        for (Command command : commands) {
            if (command.name().equals(parsed.commandSpec().name())) {
                return command;
            }
        }
        throw new IllegalStateException("no command " + parsed.commandSpec().name());
    }

    /** Failures that the user can mend become one line; everything else is our own bug and keeps its stack trace. */
    private static int explain(Exception failure, CommandLine line) throws Exception {
        Throwable e = failure instanceof CommandLine.ExecutionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
        PrintWriter err = line.getErr();
        switch (e) {
            case CommandLine.ParameterException p -> {
                err.println("gantry: " + p.getMessage());
                return EXIT_USAGE;
            }
            case BadInputException bad -> err.println("gantry: " + bad.getMessage());
            case WasmException wasm -> err.println("gantry: " + wasm.getMessage());
            case ClifSyntaxException clif -> err.println("gantry: " + clif.getMessage());
            case InvalidFunctionException invalid -> err.println("gantry: " + invalid.getMessage());
            case CodegenException own -> {
                err.println("gantry: " + own.getMessage());
                err.flush();
                return EXIT_INTERNAL;
            }
            case UnsupportedException unsupported -> err.println("gantry: " + unsupported.getMessage());
            case WatException wat -> err.println("gantry: " + wat.getMessage());
            case NoSuchFileException missing -> err.println("gantry: no such file: " + missing.getFile());
            case AccessDeniedException denied -> err.println("gantry: permission denied: " + denied.getFile());
            case IOException io -> err.println("gantry: " + io.getMessage());
            case UnsupportedPlatformException unsupported -> err.println("gantry: " + unsupported.getMessage());
            default -> {
                err.println("gantry: internal error, please report it with the input that caused it:");
                e.printStackTrace(err);
                err.flush();
                return EXIT_INTERNAL;
            }
        }
        err.flush();
        return EXIT_BAD_INPUT;
    }
}
