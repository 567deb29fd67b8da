package dev.gantry.fuzz.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A fuzz run of some hours: workers judge programs in batches; what fails is reduced and written as a file test; progress and a report at the end. A worker that crashes or hangs is
 * replaced, and the seed at which it was is a failure.
 */
public final class Campaign {
    private static final int BATCH = 200;
    private static final long PATIENCE_SECONDS = 60;
    private static final long REDUCTION_SECONDS = 90;
    /** So many failures of one kind and reason are reduced; more are counted. */
    private static final int REDUCED_PER_REASON = 4;

    /**
     * What to do.
     *
     * @param seconds for how long; 0 for one batch of each thread
     * @param seed the first program's; the targets are drawn from it too
     * @param threads how many workers
     * @param isa words of a target line; empty for all that this machine can run
     * @param folder where failures are written
     * @param statistics whether to print what was generated
     */
    public record Options(long seconds, long seed, int threads, List<String> isa, Path folder, boolean statistics) {}

    private final Options options;
    private final PrintStream out;
    private final long start = System.nanoTime();
    private long next;
    private long programs;
    private long executions;
    private long traps;
    private long tooLong;
    private long failures;
    private long lastProgress = start;
    private final Map<String, Long> lacks = new TreeMap<>();
    private final Map<String, Integer> byReason = new HashMap<>();
    private final Set<String> shapes = new HashSet<>();
    private final Set<String> menu = new HashSet<>();
    private final List<String> written = new ArrayList<>();
    private final List<String> statistics = new ArrayList<>();

    /** A campaign that prints what happens. */
    public Campaign(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
        this.next = options.seed();
    }

