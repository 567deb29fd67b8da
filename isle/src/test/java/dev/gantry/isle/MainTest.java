package dev.gantry.isle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    @TempDir
    Path dir;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void program() throws IOException {
        Files.writeString(
                dir.resolve("good.isle"),
                "(type A (primitive int))\n(decl f (A) A)\n(rule named (f x)   x) ; a rule\n");
        Files.writeString(dir.resolve("bad.isle"), "(type A (primitive int))\n(decl f (A) B)\n");
    }

    private int run(String... args) {
        List<String> resolved = new ArrayList<>();
        for (String arg : args) {
            resolved.add(
                    arg.endsWith(".isle") || arg.equals("OUT")
                            ? dir.resolve(arg).toString()
                            : arg);
        }
        return Main.run(resolved.toArray(new String[0]), new PrintStream(out), new PrintStream(err));
    }

    private int compile(String... more) {
        List<String> args =
                new ArrayList<>(List.of("--package", "p", "--class", "C", "--context", "q.Ctx", "--out", "OUT"));
        args.addAll(List.of(more));
        return run(args.toArray(new String[0]));
    }

    @Test
    void writesJavaAndLeavesWhatDoesNotChange() throws IOException {
        assertThat(compile("good.isle")).isZero();
        Path java = dir.resolve("OUT/p/C.java");
        assertThat(java).content().contains("package p;", "import q.Ctx;", "public static int f(Ctx ctx, int v0)");
        Files.setLastModifiedTime(java, FileTime.fromMillis(1000));
        assertThat(compile("good.isle")).isZero();
        assertThat(Files.getLastModifiedTime(java).toMillis()).isEqualTo(1000);
    }

    @Test
    void coverageBringsTheTableOfRules() {
        assertThat(compile("--coverage", "good.isle")).isZero();
        assertThat(dir.resolve("OUT/p/C.rules.tsv"))
                .content()
                .startsWith("0\tf\tnamed\t")
                .endsWith("good.isle:3\n");
        assertThat(dir.resolve("OUT/p/C.java")).content().contains("ctx.ruleFired(0);");
    }

    @Test
    void printsCanonicalText() {
        assertThat(run("--print", "good.isle")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("(type A (primitive int))\n(decl f (A) A)\n(rule named (f x)\n    x)\n");
    }

    @Test
    void wrongProgramsAndCommandLinesSayWhatIsWrong() {
        assertThat(compile("bad.isle")).isEqualTo(1);
        assertThat(compile("absent.isle")).isEqualTo(1);
        assertThat(compile()).isEqualTo(2);
        assertThat(compile("--method-bytes", "many", "good.isle")).isEqualTo(2);
        assertThat(compile("--method-bytes", "5", "good.isle")).isEqualTo(2);
        assertThat(compile("--sink", "int", "good.isle")).isEqualTo(2);
        assertThat(compile("--colour", "red", "good.isle")).isEqualTo(2);
        assertThat(compile("good.isle", "--import")).isEqualTo(2);
        assertThat(run("--package", "p", "good.isle")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains(
                        "bad.isle:2:1: error: unknown type `B`",
                        "absent.isle",
                        "isle: no files",
                        "--method-bytes takes a number, found many",
                        "isle: methodBytes is 60 to 6000, not 5",
                        "--sink takes TYPE=CLASS, found int",
                        "unknown option --colour",
                        "--import needs a value",
                        "is missing");
    }
}
