package dev.gantry.cli.wast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.runtime.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The WebAssembly test suite, where it is at hand: no command of any file may fail, in either mode. */
class SpecSuiteTest {
    @ParameterizedTest
    @EnumSource(
            value = Config.TrapMode.class,
            names = {"AUTO", "CHECKS"})
    void noCommandFails(Config.TrapMode mode) throws IOException {
        Path suite = Path.of(System.getProperty("gantry.shared", "../shared"), "spec");
        if (!Files.isDirectory(suite)) {
            System.out.println("SpecSuiteTest: skipped, no test suite at " + suite);
            return;
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(suite)) {
            files = all.filter(f -> f.toString().endsWith(".wast")).sorted().toList();
        }
        Config config = Config.defaults().withTrapMode(mode);
        List<String> failures = new ArrayList<>();
        int passed = 0;
        int complete = 0;
        int unsupported = 0;
        for (Path file : files) {
            ScriptReport report = ScriptRunner.run(file, config);
            failures.addAll(report.failures());
            passed += report.passed();
            unsupported += report.unsupportedCount();
            complete += report.isSupportedThroughout() ? 1 : 0;
        }
        System.out.println("SpecSuiteTest " + mode + ": " + passed + " commands passed, " + failures.size()
                + " failed, " + unsupported + " not supported; " + complete + " of " + files.size()
                + " files supported throughout");
        Path counts = Path.of("target", "counts");
        Files.createDirectories(counts);
        Files.writeString(
                counts.resolve("wast-" + mode),
                "wast-" + mode + " " + passed + " " + failures.size() + " " + unsupported + "\n");
        assertThat(failures).isEmpty();
        assertThat(passed).isGreaterThan(20_000);
    }
}
