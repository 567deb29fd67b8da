package dev.gantry.examples;

import dev.gantry.runtime.Engine;
import dev.gantry.runtime.Linker;
import dev.gantry.runtime.Module;
import dev.gantry.runtime.Store;
import dev.gantry.wasi.ExitException;
import dev.gantry.wasi.Wasi;
import dev.gantry.wasi.WasiConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs a C program that was compiled for WASI preview 1, with arguments and an environment of our choice, and catches what it prints.
 *
 * <p>A guest gets what the configuration names and nothing else: no file is visible until a directory is given with {@link
 * WasiConfig#withDirectory}. The program is {@code examples/hello.wasm} of this repository, or the argument.
 */
public final class RunWasiProgram {
    private RunWasiProgram() {}

    /** Runs the example. */
    public static void main(String[] args) throws IOException {
        Path program = Path.of(args.length > 0 ? args[0] : "examples/hello.wasm");
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        WasiConfig config = WasiConfig.empty()
                .withArgs(List.of("hello", "Grace", "Alan"))
                .withEnv("LANG", "C")
                .withStdout(stdout)
                .withStderr(System.err);
        int code = run(program, config);
        System.out.println("The program exited with " + code + " and printed:");
        System.out.print(stdout.toString(StandardCharsets.UTF_8).indent(4));
    }

    /** Runs a program to its end and gives its exit code. */
    private static int run(Path program, WasiConfig config) throws IOException {
        try (Engine engine = Engine.create();
                Module module = Module.fromFile(engine, program);
                Store store = Store.create(engine);
                Wasi wasi = Wasi.create(config)) {
            Linker linker = Linker.create(engine);
            wasi.addTo(linker);
            linker.instantiate(store, module).func("_start").callRaw();
            return 0; // main returned
        } catch (ExitException exit) {
            return exit.code(); // or the program called exit
        }
    }
}