    /** Runs it to the end; gives the number of failures. */
    public long run() throws IOException, InterruptedException {
        Files.createDirectories(options.folder());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < options.threads(); i++) {
            Path folder = Files.createDirectories(options.folder().resolve("worker" + i));
            threads.add(Thread.ofPlatform().start(() -> work(folder)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        report();
        return failures;
    }

    private double elapsed() {
        return (System.nanoTime() - start) / 1e9;
    }

    private boolean isOver() {
        return elapsed() >= options.seconds();
    }

    private synchronized long takeBatch() {
        long first = next;
        next += BATCH;
        return first;
    }

    private void work(Path folder) {
        try (IsolatedJudge judge = new IsolatedJudge(folder, options.seed(), options.isa())) {
            Optional<WorkerProcess> worker = Optional.empty();
            do {
                long from = takeBatch();
                long end = from + BATCH;
                while (from < end) {
                    if (worker.isEmpty()) {
                        worker =
                                Optional.of(new WorkerProcess(options.seed(), options.isa(), folder, PATIENCE_SECONDS));
                    }
                    from = batch(worker.get(), from, end, folder, judge);
                    if (worker.get().isGone()) {
                        worker = Optional.empty();
                    }
                }
            } while (!isOver());
            if (worker.isPresent()) {
                statistics(worker.get());
                worker.get().close();
            }
        } catch (IOException e) {
            out.println("fuzz: a worker cannot be run: " + e.getMessage());
        }
    }

    /** Has a worker judge programs; gives the seed to go on with. */
    private long batch(WorkerProcess worker, long from, long end, Path folder, IsolatedJudge judge) throws IOException {
        long at = -1;
        List<String> failed = new ArrayList<>();
        worker.tell("fuzz " + from + " " + (end - from));
        Optional<String> line = worker.answer();
        while (line.isPresent() && !line.get().equals("end")) {
            String[] words = line.get().split(" ", 2);
            switch (words[0]) {
                case "at" -> at = Long.parseLong(words[1]);
                case "fail" -> failed.add(words[1]);
                case "done", "lacks", "menu", "differs" -> count(words[0], words[1]);
                // What the JVM says when it crashes.
                default -> {}
            }
            line = worker.answer();
        }
        if (line.isEmpty()) {
            worker.close();
            if (at < 0) {
                throw new IOException("it ends before the first program; see " + folder.resolve("worker.log"));
            }
            failed.add(at + " " + Verdict.Kind.CRASH + (worker.hung() ? " hangs" : " crashes"));
        }
        for (String failure : failed) {
            failure(failure, folder, judge);
        }
        progress();
        return line.isEmpty() ? at + 1 : end;
    }

    private synchronized void count(String what, String rest) {
        switch (what) {
            case "done" -> {
                String[] numbers = rest.split(" ");
                programs += Long.parseLong(numbers[0]);
                executions += Long.parseLong(numbers[1]);
                traps += Long.parseLong(numbers[2]);
                tooLong += Long.parseLong(numbers[3]);
            }
            case "lacks" -> {
                int space = rest.indexOf(' ');
                lacks.merge(rest.substring(space + 1), Long.parseLong(rest.substring(0, space)), Long::sum);
            }
            default -> {
                if (menu.add(what + rest)) {
                    out.println(what.equals("menu") ? "combinations had and lacking: " + rest : "differs: " + rest);
                }
            }
        }
    }

    private static final String SEPARATOR = " ";

    private void failure(String text, Path folder, IsolatedJudge judge) throws IOException {
        String[] words = text.split(SEPARATOR, 3);
        Verdict verdict = new Verdict(Verdict.Kind.valueOf(words[1]), words.length > 2 ? words[2] : "", "");
        synchronized (this) {
            failures++;
            int same = byReason.merge(verdict.kind() + SEPARATOR + verdict.reason(), 1, Integer::sum);
            if (same > REDUCED_PER_REASON) {
                return;
            }
        }
        out.println("seed " + words[0] + ": " + verdict.kind() + SEPARATOR + verdict.reason());
        Path whole = folder.resolve("whole.clif").toAbsolutePath();
        if (!judge.write(Long.parseLong(words[0]), whole)) {
            out.println("seed " + words[0] + ": cannot be written");
            return;
        }
        ClifCase test = ClifCase.read(Files.readString(whole), whole.toString()).getFirst();
        Verdict again = judge.judge(test.text());
        if (!again.isFailure()) {
            Path path = options.folder().resolve("seed" + words[0] + ".clif");
            Files.move(whole, path, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            written(path, verdict, "does not fail by itself");
            return;
        }
        ClifCase small = judge.reduce(test, again, REDUCTION_SECONDS);
        Verdict last = judge.judge(small.text());
        synchronized (this) {
            if (!shapes.add(Shape.of(small.functions()) + again.kind() + again.reason())) {
                return;
            }
        }
        Path path = options.folder().resolve("seed" + words[0] + ".clif");
        Files.writeString(path, small.text() + comment(last));
        written(path, last, "");
    }

    private static String comment(Verdict verdict) {
        return "; " + verdict.kind() + ": "
                + verdict.detail().lines().findFirst().orElse(verdict.reason()) + "\n";
    }

    private synchronized void written(Path path, Verdict verdict, String remark) {
        String line = path + ": " + verdict.kind() + SEPARATOR + verdict.reason() + SEPARATOR + remark;
        written.add(line.strip());
        out.println(line.strip());
    }

    private synchronized void progress() {
        if (System.nanoTime() - lastProgress > 10_000_000_000L) {
            lastProgress = System.nanoTime();
            out.println(summary());
        }
    }

    private String summary() {
        long unsupported = 0;
        for (long count : lacks.values()) {
            unsupported += count;
        }
        return (long) elapsed() + " s: " + programs + " programs, " + executions + " calls compared ("
                + (long) (executions / elapsed()) + "/s), " + traps + " trapped, " + tooLong + " too long, "
                + unsupported + " unsupported, " + failures + " failures";
    }

    private void statistics(WorkerProcess worker) {
        if (!options.statistics() || !worker.tell("statistics")) {
            return;
        }
        List<String> lines = new ArrayList<>();
        for (Optional<String> line = worker.answer();
                line.isPresent() && !line.get().equals("end");
                line = worker.answer()) {
            lines.add(line.get());
        }
        synchronized (this) {
            statistics.addAll(lines);
        }
    }

    private void report() {
        statistics.forEach(out::println);
        for (Map.Entry<String, Long> reason : lacks.entrySet()) {
            out.println("unsupported, " + reason.getValue() + " programs: " + reason.getKey());
        }
        for (String line : written) {
            out.println(line);
        }
        out.println(summary());
    }
}
