package dev.gantry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gantry fuzz} and {@code gantry clif bugpoint} as a user sees them. */
class FuzzCommandTest {
    @TempDir
    private Path folder;

    private String out = "";

    private int run(String... args) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            return Main.execute(args);
        } finally {
            System.setOut(before);
            out = bytes.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    void aShortRunReportsWhatItDid() {
        int code = run("fuzz", "clif", "--time", "1s", "--seed", "7", "--stats", "--dir", folder.toString());
        assertThat(out).contains("seed 7", "programs", "calls compared", "iadd ");
        assertThat(code).as(out).isZero();
    }

    @Test
    void wrongOptionsAreNamed() {
        assertThat(run("fuzz", "wasm")).isEqualTo(1);
        assertThat(run("fuzz", "clif", "--time", "soon")).isEqualTo(1);
        assertThat(run("fuzz", "clif", "--seed", "x")).isEqualTo(1);
    }

    @Test
    void bugpointKeepsWhatACommandObjectsTo() throws IOException {
        Path script = folder.resolve("objects.sh");
        Files.writeString(script, "if grep -q popcnt \"$1\"; then exit 3; fi\n");
        Path file = folder.resolve("file.clif");
        Files.writeString(file, """
                test run
                target x86_64

                function %f(i64, i64) -> i64 {
                block0(v0: i64, v1: i64):
                    v2 = imul v0, v1
                    brif v2, block1, block2
                block1:
                    v3 = popcnt v2
                    v4 = iadd v3, v0
                    return v4
                block2:
                    return v1
                }
                ; run: %f(1, 2) == 2
                """);
        Path small = folder.resolve("small.clif");
        int code = run("clif", "bugpoint", "--command", "sh " + script, "-o", small.toString(), file.toString());
        assertThat(code).isZero();
        assertThat(Files.readString(small))
                .startsWith("test run\n")
                .contains("popcnt", "; run: %f(1, 2)")
                .doesNotContain("imul", "brif", "iadd");
    }

    @Test
    void bugpointSaysWhenNothingIsWrong() throws IOException {
        Path file = folder.resolve("file.clif");
        Files.writeString(file, """
                function %f(i64) -> i64 {
                block0(v0: i64):
                    return v0
                }
                ; run: %f(1) == 1
                """);
        assertThat(run("clif", "bugpoint", file.toString())).isEqualTo(1);
    }
}
