package dev.gantry.examples;

import dev.gantry.filetests.CaseResult;
import dev.gantry.filetests.FileResult;
import dev.gantry.filetests.FileTestRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs a file test: a {@code .clif} file whose first lines say what to do with its functions and whose comments say what to expect.
 *
 * <p>This is how the compiler is tested; the files are in {@code filetests/src/test/clif}. The last line of the function below expects something that is
 * not so.
 */
public final class RunFileTest {
    private static final String FILE = """
            test verifier
            test run
            target x86_64

            function %average(i32, i32) -> i32 {
            block0(v0: i32, v1: i32):
                v2 = iadd v0, v1 ; may overflow
                v3 = iconst.i32 1
                v4 = sshr v2, v3
                return v4
            }
            ; run: %average(10, 20) == 15
            ; run: %average(2147483647, 1) == 1073741824
            """;

    private RunFileTest() {}

    /** Runs the example. */
    public static void main(String[] args) throws IOException {
        Path file = Files.createTempFile("average", ".clif");
        Files.writeString(file, FILE);
        try (FileTestRunner runner = new FileTestRunner(false)) {
            FileResult result = runner.run(file);
            System.out.println("The file " + result.status());
            for (CaseResult one : result.cases()) {
                System.out.println("  " + one.name().split(" ")[0] + ": " + one.status() + " "
                        + one.detail().strip().replace(file.toString(), "average.clif"));
            }
        } finally {
            Files.delete(file);
        }
    }
}
