package dev.gantry.wasm.clif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.clif.ir.Function;
import dev.gantry.clif.text.ClifPrinter;
import dev.gantry.clif.verify.Verifier;
import dev.gantry.wasm.WasmModule;
import dev.gantry.wasm.binary.BinaryReader;
import dev.gantry.wasm.text.WatParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each file {@code src/test/golden/NAME.wat} is translated and compared with {@code NAME.clif}. A line {@code ;; settings: } in it
 * names {@code checked} (memory by comparison), {@code calling} (traps by calls), {@code epochs}. Expected files are rewritten
 * with {@code -Dgantry.bless=true}.
 */
class GoldenTest {
    @TestFactory
    List<DynamicTest> files() throws IOException {
        Path dir = Path.of(System.getProperty("gantry.root", ".."), "wasm-clif/src/test/golden");
        try (Stream<Path> files = Files.list(dir)) {
            return files.filter(f -> f.toString().endsWith(".wat"))
                    .sorted()
                    .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> check(f)))
                    .toList();
        }
    }

    private static void check(Path file) throws IOException {
        String text = Files.readString(file);
        WasmModule module = BinaryReader.parse(WatParser.parse(text));
        VmContextLayout layout = new VmContextLayout(module);
        WasmTranslator translator = new WasmTranslator();
        StringBuilder out = new StringBuilder();
        for (int i = module.importedFuncCount(); i < module.funcCount(); i++) {
            Function function = translator.translate(module, layout, i, settings(text));
            assertThat(Verifier.verify(function)).isEmpty();
            out.append(ClifPrinter.print(function)).append('\n');
        }
        Path expected = Path.of(file.toString().replace(".wat", ".clif"));
        if (Boolean.getBoolean("gantry.bless")) {
            Files.writeString(expected, out);
        }
        assertThat(out.toString())
                .as("bless with: mvn -o -pl wasm-clif -am test -Dtest=GoldenTest -Dgantry.bless=true")
                .isEqualTo(Files.exists(expected) ? Files.readString(expected) : "");
    }

    private static TranslatorSettings settings(String text) {
        TranslatorSettings settings = TranslatorSettings.DEFAULT;
        for (String line : text.lines().toList()) {
            if (line.startsWith(";; settings:")) {
                settings = line.contains("calling") ? TranslatorSettings.WITHOUT_SIGNALS : settings;
                settings = line.contains("checked") ? settings.withBounds(TranslatorSettings.Bounds.CHECKED) : settings;
                settings = settings.withEpochs(line.contains("epochs"));
            }
        }
        return settings;
    }
}
