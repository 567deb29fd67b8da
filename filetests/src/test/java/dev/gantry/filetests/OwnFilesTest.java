package dev.gantry.filetests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The repository's own files; one test each. Expected output of {@code precise-output} files is rewritten by blessing. */
class OwnFilesTest {
    @TestFactory
    List<DynamicTest> files() throws IOException {
        Path root = Path.of(System.getProperty("gantry.root", ".."), "filetests", "src", "test", "clif");
        try (Stream<Path> walk = Files.walk(root)) {
            List<Path> paths =
                    walk.filter(p -> p.toString().endsWith(".clif")).sorted().toList();
            assertThat(paths).isNotEmpty();
            return paths.stream()
                    .map(p -> DynamicTest.dynamicTest(root.relativize(p).toString(), () -> run(p)))
                    .toList();
        }
    }

    private static void run(Path path) throws IOException {
        try (FileTestRunner runner = new FileTestRunner(Boolean.getBoolean("gantry.bless"))) {
            FileResult result = runner.run(path);
            if (result.status() == CaseResult.Status.SKIPPED) {
                System.out.println("skipped: " + result);
            }
            assertThat(result.status()).as(result.toString()).isNotEqualTo(CaseResult.Status.FAILED);
        }
    }
}
