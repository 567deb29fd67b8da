package dev.gantry.wasm.text;

import static org.assertj.core.api.Assertions.assertThat;

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

/** The scripts of the WebAssembly test suite as a corpus of text, well-formed and malformed. */
class SpecTextTest {
    private int modules;
    private int commands;
    private int rejected;
    private final Map<String, Integer> unsupported = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();

    @Test
    void everyModuleParsesAndEveryMalformedOneIsRejected() throws IOException {
        Path suite = Path.of(System.getProperty("gantry.shared", "../shared"), "spec");
        if (!Files.isDirectory(suite)) {
            System.out.println("SpecTextTest: skipped, no test suite at " + suite);
            return;
        }
        try (Stream<Path> files = Files.list(suite)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".wast")).sorted().toList()) {
                script(file);
            }
        }
        System.out.println("SpecTextTest: " + commands + " commands, " + modules + " modules read, " + rejected
                + " malformed texts rejected, not supported: " + unsupported);
        assertThat(failures).isEmpty();
        assertThat(modules).isGreaterThan(3000);
        assertThat(rejected).isGreaterThan(1000);
    }

    private void script(Path file) throws IOException {
        WastParser parser = new WastParser(Files.readAllBytes(file));
        while (true) {
            try {
                Optional<WastCommand> command = parser.next();
                if (command.isEmpty()) {
                    return;
                }
                commands++;
                check(file.getFileName().toString(), command.get());
            } catch (WatException e) {
                failures.add(file.getFileName() + ":" + e.getMessage());
            }
        }
    }

    private void check(String file, WastCommand command) {
        switch (command) {
            case WastCommand.Module m -> read(file, m.line(), m.module());
            case WastCommand.Definition m -> read(file, m.line(), m.module());
            case WastCommand.AssertInvalid m -> read(file, m.line(), m.module());
            case WastCommand.AssertTrapModule m -> read(file, m.line(), m.module());
            case WastCommand.AssertUnlinkable m -> read(file, m.line(), m.module());
            case WastCommand.AssertMalformed m -> reject(file, m);
            case WastCommand.Unsupported u -> unsupported.merge("command: " + u.reason(), 1, Integer::sum);
            default -> {}
        }
    }

    private void read(String file, int line, WastModule module) {
        try {
            byte[] bytes = module.encode();
            if (!(module instanceof WastModule.Binary)) {
                assertThat(bytes).hasSizeGreaterThanOrEqualTo(8);
                modules++;
            }
        } catch (WatException e) {
            if (e.kind() == WatException.Kind.UNSUPPORTED) {
                unsupported.merge(e.reason(), 1, Integer::sum);
            } else {
                failures.add(file + ":" + line + ": " + e.getMessage());
            }
        }
    }

    private void reject(String file, WastCommand.AssertMalformed m) {
        if (m.module() instanceof WastModule.Binary) {
            return;
        }
        try {
            m.module().encode();
            failures.add(file + ":" + m.line() + ": accepted, expected " + m.message());
        } catch (WatException e) {
            if (e.reason().startsWith(m.message())) {
                rejected++;
            } else if (e.kind() == WatException.Kind.UNSUPPORTED) {
                unsupported.merge(e.reason(), 1, Integer::sum);
            } else {
                failures.add(file + ":" + m.line() + ": " + e.getMessage() + ", expected " + m.message());
            }
        }
    }
}
