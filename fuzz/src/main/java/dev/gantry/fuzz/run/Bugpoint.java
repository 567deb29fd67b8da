package dev.gantry.fuzz.run;

import dev.gantry.clif.ir.Function;
import dev.gantry.clif.text.ClifFunction;
import dev.gantry.clif.text.ClifReader;
import dev.gantry.clif.text.Comment;
import dev.gantry.fuzz.reduce.Reducer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a file of functions smaller that does not do what it should: what the calls of its {@code ; run:} lines give compiled differs from what the interpreter gives, the compiler or
 * the checker of register allocations fails, or the process crashes; or a command of the user's fails.
 */
public final class Bugpoint {
    private final Path folder;
    private final long seconds;

    /**
     * A reduction.
     *
     * @param folder for candidates and logs
     * @param seconds how long it may take, more or less
     */
    public Bugpoint(Path folder, long seconds) {
        this.folder = folder;
        this.seconds = seconds;
    }

    /**
     * What was found.
     *
     * @param text text of the smaller file
     * @param fault how it fails
     */
    public record Reduced(String text, String fault) {}

    /**
     * Reduces a file by what goes wrong with it.
     *
     * @param name the file's name for messages
     * @return nothing if nothing goes wrong
     * @throws dev.gantry.clif.text.ClifSyntaxException if it is not CLIF
     */
    public Optional<Reduced> reduce(String text, String name) {
        try (IsolatedJudge judge = new IsolatedJudge(folder, 0, List.of())) {
            for (ClifCase test : ClifCase.read(text, name)) {
                Verdict verdict = judge.judge(test.text());
                if (verdict.isFailure()) {
                    ClifCase small = judge.reduce(test, verdict, seconds);
                    Verdict last = judge.judge(small.text());
                    return Optional.of(new Reduced(small.text(), describe(last)));
                }
            }
            return Optional.empty();
        }
    }

    private static String describe(Verdict verdict) {
        String detail = verdict.detail().lines().findFirst().orElse("");
        return (verdict.kind() + ": " + (detail.isEmpty() ? verdict.reason() : detail)).strip();
    }

    /**
     * Reduces a file for which a command fails.
     *
     * @param command program and arguments; the file's path is added; it fails if its exit code is not zero, and in the same way if the code is the same
     * @return nothing if the command succeeds on the file as it is
     */
    public Optional<Reduced> reduce(String text, String name, List<String> command) throws IOException {
        String preamble = preamble(text);
        ClifCase test = ClifCase.read(text, name).getFirst();
        int code = exitCode(command, text);
        if (code == 0) {
            return Optional.empty();
        }
        List<String> lines = runLines(text, name);
        Reducer reducer = new Reducer(
                functions -> {
                    ClifCase candidate = test.withFunctions(functions);
                    return candidate.isCallable() && exitCode(command, preamble + file(functions, lines)) == code;
                },
                seconds);
        List<Function> small = reducer.reduce(test.functions());
        return Optional.of(new Reduced(preamble + file(small, lines), "the command ends with exit code " + code));
    }

    private static String file(List<Function> functions, List<String> runLines) {
        StringBuilder text = new StringBuilder(Oracle.print(functions));
        for (String line : runLines) {
            text.append(line).append('\n');
        }
        return text.toString();
    }

    private static String preamble(String text) {
        StringBuilder preamble = new StringBuilder();
        for (String line : text.split("(?<=\n)")) {
            if (line.startsWith("function ")) {
                break;
            }
            preamble.append(line);
        }
        return preamble.toString();
    }

    private static List<String> runLines(String text, String name) {
        List<String> lines = new ArrayList<>();
        for (ClifFunction function : ClifReader.readFile(text, name).functions()) {
            for (Comment comment : function.comments()) {
                String words = comment.text().replace(";", "").strip();
                if (words.startsWith("run:")) {
                    lines.add("; " + words);
                }
            }
        }
        return lines;
    }

    private int exitCode(List<String> command, String text) {
        try {
            Path file = folder.resolve("candidate.clif").toAbsolutePath();
            Files.writeString(file, text);
            List<String> words = new ArrayList<>(command);
            words.add(file.toString());
            File log = folder.resolve("command.log").toFile();
            Process process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(log)
                    .start();
            return process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a command runs", e);
        }
    }
}
