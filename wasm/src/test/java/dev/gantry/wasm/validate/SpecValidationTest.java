package dev.gantry.wasm.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.wasm.WasmFormatException;
import dev.gantry.wasm.WasmModule;
import dev.gantry.wasm.WasmUnsupportedException;
import dev.gantry.wasm.WasmValidationException;
import dev.gantry.wasm.binary.BinaryReader;
import dev.gantry.wasm.text.WastCommand;
import dev.gantry.wasm.text.WastModule;
import dev.gantry.wasm.text.WastParser;
import dev.gantry.wasm.text.WatException;
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

/**
 * Reads and validates all modules of the specification's test suite: those that must be accepted are, and those that
 * must not be are rejected with the expected words. Modules that need a later proposal are counted apart.
 */
class SpecValidationTest {
    private static final Path SUITE = Path.of(System.getProperty("gantry.shared", "../shared"), "spec");

    private final List<String> failures = new ArrayList<>();
    private final Map<String, Integer> unsupported = new TreeMap<>();
    private int accepted;
    private int rejected;
    private int otherWords;

    @Test
    void theWholeSuite() throws IOException {
        if (!Files.isDirectory(SUITE)) {
            System.out.println("SpecValidationTest: skipped, there is no " + SUITE);
            return;
        }
        try (Stream<Path> files = Files.list(SUITE)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".wast")).sorted().toList()) script(file);
        }
        System.out.println("SpecValidationTest: " + accepted + " modules accepted, " + rejected + " rejected ("
                + otherWords + " in other words), " + failures.size() + " failed; not supported: " + unsupported);
        assertThat(failures).isEmpty();
        assertThat(accepted).isGreaterThan(1500);
        assertThat(rejected).isGreaterThan(2500);
    }

    private void script(Path file) throws IOException {
        WastParser parser = new WastParser(Files.readAllBytes(file));
        while (true) {
            try {
                Optional<WastCommand> command = parser.next();
                if (command.isEmpty()) return;
                command(file.getFileName() + ":" + command.get().line(), command.get());
            } catch (WatException e) {
                failures.add(file.getFileName() + ": " + e.getMessage());
            }
        }
    }

    private void command(String where, WastCommand command) {
        switch (command) {
            case WastCommand.Module m -> check(where, m.module(), "", "");
            case WastCommand.Definition m -> check(where, m.module(), "", "");
            case WastCommand.AssertTrapModule m -> check(where, m.module(), "", "");
            case WastCommand.AssertUnlinkable m -> check(where, m.module(), "", "");
            case WastCommand.AssertInvalid m -> check(where, m.module(), "invalid: ", m.message());
            case WastCommand.AssertMalformed m
            when m.module() instanceof WastModule.Binary -> check(where, m.module(), "malformed: ", m.message());
            default -> {} // actions, and malformed text
        }
    }

    private void check(String where, WastModule source, String kind, String message) {
        String outcome;
        try {
            WasmModule module = BinaryReader.parse(source.encode());
            Validator.validate(module);
            outcome = "";
        } catch (WasmFormatException e) {
            outcome = "malformed: " + e.reason();
        } catch (WasmValidationException e) {
            outcome = "invalid: " + e.reason();
        } catch (WasmUnsupportedException e) {
            unsupported.merge(e.reason(), 1, Integer::sum);
            return;
        } catch (WatException e) {
            if (e.kind() == WatException.Kind.UNSUPPORTED) {
                unsupported.merge("text", 1, Integer::sum);
                return;
            }
            outcome = "text: " + e.getMessage();
        }
        if (kind.isEmpty() ? !outcome.isEmpty() : !outcome.startsWith(kind)) {
            failures.add(where + ": expected \"" + kind + message + "\", was \"" + outcome + "\"");
        } else if (kind.isEmpty()) {
            accepted++;
        } else {
            rejected++;
            if (!outcome.startsWith(kind + message)) {
                otherWords++;
                if (Boolean.getBoolean("gantry.verbose")) {
                    System.out.println(where + ": expected \"" + message + "\", was \"" + outcome + "\"");
                }
            }
        }
    }
}
