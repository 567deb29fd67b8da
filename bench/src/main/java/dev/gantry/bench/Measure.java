package dev.gantry.bench;

import dev.gantry.runtime.Config;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * One measurement in a JVM of its own: {@code Measure MODULE WARM_COMPILES THREADS [EXPECTED]} compiles a module once cold, then again as often as
 * asked, runs it once, compares its output with a file, and prints one line {@code name=value …}. With {@code WARM_COMPILES} negative it does not run.
 */
final class Measure {
    private Measure() {}

    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        int warmCompiles = Integer.parseInt(args[1]);
        Config config = Config.defaults().withMaxWasmStack(8L << 20).withCompileThreads(Integer.parseInt(args[2]));
        byte[] bytes = Files.readAllBytes(file);
        long start = System.nanoTime();
        try (Engine engine = Engine.create(config)) {
            Module module = Module.fromBinary(engine, bytes);
            double cold = millisSince(start);
            double warm = warmCompile(engine, bytes, Math.abs(warmCompiles));
            StringBuilder line = new StringBuilder();
            line.append("compile_cold_ms=")
                    .append(cold)
                    .append(" compile_warm_ms=")
                    .append(warm);
            line.append(" code_bytes=").append(module.codeSize());
            if (warmCompiles >= 0) {
                ByteArrayOutputStream output = new ByteArrayOutputStream();
                start = System.nanoTime();
                run(engine, module, file, output);
                line.append(" run_ms=").append(millisSince(start));
                if (args.length > 3 && !Arrays.equals(output.toByteArray(), Files.readAllBytes(Path.of(args[3])))) {
                    System.err.println(file + " printed:\n" + output.toString(StandardCharsets.UTF_8));
                    System.exit(1);
                }
            }
            System.out.println(line);
        }
    }

    /** The median of some compilations after the first, 0 if there are none. */
    private static double warmCompile(Engine engine, byte[] bytes, int times) {
        double[] millis = new double[times];
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            Module.fromBinary(engine, bytes).close();
            millis[i] = millisSince(start);
        }
        Arrays.sort(millis);
        return times == 0 ? 0 : millis[times / 2];
    }

    private static void run(Engine engine, Module module, Path file, ByteArrayOutputStream output) throws IOException {
        WasiConfig config = WasiConfig.empty()
                .withArgs(List.of(file.getFileName().toString()))
                .withStdout(output)
                .withStderr(System.err);
        try (Store store = Store.create(engine);
                Wasi wasi = Wasi.create(config)) {
            Linker linker = Linker.create(engine);
            wasi.addTo(linker);
            linker.instantiate(store, module).getFunc("_start").orElseThrow().callRaw();
        } catch (ExitException exit) {
            if (exit.code() != 0) {
                throw new IOException(file + " exited with " + exit.code());
            }
        }
    }

    private static double millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e6;
    }
}
