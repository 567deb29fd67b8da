package dev.gantry.cli;

import dev.gantry.runtime.Config;
import dev.gantry.runtime.Engine;
import dev.gantry.runtime.Func;
import dev.gantry.runtime.Instance;
import dev.gantry.runtime.LinkException;
import dev.gantry.runtime.Linker;
import dev.gantry.runtime.Module;
import dev.gantry.runtime.Store;
import dev.gantry.runtime.TrapException;
import dev.gantry.runtime.Val;
import dev.gantry.wasi.ExitException;
import dev.gantry.wasi.Wasi;
import dev.gantry.wasi.WasiConfig;
import dev.gantry.wasm.FuncType;
import dev.gantry.wasm.WasmException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code gantry run}: compiles a module and runs its {@code _start} (a WASI program) or one of its exports. */
final class RunCommand implements Command {
    /** A trap's exit code: 128 + SIGABRT, what a native program that aborts gives to its shell. */
    static final int EXIT_TRAP = 134;

    /** Bytes of a module whose compilation takes seconds: a person at a terminal is told. */
    private static final int LARGE_MODULE = 4 << 20;

    @Override
    public String name() {
        return "run";
    }

    @Override
    public boolean argumentsFollowFile() {
        return true;
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name(name());
        spec.usageMessage()
                .description(
                        "Compile a WebAssembly module and run it. A program built for WASI runs from its _start; its exit code is the command's."
                                + " A trap prints its message and the WebAssembly frames, and exits with " + EXIT_TRAP
                                + ".");
        Main.addHelp(spec);
        spec.addOption(OptionSpec.builder("--dir")
                .paramLabel("HOST[::GUEST]")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(
                        "Give the program a directory, under the name GUEST (default: the name as given). May be repeated.")
                .build());
        spec.addOption(OptionSpec.builder("--env")
                .paramLabel("NAME[=VALUE]")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(
                        "Set an environment variable of the program; without a value, pass on the command's own. May be repeated.")
                .build());
        spec.addOption(OptionSpec.builder("--invoke")
                .paramLabel("FUNCTION")
                .type(String.class)
                .description(
                        "Call this export instead of _start, with the arguments as numbers, and print its results.")
                .build());
        spec.addOption(OptionSpec.builder("--time-limit")
                .paramLabel("SECONDS")
                .type(Double.class)
                .description("Stop the program after this many seconds.")
                .build());
        spec.addOption(OptionSpec.builder("--max-stack")
                .paramLabel("BYTES")
                .type(Long.class)
                .description("Stack of the program (default: 8388608).")
                .build());
        spec.addOption(OptionSpec.builder("--no-signals")
                .type(boolean.class)
                .description("Check every memory access in code instead of relying on hardware faults.")
                .build());
        spec.addPositional(PositionalParamSpec.builder()
                .index("0")
                .paramLabel("FILE")
                .type(Path.class)
                .required(true)
                .description("The module, in the binary (.wasm) or the text format (.wat).")
                .build());
        spec.addPositional(PositionalParamSpec.builder()
                .index("1..*")
                .paramLabel("ARGUMENT")
                .arity("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description("Arguments of the program, best after --.")
                .build());
        return spec;
    }

    @Override
    public int run(ParseResult arguments, PrintWriter out, PrintWriter err) throws Exception {
        Path file = arguments.matchedPositionalValue(0, Path.of(""));
        List<String> programArguments = new ArrayList<>(arguments.matchedPositionalValue(1, List.<String>of()));
        if (!programArguments.isEmpty() && programArguments.getFirst().equals("--")) {
            programArguments.removeFirst();
        }
        long stack = arguments.matchedOptionValue("--max-stack", 8L << 20);
        if (stack < Config.MIN_WASM_STACK || stack > Config.MAX_WASM_STACK) {
            throw new BadInputException("--max-stack must be " + Config.MIN_WASM_STACK + " to " + Config.MAX_WASM_STACK
                    + " bytes: " + stack);
        }
        Config config = Config.defaults().withMaxWasmStack(stack);
        Double seconds = arguments.matchedOptionValue("--time-limit", (Double) null);
        if (seconds != null) {
            config = config.withInterruptible(true);
        }
        if (arguments.hasMatchedOption("--no-signals")) {
            config = config.withTrapMode(Config.TrapMode.CHECKS);
        }
        String export = arguments.matchedOptionValue("--invoke", "");
        try (Engine engine = Engine.create(config);
                Module module = compile(engine, file);
                Store store = Store.create(engine);
                Wasi wasi = Wasi.create(wasiConfig(arguments, file, export.isEmpty() ? programArguments : List.of()))) {
            Linker linker = Linker.create(engine);
            wasi.addTo(linker);
            if (seconds != null) {
                store.setTimeLimit((long) (seconds * 1e9));
            }
            Instance instance = linker.instantiate(store, module);
            if (export.isEmpty()) {
                start(instance, file).callRaw();
            } else {
                invoke(instance, export, programArguments, out);
            }
            return 0;
        } catch (ExitException exit) {
            return exit.code();
        } catch (TrapException trap) {
            Traps.print(trap, err);
            return EXIT_TRAP;
        } catch (LinkException e) {
            throw new BadInputException(file + ": " + e.getMessage());
        }
    }

    private static Module compile(Engine engine, Path file) throws IOException {
        try {
            byte[] bytes = InputFile.readBinary(file);
            if (bytes.length >= LARGE_MODULE && System.console() != null) {
                System.err.println("gantry: compiling " + file + ", " + (bytes.length >> 20) + " MiB ...");
            }
            return Module.fromBinary(engine, bytes);
        } catch (WasmException e) {
            throw new BadInputException(file + ": " + e.getMessage());
        }
    }

    private static WasiConfig wasiConfig(ParseResult arguments, Path file, List<String> programArguments) {
        List<String> args = new ArrayList<>();
        args.add(file.getFileName() == null ? "" : file.getFileName().toString());
        args.addAll(programArguments);
        WasiConfig config = WasiConfig.empty().withInheritedStdio().withArgs(args);
        for (String directory : arguments.matchedOptionValue("--dir", List.<String>of())) {
            int separator = directory.indexOf("::");
            Path host = Path.of(separator < 0 ? directory : directory.substring(0, separator));
            if (!Files.isDirectory(host)) {
                throw new BadInputException("--dir: not a directory: " + host);
            }
            config = config.withDirectory(host, separator < 0 ? directory : directory.substring(separator + 2));
        }
        Map<String, String> own = System.getenv();
        for (String variable : arguments.matchedOptionValue("--env", List.<String>of())) {
            int separator = variable.indexOf('=');
            if (separator >= 0) {
                config = config.withEnv(variable.substring(0, separator), variable.substring(separator + 1));
            } else if (own.containsKey(variable)) {
                config = config.withEnv(variable, own.getOrDefault(variable, ""));
            }
        }
        return config;
    }

    private static Func start(Instance instance, Path file) {
        Func start = instance.getFunc("_start")
                .orElseThrow(() -> new BadInputException(file + " exports no function _start; its functions: "
                        + functionNames(instance) + "; call one with --invoke"));
        if (start.type().paramCount() != 0) {
            throw new BadInputException(file + ": _start takes parameters");
        }
        return start;
    }

    private static String functionNames(Instance instance) {
        List<String> names = instance.exports().entrySet().stream()
                .filter(export -> export.getValue() instanceof Func)
                .map(Map.Entry::getKey)
                .toList();
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private static void invoke(Instance instance, String export, List<String> texts, PrintWriter out) {
        Func function = instance.getFunc(export)
                .orElseThrow(() -> new BadInputException(
                        "no exported function " + export + "; there are: " + functionNames(instance)));
        FuncType type = function.type();
        if (texts.size() != type.paramCount()) {
            throw new BadInputException(
                    export + " takes " + type.paramCount() + " arguments " + type.params() + ", given " + texts.size());
        }
        // Reactors want their initialiser first.
        instance.getFunc("_initialize").ifPresent(Func::callRaw);
        List<Val> values = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            values.add(Values.parse(type.param(i), texts.get(i)));
        }
        for (Val result : function.call(values)) {
            out.println(Values.print(result));
        }
        out.flush();
    }
}
