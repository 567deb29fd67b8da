package dev.gantry.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The runner: {@code bench/run [--runs N] [--warm N] [--threads N] [--vs COMMAND] [PROGRAM…]}.
 *
 * <p>Prints a row a program: compile time cold (the first compilation of a JVM) and warm (median of the later ones), bytes of machine code, time from
 * instantiation to exit (median over the runs). With {@code --vs} the other command runs in turn with ours, {@code {}} in it standing for the module's
 * path; its time is what it prints as {@code "run_ms": …} on its standard error, else the whole process's. The ratio is ours by theirs, run by run,
 * its median; the last line has the geometric mean.
 *
 * <p>{@code bench/run --compile FILE…} measures compilation only, of any modules: see {@link CompileBench}.
 */
final class Main {
    private static final Path PROGRAMS = Path.of(System.getProperty("gantry.root", "."), "bench", "programs");

    private int runs = 3;
    private int warm = 20;
    private int threads = Runtime.getRuntime().availableProcessors();
    private String other = "";
    private final List<String> programs = new ArrayList<>();

    private Main() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length > 0 && args[0].equals("--compile")) {
            CompileBench.main(args);
            return;
        }
        Main main = new Main();
        if (main.parse(args)) {
            main.run();
        }
    }

    private boolean parse(String[] args) throws IOException {
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--runs" -> runs = Integer.parseInt(args[++i]);
                case "--warm" -> warm = Integer.parseInt(args[++i]);
                case "--threads" -> threads = Integer.parseInt(args[++i]);
                case "--vs" -> other = args[++i];
                case "--help", "-h" -> {
                    System.out.println(
                            "bench/run [--runs N] [--warm N] [--threads N] [--vs 'COMMAND {}'] [PROGRAM...]");
                    System.out.println(CompileBench.USAGE);
                    System.out.println("programs: " + String.join(" ", allPrograms()));
                    return false;
                }
                default -> programs.add(args[i]);
            }
        }
        if (programs.isEmpty()) {
            programs.addAll(allPrograms());
        }
        return true;
    }

    private static List<String> allPrograms() throws IOException {
        try (Stream<Path> files = Files.list(PROGRAMS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".wasm"))
                    .map(name -> name.substring(0, name.length() - 5))
                    .sorted()
                    .toList();
        }
    }

    private void run() throws IOException, InterruptedException {
        System.out.printf(
                Locale.ROOT,
                "%-12s %12s %12s %10s %10s%s%n",
                "program",
                "cold ms",
                "warm ms",
                "code B",
                "run ms",
                other.isEmpty() ? "" : "   other ms   ratio");
        double logSum = 0;
        for (String program : programs) {
            double[] cold = new double[runs];
            double[] ours = new double[runs];
            double[] theirs = new double[runs];
            double[] ratios = new double[runs];
            double warmMillis = 0;
            double code = 0;
            for (int i = 0; i < runs; i++) {
                String line = measure(program, i == 0 ? warm : 0);
                cold[i] = value(line, "compile_cold_ms=");
                ours[i] = value(line, "run_ms=");
                code = value(line, "code_bytes=");
                warmMillis = i == 0 ? value(line, "compile_warm_ms=") : warmMillis;
                if (!other.isEmpty()) {
                    theirs[i] = otherMillis(program);
                    ratios[i] = ours[i] / theirs[i];
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-12s %12.1f %12.1f %10.0f %10.1f",
                    program,
                    median(cold),
                    warmMillis,
                    code,
                    median(ours));
            if (!other.isEmpty()) {
                System.out.printf(Locale.ROOT, " %10.1f %7.2f", median(theirs), median(ratios));
                logSum += Math.log(median(ratios));
            }
            System.out.println();
        }
        if (!other.isEmpty()) {
            System.out.printf(Locale.ROOT, "geometric mean of the ratios: %.2f%n", Math.exp(logSum / programs.size()));
        }
    }

    /** The middle one of some figures. */
    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private String measure(String program, int warmCompiles) throws IOException, InterruptedException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Measure.class.getName(),
                PROGRAMS.resolve(program + ".wasm").toString(),
                Integer.toString(warmCompiles),
                Integer.toString(threads),
                PROGRAMS.resolve(program + ".expected").toString());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(program + " failed");
        }
        return output;
    }

    private double otherMillis(String program) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        for (String word : other.split(" +")) {
            command.add(word.replace("{}", PROGRAMS.resolve(program + ".wasm").toString()));
        }
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed: " + errors);
        }
        double whole = (System.nanoTime() - start) / 1e6;
        return errors.contains("\"run_ms\": ") ? value(errors, "\"run_ms\": ") : whole;
    }

    /** The number after {@code name} in what a measuring process printed. */
    static double value(String text, String name) {
        int start = text.indexOf(name) + name.length();
        int end = start;
        while (end < text.length() && " ,\n}".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return Double.parseDouble(text.substring(start, end));
    }
}
