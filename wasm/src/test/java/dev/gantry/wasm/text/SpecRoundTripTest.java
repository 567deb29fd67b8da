package dev.gantry.wasm.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.wasm.WasmException;
import dev.gantry.wasm.WasmModule;
import dev.gantry.wasm.WasmUnsupportedException;
import dev.gantry.wasm.binary.BinaryReader;
import dev.gantry.wasm.validate.Validator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every module of the test suite that reads and validates prints as text that gives the same bytes again. */
class SpecRoundTripTest {
    private int printed;
    private int unsupported;
    private int invalid;
    private final List<String> failures = new ArrayList<>();

    @Test
    void printedModulesParseToTheSameBytes() throws IOException {
        Path suite = Path.of(System.getProperty("gantry.shared", "../shared"), "spec");
        if (!Files.isDirectory(suite)) {
            System.out.println("SpecRoundTripTest: skipped, no test suite at " + suite);
            return;
        }
        try (Stream<Path> files = Files.list(suite)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".wast")).sorted().toList()) {
                WastParser parser = new WastParser(Files.readAllBytes(file));
                for (Optional<WastCommand> c = parser.next(); c.isPresent(); c = parser.next()) {
                    check(file.getFileName() + ":" + c.get().line(), c.get());
                }
            }
        }
        System.out.println("SpecRoundTripTest: " + printed + " modules printed and parsed, " + invalid
                + " invalid ones rejected, " + unsupported + " not supported");
        assertThat(failures).isEmpty();
        assertThat(printed).isGreaterThan(1500);
        assertThat(invalid).isGreaterThan(2000);
    }

    private void check(String where, WastCommand command) {
        switch (command) {
            case WastCommand.Module m -> roundTrip(where, m.module());
            case WastCommand.AssertUnlinkable m -> roundTrip(where, m.module());
            case WastCommand.AssertTrapModule m -> roundTrip(where, m.module());
            case WastCommand.AssertInvalid m -> rejected(where, m.module(), m.message());
            case WastCommand.AssertMalformed m
            when m.module() instanceof WastModule.Binary -> rejected(where, m.module(), m.message());
            default -> {}
        }
    }

    private void rejected(String where, WastModule source, String message) {
        try {
            WasmModule module = BinaryReader.parse(source.encode());
            Validator.validate(module);
            failures.add(where + ": accepted, expected " + message);
        } catch (WasmUnsupportedException e) {
            unsupported++;
        } catch (WatException e) {
            if (e.kind() == WatException.Kind.UNSUPPORTED) {
                unsupported++;
            } else {
                failures.add(where + ": " + e.getMessage());
            }
        } catch (WasmException e) {
            invalid++;
            // The words for malformed bytes are checked by the tests of the binary reader.
            if (!(source instanceof WastModule.Binary) && !e.reason().startsWith(message)) {
                failures.add(where + ": " + e.getMessage() + ", expected " + message);
            }
        }
    }

    private void roundTrip(String where, WastModule source) {
        try {
            byte[] bytes = source.encode();
            WasmModule module = BinaryReader.parse(bytes);
            Validator.validate(module);
            String text = WatPrinter.print(module);
            byte[] again = WatParser.parse(text);
            if (source instanceof WastModule.Binary) {
                // Not the shortest encodings: once through the parser they are.
                bytes = again;
                text = WatPrinter.print(BinaryReader.parse(again));
                again = WatParser.parse(text);
            }
            if (!Arrays.equals(withoutCustom(bytes), withoutCustom(again))) {
                failures.add(where + ": differs when printed and parsed:\n" + text);
            }
            printed++;
        } catch (WasmUnsupportedException e) {
            unsupported++;
        } catch (WatException e) {
            if (e.kind() == WatException.Kind.UNSUPPORTED) {
                unsupported++;
            } else {
                failures.add(where + ": " + e.getMessage());
            }
        } catch (WasmException e) {
            failures.add(where + ": " + e.getMessage());
        }
    }

    /** A module without its custom sections and data count. */
    static byte[] withoutCustom(byte[] module) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Arrays.copyOf(module, 8));
        int at = 8;
        while (at < module.length) {
            int start = at;
            int id = module[at++];
            int size = 0;
            for (int shift = 0, more = 1; more != 0; shift += 7) {
                size |= (module[at] & 0x7F) << shift;
                more = module[at++] & 0x80;
            }
            at += size;
            if (id != 0 && id != 12) {
                out.write(module, start, at - start);
            }
        }
        return out.toByteArray();
    }

    @Test
    void namesThatAreNoIdentifiersAreQuoted() {
        String text = "(module $m (func $\"a b\" (param $\"\\c3\\bc\" i32)) (func $c call $\"a b\"))";
        String printed = WatPrinter.print(BinaryReader.parse(WatParser.parse(text.getBytes(StandardCharsets.UTF_8))));
        assertThat(printed).contains("(func $\"a b\"", "(param $\"ü\" i32)", "call $\"a b\"", "(module $m");
        assertThat(WatParser.parse(printed)).isEqualTo(WatParser.parse(text));
    }
}
