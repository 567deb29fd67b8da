package dev.gantry.filetests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The shared files, where they are at hand. */
class SharedFilesTest {
    private static void run(String folder) throws IOException {
        Path shared = Path.of(System.getProperty("gantry.shared", "../shared"), "clif", folder);
        if (!Files.isDirectory(shared)) {
            System.out.println("skipped: no shared .clif files in " + folder);
            return;
        }
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(shared)) {
            paths = walk.filter(p -> p.toString().endsWith(".clif")).sorted().toList();
        }
        Map<CaseResult.Status, Integer> counts = new TreeMap<>();
        Map<String, Integer> cases = new TreeMap<>();
        StringBuilder failures = new StringBuilder();
        StringBuilder details = new StringBuilder();
        try (FileTestRunner runner = new FileTestRunner(false)) {
            for (Path path : paths) {
                FileResult result = runner.run(path);
                counts.merge(result.status(), 1, Integer::sum);
                for (CaseResult c : result.cases()) {
                    int end = c.name().indexOf(' ');
                    String command = end < 0 ? c.name() : c.name().substring(0, end);
                    cases.merge(command + ' ' + c.status(), 1, Integer::sum);
                }
                details.append(result).append('\n');
                if (result.status() == CaseResult.Status.FAILED) {
                    failures.append(result).append('\n');
                }
            }
        }
        Path report = Path.of("target", "filetests-" + folder + ".txt");
        Files.createDirectories(report.toAbsolutePath().getParent());
        Files.writeString(report, details);
        Path line = Path.of("target", "counts", "clif-" + folder);
        Files.createDirectories(line.toAbsolutePath().getParent());
        Files.writeString(
                line,
                "clif-" + folder + ' ' + counts.getOrDefault(CaseResult.Status.PASSED, 0) + ' '
                        + counts.getOrDefault(CaseResult.Status.FAILED, 0) + ' '
                        + counts.getOrDefault(CaseResult.Status.SKIPPED, 0) + '\n');
        System.out.println("shared " + folder + " files: " + counts + ", cases: " + cases);
        assertThat(failures.toString()).isEmpty();
    }

    @Test
    void parser() throws IOException {
        run("parser");
    }

    @Test
    void verifier() throws IOException {
        run("verifier");
    }

    @Test
    void cfg() throws IOException {
        run("cfg");
    }

    @Test
    void domtree() throws IOException {
        run("domtree");
    }

    @Test
    void runtests() throws IOException {
        run("runtests");
    }
}
