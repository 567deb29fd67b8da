package dev.gantry.wasm.clif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.clif.ir.Function;
import dev.gantry.clif.text.ClifPrinter;
import dev.gantry.clif.verify.Verifier;
import dev.gantry.clif.verify.VerifierError;
import dev.gantry.wasm.WasmException;
import dev.gantry.wasm.WasmModule;
import dev.gantry.wasm.WasmUnsupportedException;
import dev.gantry.wasm.binary.BinaryReader;
import dev.gantry.wasm.text.WastCommand;
import dev.gantry.wasm.text.WastModule;
import dev.gantry.wasm.text.WastParser;
import dev.gantry.wasm.text.WatException;
import dev.gantry.wasm.validate.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every valid module of the WebAssembly test suite is translated, with and without signals, and the result verified. */
class SpecTranslationTest {
    private final WasmTranslator translator = new WasmTranslator();
    private final Map<String, Integer> unsupported = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private int modules;
    private int functions;

    @Test
    void everyValidModuleTranslates() throws IOException {
        Path suite = Path.of(System.getProperty("gantry.shared", "../shared"), "spec");
        if (!Files.isDirectory(suite)) {
            System.out.println("SpecTranslationTest: skipped, no test suite at " + suite);
            return;
        }
        try (Stream<Path> files = Files.list(suite)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".wast")).sorted().toList()) {
                script(file);
            }
        }
        System.out.println("SpecTranslationTest: " + modules + " modules, " + functions + " functions verified, "
                + "not supported: "
                + unsupported.values().stream().mapToInt(n -> n).sum());
        assertThat(failures).isEmpty();
        assertThat(functions).isGreaterThan(10_000);
    }

    private void script(Path file) throws IOException {
        WastParser parser = new WastParser(Files.readAllBytes(file));
        while (true) {
            try {
                Optional<WastCommand> command = parser.next();
                if (command.isEmpty()) {
                    return;
                }
                switch (command.get()) {
                    case WastCommand.Module m -> module(file, m.line(), m.module());
                    case WastCommand.Definition m -> module(file, m.line(), m.module());
                    case WastCommand.AssertTrapModule m -> module(file, m.line(), m.module());
                    case WastCommand.AssertUnlinkable m -> module(file, m.line(), m.module());
                    default -> {}
                }
            } catch (WatException e) {
                unsupported.merge("text", 1, Integer::sum);
                return;
            }
        }
    }

    private void module(Path file, int line, WastModule source) {
        WasmModule module;
        VmContextLayout layout;
        try {
            module = BinaryReader.parse(source.encode());
            Validator.checkModule(module);
            layout = new VmContextLayout(module);
        } catch (WasmUnsupportedException | WatException e) {
            unsupported.merge("module", 1, Integer::sum);
            return;
        } catch (WasmException e) {
            failures.add(file.getFileName() + ":" + line + ": " + e.getMessage());
            return;
        }
        modules++;
        for (int i = module.importedFuncCount(); i < module.funcCount(); i++) {
            String where = file.getFileName() + ":" + line + " function " + i;
            function(where, module, layout, i, TranslatorSettings.DEFAULT);
            function(where, module, layout, i, TranslatorSettings.WITHOUT_SIGNALS.withEpochs(true));
        }
    }

    private void function(
            String where, WasmModule module, VmContextLayout layout, int index, TranslatorSettings settings) {
        try {
            Function function = translator.translate(module, layout, index, settings);
            List<VerifierError> errors = Verifier.verify(function);
            functions++;
            if (!errors.isEmpty() && failures.size() < 5) {
                failures.add(where + ": " + errors + "\n" + ClifPrinter.print(function));
            }
        } catch (WasmUnsupportedException e) {
            unsupported.merge(String.valueOf(e.getMessage()), 1, Integer::sum);
        } catch (WasmException | IllegalStateException | IllegalArgumentException e) {
            failures.add(where + ": " + e);
        }
    }
}
