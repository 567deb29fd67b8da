package dev.gantry.cli;

import dev.gantry.clif.ir.Function;
import dev.gantry.clif.text.ClifPrinter;
import dev.gantry.clif.text.ClifReader;
import dev.gantry.codegen.CompiledFunction;
import dev.gantry.codegen.Compiler;
import dev.gantry.codegen.Dumps;
import dev.gantry.codegen.Settings;
import dev.gantry.codegen.TargetIsa;
import dev.gantry.wasm.ExternKind;
import dev.gantry.wasm.WasmModule;
import dev.gantry.wasm.binary.BinaryReader;
import dev.gantry.wasm.clif.TranslatorSettings;
import dev.gantry.wasm.clif.VmContextLayout;
import dev.gantry.wasm.clif.WasmTranslator;
import dev.gantry.wasm.validate.Validator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code gantry compile}: compiles without running and shows what the functions become at each stage. */
final class CompileCommand implements Command {
    @Override
    public String name() {
        return "compile";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name(name());
        spec.usageMessage()
                .description(
                        "Compile a module or a file of CLIF functions without running it, and print what was asked for."
                                + " Without --dump, a line with the number of functions, their machine code's size and the time.");
        Main.addHelp(spec);
        spec.addOption(OptionSpec.builder("--dump")
                .paramLabel("STAGE")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .splitRegex(",")
                .description(
                        "Print a stage: clif (as translated), opt (as it goes into lowering), vcode (machine instructions on virtual registers),"
                                + " alloc (on physical registers), asm (machine code).")
                .build());
        spec.addOption(OptionSpec.builder("--func")
                .paramLabel("FUNCTION")
                .type(String.class)
                .description("Only this function: its index, or its name in the name section or the exports.")
                .build());
        spec.addOption(OptionSpec.builder("--no-signals")
                .type(boolean.class)
                .description("Translate WebAssembly with explicit checks.")
                .build());
        spec.addOption(OptionSpec.builder("--check")
                .type(boolean.class)
                .description("Check the IR of every function and every register allocation.")
                .build());
        spec.addPositional(PositionalParamSpec.builder()
                .index("0")
                .paramLabel("FILE")
                .type(Path.class)
                .required(true)
                .description("A module (.wasm, .wat) or CLIF (.clif).")
                .build());
        return spec;
    }

    @Override
    public int run(ParseResult arguments, PrintWriter out, PrintWriter err) throws IOException {
        Path file = arguments.matchedPositionalValue(0, Path.of(""));
        boolean check = arguments.hasMatchedOption("--check");
        Settings settings = Settings.DEFAULT.withVerifier(check).withRegallocChecker(check);
        Run run =
                new Run(new Compiler(TargetIsa.host(settings)), arguments.matchedOptionValue("--dump", List.of()), out);
        String only = arguments.matchedOptionValue("--func", "");
        if (file.toString().endsWith(".clif")) {
            compileClif(file, only, run);
        } else {
            compileModule(file, only, arguments.hasMatchedOption("--no-signals"), run);
        }
        if (run.functions == 0 && !only.isEmpty()) {
            throw new BadInputException(file + " has no function " + only);
        }
        if (run.dumpsNothing()) {
            out.printf(
                    Locale.ROOT,
                    "%d functions, %d bytes of machine code, %.0f ms%n",
                    run.functions,
                    run.codeBytes,
                    (System.nanoTime() - run.start) / 1e6);
        }
        out.flush();
        return 0;
    }

    private static void compileClif(Path file, String only, Run run) throws IOException {
        for (var entry :
                ClifReader.readFile(Files.readString(file), file.toString()).functions()) {
            Function function = entry.function();
            String name = function.name().toString();
            if (only.isEmpty() || name.equals(only) || name.equals("%" + only)) {
                run.compile(function, name);
            }
        }
    }

    private static void compileModule(Path file, String only, boolean noSignals, Run run) throws IOException {
        WasmModule module = BinaryReader.parse(InputFile.readBinary(file));
        Validator.checkModule(module);
        VmContextLayout layout = new VmContextLayout(module);
        TranslatorSettings settings = noSignals ? TranslatorSettings.WITHOUT_SIGNALS : TranslatorSettings.DEFAULT;
        WasmTranslator translator = new WasmTranslator();
        int imported = module.importedFuncCount();
        for (int index = imported; index < module.funcCount(); index++) {
            if (only.isEmpty() || isNamed(module, index, only)) {
                String title = "function " + index
                        + module.names().function(index).map(n -> " " + n).orElse("");
                run.compile(translator.translate(module, layout, index, settings), title);
            }
        }
    }

    private static boolean isNamed(WasmModule module, int index, String name) {
        return name.equals(Integer.toString(index))
                || module.names().function(index).map(name::equals).orElse(false)
                || module.exports().stream()
                        .anyMatch(e -> e.kind() == ExternKind.FUNC
                                && e.index() == index
                                && e.name().equals(name));
    }

    /** What is printed and counted from function to function. */
    private static final class Run {
        private final Compiler compiler;
        private final boolean clif;
        private final Set<Dumps.Stage> stages = EnumSet.noneOf(Dumps.Stage.class);
        private final PrintWriter out;
        private final long start = System.nanoTime();
        private int functions;
        private long codeBytes;

        Run(Compiler compiler, List<String> dumps, PrintWriter out) {
            this.compiler = compiler;
            this.out = out;
            this.clif = dumps.contains("clif");
            for (String dump : dumps) {
                switch (dump) {
                    case "clif" -> {}
                    case "opt" -> stages.add(Dumps.Stage.OPT);
                    case "vcode" -> stages.add(Dumps.Stage.VCODE);
                    case "alloc" -> stages.add(Dumps.Stage.ALLOC);
                    case "asm" -> stages.add(Dumps.Stage.ASM);
                    default ->
                        throw new BadInputException(
                                "--dump: no stage " + dump + "; there are clif, opt, vcode, alloc, asm");
                }
            }
        }

        boolean dumpsNothing() {
            return !clif && stages.isEmpty();
        }

        void compile(Function function, String title) {
            if (!dumpsNothing()) {
                out.println("; ==== " + title);
            }
            if (clif) {
                out.println("; ---- clif");
                out.print(ClifPrinter.print(function));
            }
            Dumps dumps = Dumps.of(stages);
            CompiledFunction compiled = compiler.compile(function, dumps);
            out.print(dumps.text());
            functions++;
            codeBytes += compiled.code().size();
        }
    }
}
