package dev.gantry.fuzz.run;

import dev.gantry.clif.text.ClifSyntaxException;
import dev.gantry.fuzz.coverage.Support;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The process in which programs run, so that a crash costs no more than that process: it reads commands from its input, a line each, and answers on its output.
 *
 * <ul>
 *   <li>{@code fuzz FIRST COUNT}: judges the programs of so many seeds; says {@code at SEED} before each, {@code fail SEED KIND REASON} for each failure, and at the end
 *       {@code done PROGRAMS CALLS TRAPS TOO_LONG}, {@code lacks COUNT REASON} for each reason, and {@code end}
 *   <li>{@code statistics}: what was generated up to now, and {@code end}
 *   <li>{@code text SEED PATH}: writes the file test of a seed
 *   <li>{@code judge PATH}: judges a file test; says {@code verdict KIND TAB REASON TAB DETAIL}
 * </ul>
 */
public final class Worker {
    private static final long JUDGE_FUEL = 2_000_000;

    private final PrintStream out;
    private final long seed;
    private final List<String> isa;
    private ClifFuzzer[] fuzzer = {};
    private final Oracle judge = new Oracle(JUDGE_FUEL);

    private Worker(PrintStream out, long seed, List<String> isa) {
        this.out = out;
        this.seed = seed;
        this.isa = isa;
    }

    /** Runs the process. Arguments: the seed of the targets, then words of a target line. */
    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        Worker worker =
                new Worker(out, Long.parseLong(args[0]), Arrays.asList(args).subList(1, args.length));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            worker.command(line.split(" ", 3));
            out.flush();
        }
    }

    private ClifFuzzer fuzzer() {
        if (fuzzer.length == 0) {
            Support support = Support.find();
            for (String difference : support.differing()) {
                say("differs " + difference);
            }
            say("menu " + support.menu().size() + " " + support.lacking());
            fuzzer = new ClifFuzzer[] {new ClifFuzzer(support, seed, isa)};
        }
        return fuzzer[0];
    }

    private void say(String line) {
        out.println(line.replace('\n', ' '));
    }

    private void command(String[] words) throws IOException {
        switch (words[0]) {
            case "fuzz" -> fuzz(Long.parseLong(words[1]), Long.parseLong(words[2]));
            case "statistics" -> {
                fuzzer().statistics().lines().forEach(this::say);
                say("end");
            }
            case "text" -> {
                Files.writeString(
                        Path.of(words[2]),
                        fuzzer().test(Long.parseLong(words[1])).text());
                say("end");
            }
            case "judge" -> judge(Path.of(words[1]));
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private void fuzz(long first, long count) {
        ClifFuzzer current = fuzzer();
        long programs = current.programs();
        long executions = current.executions();
        long traps = current.traps();
        long tooLong = current.tooLong();
        current.unsupported().clear();
        for (long s = first; s < first + count; s++) {
            say("at " + s);
            out.flush();
            Optional<ClifFuzzer.Failure> failure = current.attempt(s);
            if (failure.isPresent()) {
                Verdict verdict = failure.get().verdict();
                say("fail " + s + " " + verdict.kind() + " " + verdict.reason());
            }
        }
        say("done " + (current.programs() - programs) + " " + (current.executions() - executions) + " "
                + (current.traps() - traps) + " " + (current.tooLong() - tooLong));
        for (Map.Entry<String, Integer> reason : current.unsupported().entrySet()) {
            say("lacks " + reason.getValue() + " " + reason.getKey());
        }
        say("end");
    }

    private void judge(Path path) throws IOException {
        Verdict verdict = Verdict.AGREE;
        try {
            for (ClifCase test : ClifCase.read(Files.readString(path), path.toString())) {
                if (!judge.isDetermined(test)) {
                    verdict = new Verdict(Verdict.Kind.UNDETERMINED, "", "");
                    continue;
                }
                verdict = judge.judge(test);
                if (verdict.isFailure()) {
                    break;
                }
            }
        } catch (ClifSyntaxException e) {
            verdict = new Verdict(Verdict.Kind.UNSTABLE, "not readable", String.valueOf(e.getMessage()));
        }
        say("verdict " + verdict.kind() + "\t" + verdict.reason() + "\t" + verdict.detail());
    }
}
