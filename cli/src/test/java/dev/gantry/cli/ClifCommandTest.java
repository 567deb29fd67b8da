package dev.gantry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gantry clif} as a user sees it: output, messages, exit codes. */
class ClifCommandTest {
    private static final String FUNCTIONS = """
            test interpret
            test run
            set opt_level=speed
            target x86_64

            function %add(i32, i32) -> i32 {
            block0(v0: i32, v1: i32):
                v2 = iadd v0, v1
                return v2
            }
            ; run: %add(1, 2) == 3
            ; print: %add(40, 2)

            function %quotient(i64, i64) -> i64, i64 {
            block0(v0: i64, v1: i64):
                v2 = sdiv v0, v1
                v3 = srem v0, v1
                return v2, v3
            }
            ; run: %quotient(7, -2) == [-3, 1]
            ; run: %quotient(7, 0) traps int_divz

            function %spin() {
            block0:
                jump block1
            block1:
                jump block1
            }
            """;

    @TempDir
    private Path folder;

    private Path file;
    private String out = "";
    private String err = "";

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("file.clif");
        Files.writeString(file, FUNCTIONS);
    }

    /** Runs a command line, in which {@code FILE} stands for the file. */
    private int gantry(String line) {
        PrintStream oldOut = System.out;
        PrintStream oldErr = System.err;
        ByteArrayOutputStream newOut = new ByteArrayOutputStream();
        ByteArrayOutputStream newErr = new ByteArrayOutputStream();
        System.setOut(new PrintStream(newOut, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(newErr, true, StandardCharsets.UTF_8));
        try {
            String[] words = line.split(" ");
            for (int i = 0; i < words.length; i++) {
                words[i] = words[i].equals("FILE") ? file.toString() : words[i];
            }
            return Main.execute(words);
        } finally {
            System.setOut(oldOut);
            System.setErr(oldErr);
            out = newOut.toString(StandardCharsets.UTF_8);
            err = newErr.toString(StandardCharsets.UTF_8);
        }
    }

    private static boolean native64() {
        boolean there = System.getProperty("os.arch").equals("amd64");
        if (!there) {
            System.out.println("skipped: no native code on this machine");
        }
        return there;
    }

    @Test
    void test() throws IOException {
        assertThat(gantry("clif test FILE")).isZero();
        assertThat(out).contains("1 files (0 failed, 0 skipped), 3 functions, 2 cases");
        Files.writeString(file, FUNCTIONS.replace("== 3", "== 4"));
        assertThat(gantry("clif test FILE")).isEqualTo(Main.EXIT_BAD_INPUT);
        assertThat(out).contains(file + ":11: expected 4, found 3").contains("; run: %add(1, 2) == 4");
        Files.writeString(file, "test run\nfunction");
        assertThat(gantry("clif test FILE")).isEqualTo(Main.EXIT_BAD_INPUT);
        assertThat(out).contains(file + ":2:");
        assertThat(gantry("clif test nowhere.clif")).isEqualTo(Main.EXIT_BAD_INPUT);
        assertThat(err).isEqualTo("gantry: no such file: nowhere.clif\n");
        assertThat(gantry("clif test")).isEqualTo(Main.EXIT_USAGE);
    }

    @Test
    void interpret() {
        assertThat(gantry("clif interpret FILE")).isZero();
        assertThat(out).isEqualTo("%add(40, 2) = 42\n4 directives ran, 0 did not\n");
        assertThat(gantry("clif interpret --invoke add FILE -3 4")).isZero();
        assertThat(out).isEqualTo("1\n");
        assertThat(gantry("clif interpret --invoke %quotient FILE 1 0")).isEqualTo(RunCommand.EXIT_TRAP);
        assertThat(out).isEqualTo("trap: int_divz\n");
        assertThat(gantry("clif interpret --steps 100 --invoke spin FILE")).isEqualTo(Main.EXIT_BAD_INPUT);
        assertThat(out).isEqualTo("not run: more than 100 instructions are needed\n");
    }

    @Test
    void run() {
        if (!native64()) {
            return;
        }
        assertThat(gantry("clif run FILE")).isZero();
        assertThat(out).isEqualTo("%add(40, 2) = 42\n4 directives ran, 0 did not\n");
        assertThat(gantry("clif run --target x86-64 --invoke quotient FILE 7 2"))
                .isEqualTo(Main.EXIT_BAD_INPUT);
        assertThat(err).contains("there is no back end for x86-64");
        assertThat(gantry("clif run --invoke quotient FILE 7 2")).isZero();
        assertThat(out).isEqualTo("[3, 1]\n");
        assertThat(gantry("clif run --invoke quotient FILE 7 0")).isEqualTo(RunCommand.EXIT_TRAP);
        assertThat(out).isEqualTo("trap: int_divz\n");
    }

    @Test
    void wrongArguments() {
        assertThat(gantry("clif run --invoke nothing FILE")).isEqualTo(Main.EXIT_BAD_INPUT);
        assertThat(err).isEqualTo("gantry: " + file + " has no function nothing\n");
        assertThat(gantry("clif interpret --invoke add FILE 1")).isEqualTo(Main.EXIT_BAD_INPUT);
        assertThat(err).contains("takes 2 arguments, not 1");
        assertThat(gantry("clif interpret --invoke add FILE 1 two")).isEqualTo(Main.EXIT_BAD_INPUT);
        assertThat(err).contains("expected a number, found 'two'");
        assertThat(gantry("clif run --set opt-level=speed FILE")).isEqualTo(Main.EXIT_BAD_INPUT);
        assertThat(err).contains("opt-level");
        assertThat(gantry("clif nonsense")).isEqualTo(Main.EXIT_USAGE);
        assertThat(gantry("clif")).isEqualTo(Main.EXIT_USAGE);
        assertThat(err).contains("print-cfg");
    }

    @Test
    void invalidFunctionsAreRefusedWithTheirLine() throws IOException {
        Files.writeString(file, "function %f(i32) -> i64 {\nblock0(v0: i32):\n    return v0\n}\n");
        for (String command : new String[] {"run", "interpret", "compile"}) {
            assertThat(gantry("clif " + command + " FILE")).isEqualTo(Main.EXIT_BAD_INPUT);
            assertThat(err).startsWith("gantry: " + file + ":3: function %f: ");
        }
    }

    @Test
    void compile() throws IOException {
        assertThat(gantry("clif compile --func add FILE")).isZero();
        assertThat(out).contains("; function %add").contains("ret").doesNotContain("%quotient");
        assertThat(gantry("clif compile --func add --dump opt,vcode FILE")).isZero();
        assertThat(out).contains("iadd v0, v1").contains("; ---- vcode");
        assertThat(gantry("clif compile --bytes --func add FILE")).isZero();
        assertThat(out).matches("55[0-9a-f]+c3\\s*");
        Path bytes = folder.resolve("bytes");
        assertThat(gantry("clif compile --bytes --func add -o " + bytes + " FILE"))
                .isZero();
        assertThat(out).isEmpty();
        assertThat(Files.readAllBytes(bytes)).startsWith(0x55).endsWith((byte) 0xc3);
        Path object = folder.resolve("file.o");
        assertThat(gantry("clif compile --object -o " + object + " FILE")).isZero();
        assertThat(new String(Files.readAllBytes(object), StandardCharsets.ISO_8859_1))
                .startsWith("\u007fELF")
                .contains("quotient");
        assertThat(gantry("clif compile --object FILE")).isEqualTo(Main.EXIT_BAD_INPUT);
        assertThat(err).isEqualTo("gantry: --object needs a file: -o FILE\n");
        assertThat(gantry("clif compile --dump nonsense FILE")).isEqualTo(Main.EXIT_BAD_INPUT);
        assertThat(err).contains("there are opt, vcode, alloc, asm");
    }

    @Test
    void print() {
        assertThat(gantry("clif cat --func %add FILE")).isZero();
        assertThat(out).startsWith("function %add(i32, i32) -> i32 fast {").contains("v2 = iadd v0, v1");
        assertThat(gantry("clif print-cfg FILE")).isZero();
        assertThat(out).contains("digraph \"%spin\"").contains("-> block1");
    }
}
