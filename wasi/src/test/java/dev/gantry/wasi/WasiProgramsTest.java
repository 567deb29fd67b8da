package dev.gantry.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.runtime.Engine;
import dev.gantry.runtime.Linker;
import dev.gantry.runtime.Module;
import dev.gantry.runtime.Store;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** C programs built with wasi-libc that exercise the calls; their sources lie beside the modules in {@code src/test/programs}. */
class WasiProgramsTest {
    private static final Path PROGRAMS = Path.of(System.getProperty("gantry.root", ".."), "wasi/src/test/programs");

    private static Engine engine;

    @BeforeAll
    static void makeEngine() {
        engine = Engine.create();
    }

    @AfterAll
    static void closeEngine() {
        engine.close();
    }

    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

    private int run(Module module, WasiConfig config) throws IOException {
        stdout.reset();
        try (Store store = Store.create(engine);
                Wasi wasi = Wasi.create(config.withStdout(stdout).withStderr(stderr))) {
            Linker linker = Linker.create(engine);
            wasi.addTo(linker);
            linker.instantiate(store, module).getFunc("_start").orElseThrow().callRaw();
            return 0;
        } catch (ExitException e) {
            return e.code();
        }
    }

    private int run(String program, WasiConfig config) throws IOException {
        try (Module module = Module.fromFile(engine, PROGRAMS.resolve(program + ".wasm"))) {
            return run(module, config);
        }
    }

    @Test
    void filesAndDirectories(@TempDir Path outside) throws IOException {
        Path root = Files.createDirectory(outside.resolve("root"));
        Path secret = Files.writeString(outside.resolve("secret"), "secret\n");
        Files.createSymbolicLink(root.resolve("escape"), Path.of("../secret"));
        Files.createSymbolicLink(root.resolve("escape-dir"), Path.of(".."));
        assertThat(run("files", WasiConfig.empty().withArgs(List.of("files")).withDirectory(root, ".")))
                .isZero();
        assertThat(stdout.toString(StandardCharsets.UTF_8))
                .isEqualTo(Files.readString(PROGRAMS.resolve("files.expected")));
        assertThat(secret).hasContent("secret\n");
        try (var entries = Files.list(outside)) {
            assertThat(entries).containsExactlyInAnyOrder(root, secret);
        }
    }

    @Test
    void argumentsEnvironmentClocksAndStreams() throws IOException {
        WasiConfig config = WasiConfig.empty()
                .withArgs(List.of("process", "one", "zwei ü"))
                .withEnv("GREETING", "good day")
                .withStdin(new ByteArrayInputStream("first\nsecond\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(run("process", config)).isEqualTo(7);
        assertThat(stdout.toString(StandardCharsets.UTF_8)).isEqualTo("""
                        argument 0: process
                        argument 1: one
                        argument 2: zwei ü
                        GREETING=good day NONE=not set
                        slept 1
                        after 2020: 1
                        random 1
                        terminal 1
                        input 1: first
                        input 2: second
                        """);
        assertThat(stderr.toString(StandardCharsets.UTF_8)).isEqualTo("to standard error\n");
    }

    @Test
    void pointersOutsideTheMemoryAreFaults() throws IOException {
        String text = """
                (module
                  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
                  (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
                  (import "wasi_snapshot_preview1" "fd_close" (func $close (param i32) (result i32)))
                  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
                  (memory (export "memory") 1)
                  (data (i32.const 0) "\\f0\\ff\\00\\00\\00\\01\\00\\00")
                  (func (export "_start")
                    (if (i32.ne (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 16)) (i32.const 21))
                      (then (call $exit (i32.const 1))))
                    (if (i32.ne (call $write (i32.const 1) (i32.const 65532) (i32.const 1) (i32.const 16)) (i32.const 21))
                      (then (call $exit (i32.const 2))))
                    (if (i32.ne (call $random (i32.const -1) (i32.const -1)) (i32.const 21))
                      (then (call $exit (i32.const 3))))
                    (if (i32.ne (call $close (i32.const 99)) (i32.const 8))
                      (then (call $exit (i32.const 4))))
                    (call $exit (i32.const 42))))
                """;
        try (Module module = Module.fromWat(engine, text)) {
            assertThat(run(module, WasiConfig.empty())).isEqualTo(42);
        }
        assertThat(stdout.size()).isZero();
    }

    @Test
    void aLinkerTakesTheFunctionsOnce() throws IOException {
        Linker linker = Linker.create(engine);
        try (Wasi wasi = Wasi.create(WasiConfig.empty())) {
            wasi.addTo(linker);
            assertThatThrownBy(() -> wasi.addTo(linker)).hasMessageContaining("args_get");
        }
    }
}
