package dev.gantry.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Time and memory to compile whole modules: {@code bench/run --compile [--runs N] [--warm N] [--threads 1,2] [--vs COMMAND] FILE…}.
 *
 * <p>A row for each module and number of threads. Columns: cold, the first compilation of a JVM, as time on the clock and as processor time of the whole
 * process from its start (the JVM's own compiler and collector included); the peak memory by then (VmHWM); warm, the median of later compilations, on
 * the clock and in processor time; bytes of code. Processor times are what to compare on a machine with other work. With {@code --vs} the other command
 * runs in turn with ours, {@code {}} standing for the module; its time is what it prints as {@code "compile_ms": …}, its processor time that of the
 * process. Then a line with the shares of the phases, in processor time of one warm thread.
 */
final class CompileBench {
    static final String USAGE =
            "bench/run --compile [--runs N] [--warm N] [--threads 1,2] [--vs 'COMMAND {}'] FILE.wasm...";

    private int runs = 1;
    private int warm = 10;
    private String[] threads = {"1", "2"};
    private String other = "";
    private final List<Path> files = new ArrayList<>();

    private CompileBench() {}

    static void main(String[] args) throws IOException, InterruptedException {
        CompileBench bench = new CompileBench();
        for (int i = 1; i < args.length; i++) {
            switch (args[i]) {
                case "--runs" -> bench.runs = Integer.parseInt(args[++i]);
                case "--warm" -> bench.warm = Integer.parseInt(args[++i]);
                case "--threads" -> bench.threads = args[++i].split(",", -1);
                case "--vs" -> bench.other = args[++i];
                default -> bench.files.add(Path.of(args[i]));
            }
        }
        bench.run();
    }

    private void run() throws IOException, InterruptedException {
        System.out.printf(
                Locale.ROOT,
                "%-20s %7s %9s %9s %8s %9s %9s %10s%s%n",
                "module",
                "threads",
                "cold ms",
                "cold cpu",
                "peak MB",
                "warm ms",
                "warm cpu",
                "code B",
                other.isEmpty() ? "" : "  other ms other cpu");
        for (Path file : files) {
            for (String count : threads) {
                row(file, count);
            }
        }
    }

    private void row(Path file, String count) throws IOException, InterruptedException {
        String[] names = {"cold_ms=", "cold_cpu_ms=", "peak_kib=", "warm_ms=", "warm_cpu_ms=", "code_bytes="};
        double[][] figures = new double[names.length + 2][runs];
        String phases = "";
        for (int run = 0; run < runs; run++) {
            String line = measure(file, count);
            for (int i = 0; i < names.length; i++) {
                figures[i][run] = Main.value(line, names[i]);
            }
            phases = line.substring(line.indexOf("phases"));
            if (!other.isEmpty()) {
                other(file, figures, run);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%-20s %7s %9.0f %9.0f %8.0f %9.1f %9.1f %10.0f",
                file.getFileName(),
                count,
                Main.median(figures[0]),
                Main.median(figures[1]),
                Main.median(figures[2]) / 1024,
                Main.median(figures[3]),
                Main.median(figures[4]),
                Main.median(figures[5]));
        if (!other.isEmpty()) {
            System.out.printf(Locale.ROOT, " %9.0f %9.0f", Main.median(figures[6]), Main.median(figures[7]));
        }
        System.out.println();
        if (count.equals(threads[0])) {
            System.out.print(phases);
        }
    }

    private String measure(Path file, String count) throws IOException, InterruptedException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                CompileMeasure.class.getName(),
                file.toString(),
                Integer.toString(warm),
                count);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(file + " failed");
        }
        return output;
    }

    /** Runs the other command under the shell's {@code times}, which prints the processor time of children as {@code 0m1.234s}. */
    private void other(Path file, double[][] figures, int run) throws IOException, InterruptedException {
        String command = other.replace("{}", "'" + file + "'");
        Path errors = Files.createTempFile("gantry-bench", ".txt");
        Process process = new ProcessBuilder("bash", "-c", command + " </dev/null >/dev/null 2>" + errors + "; times")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String times = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        String text = Files.readString(errors);
        Files.delete(errors);
        figures[6][run] = text.contains("\"compile_ms\": ") ? Main.value(text, "\"compile_ms\": ") : Double.NaN;
        String user = times.lines().toList().get(1).split(" ", -1)[0];
        int minutes = user.indexOf('m');
        figures[7][run] = 60_000 * Double.parseDouble(user.substring(0, minutes))
                + 1000 * Double.parseDouble(user.substring(minutes + 1, user.length() - 1));
    }
}
