package dev.gantry.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.gantry.runtime.Config;
import dev.gantry.runtime.Engine;
import dev.gantry.runtime.Module;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** One measurement of {@link CompileBench} in a JVM of its own: {@code CompileMeasure MODULE WARM_COMPILES THREADS}; prints {@code name=value …}. */
final class CompileMeasure {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private CompileMeasure() {}

    public static void main(String[] args) throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of(args[0]));
        int times = Integer.parseInt(args[1]);
        int threads = Integer.parseInt(args[2]);
        try (Engine engine = Engine.create(Config.defaults().withCompileThreads(threads))) {
            long start = System.nanoTime();
            Module module = Module.fromBinary(engine, bytes);
            double cold = (System.nanoTime() - start) / 1e6;
            double coldCpu = SYSTEM.getProcessCpuTime() / 1e6;
            long peak = peakKib();
            long code = module.codeSize();
            module.close();
            double[] wall = new double[Math.max(times, 1)];
            double[] cpu = new double[Math.max(times, 1)];
            for (int i = 0; i < times; i++) {
                start = System.nanoTime();
                long startCpu = cpuTime(threads);
                Module.fromBinary(engine, bytes).close();
                wall[i] = (System.nanoTime() - start) / 1e6;
                cpu[i] = (cpuTime(threads) - startCpu) / 1e6;
            }
            System.out.printf(
                    Locale.ROOT,
                    "cold_ms=%.1f cold_cpu_ms=%.1f peak_kib=%d code_bytes=%d warm_ms=%.1f warm_cpu_ms=%.1f%n",
                    cold,
                    coldCpu,
                    peak,
                    code,
                    Main.median(wall),
                    Main.median(cpu));
            System.out.println(threads == 1 && times > 0 ? CompilePhases.measure(bytes, times) : "phases not measured");
        }
    }

    /** Of this thread if it does all the work, else of the process. */
    private static long cpuTime(int threads) {
        return threads == 1 ? THREADS.getCurrentThreadCpuTime() : SYSTEM.getProcessCpuTime();
    }

    private static long peakKib() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(
                        line.substring(6).replace("kB", "").replace('\t', ' ').strip());
            }
        }
        return 0;
    }
}
