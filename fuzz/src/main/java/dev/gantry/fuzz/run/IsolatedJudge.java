package dev.gantry.fuzz.run;

import dev.gantry.clif.ir.Function;
import dev.gantry.fuzz.reduce.Reducer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges cases in a process of their own, so that one that crashes is a verdict like any other; and reduces them. For one thread. */
public final class IsolatedJudge implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final Path folder;
    private final long seed;
    private final List<String> isa;
    private @Nullable WorkerProcess worker;

    /**
     * A judge.
     *
     * @param folder for files that it needs
     * @param seed of the targets and {@code isa}: as of the fuzzer whose programs are to be written by {@link #write}
     */
    public IsolatedJudge(Path folder, long seed, List<String> isa) {
        this.folder = folder;
        this.seed = seed;
        this.isa = List.copyOf(isa);
    }

    private WorkerProcess worker() throws IOException {
        WorkerProcess current = worker;
        if (current == null || current.isGone()) {
            current = new WorkerProcess(seed, isa, folder, PATIENCE_SECONDS);
            worker = current;
        }
        return current;
    }

    /** Writes the case of a program to a file; false if even that fails. */
    boolean write(long program, Path file) throws IOException {
        WorkerProcess current = worker();
        Optional<String> line = current.tell("text " + program + " " + file) ? current.answer() : Optional.empty();
        while (line.isPresent() && !line.get().equals("end")) {
            line = current.answer();
        }
        if (line.isEmpty()) {
            current.close();
            worker = null;
        }
        return line.isPresent();
    }

    /** Judges the text of a case. */
    public Verdict judge(String text) {
        try {
            Path file = folder.resolve("candidate.clif").toAbsolutePath();
            Files.writeString(file, text);
            WorkerProcess current = worker();
            if (current.tell("judge " + file)) {
                Optional<String> answer = current.answer();
                while (answer.isPresent() && !answer.get().startsWith("verdict ")) {
                    answer = current.answer();
                }
                if (answer.isPresent()) {
                    String[] parts = answer.get().substring("verdict ".length()).split("\t", 3);
                    return new Verdict(Verdict.Kind.valueOf(parts[0]), parts[1], parts[2]);
                }
            }
            current.close();
            worker = null;
            return new Verdict(Verdict.Kind.CRASH, current.hung() ? "hangs" : "crashes", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A case as small as was found in so many seconds that fails in the same way. */
    public ClifCase reduce(ClifCase test, Verdict verdict, long seconds) {
        ClifCase best = test;
        ClifCase none = test.withCalls(List.of());
        if (judge(none.text()).sameFault(verdict)) {
            best = none;
        }
        for (int i = 0; best.calls().size() > 1 && i < test.calls().size(); i++) {
            ClifCase single = test.withCalls(List.of(test.calls().get(i)));
            if (judge(single.text()).sameFault(verdict)) {
                best = single;
            }
        }
        ClifCase chosen = best;
        Reducer reducer = new Reducer(functions -> fails(chosen, functions, verdict), seconds);
        return chosen.withFunctions(reducer.reduce(chosen.functions()));
    }

    private boolean fails(ClifCase test, List<Function> functions, Verdict verdict) {
        ClifCase candidate = test.withFunctions(functions);
        return candidate.isCallable() && judge(candidate.text()).sameFault(verdict);
    }

    @Override
    public void close() {
        if (worker != null) {
            worker.close();
        }
    }
}
