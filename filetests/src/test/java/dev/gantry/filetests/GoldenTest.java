package dev.gantry.filetests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenTest {
    private static final String SOURCE = """
            test compile precise-output
            target x86_64

            function %one() -> i32 {
            block0:
                v0 = iconst.i32 1
                return v0
            }

            function %same(i32) -> i32 {
            block0(v0: i32):
                return v0
            }
            ; not this
            """;

    private static FileResult run(Path file, boolean bless) throws IOException {
        try (FileTestRunner runner = new FileTestRunner(bless)) {
            return runner.run(file);
        }
    }

    @Test
    void blessingWritesWhatIsThenExpected(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("golden.clif");
        Files.writeString(file, SOURCE);
        FileResult before = run(file, false);
        assertThat(before.status()).isEqualTo(CaseResult.Status.FAILED);
        assertThat(before.toString()).contains("- not this").contains("-Dgantry.bless=true");
        assertThat(Files.readString(file)).isEqualTo(SOURCE);
        assertThat(run(file, true).status()).isEqualTo(CaseResult.Status.PASSED);
        assertThat(Files.readString(file))
                .contains("; ")
                .doesNotContain("not this")
                .contains("ret");
        assertThat(run(file, false).status()).isEqualTo(CaseResult.Status.PASSED);
    }

    @Test
    void filesThatSayNothingOrNonsenseFail(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("bad.clif");
        for (String text :
                new String[] {"function %f() {}", "test cat\nfunction", "test run\nset no_such=1\ntarget x86_64\n"}) {
            Files.writeString(file, text);
            assertThat(run(file, false).status()).as(text).isEqualTo(CaseResult.Status.FAILED);
        }
        Files.writeString(file, "test telepathy\n");
        assertThat(run(file, false).status()).isEqualTo(CaseResult.Status.SKIPPED);
        Files.writeString(file, "test cat\nfeature \"teleportation\"\nfunction %f() {\nblock0:\n return\n}\n");
        assertThat(run(file, false).toString()).contains("SKIPPED").contains("teleportation");
        Files.writeString(file, "test run\ntarget aarch64\nfunction %f() {\nblock0:\n return\n}\n; run: %f()\n");
        assertThat(run(file, false).status()).isEqualTo(CaseResult.Status.SKIPPED);
    }
}
