package dev.gantry.fuzz.run;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A {@link Worker} seen from outside. Ends with this process, and when it says nothing for too long. For one thread. */
final class WorkerProcess implements AutoCloseable {
    private final Process process;
    private final BufferedWriter in;
    private final BufferedReader out;
    private final long patienceSeconds;
    private volatile long lastSign = System.nanoTime();
    private volatile boolean hung;
    private volatile boolean gone;
    private volatile boolean waiting;

    /** Starts a worker; {@code folder} is where a crash leaves its log. */
    WorkerProcess(long seed, List<String> isa, Path folder, long patienceSeconds) throws IOException {
        this.patienceSeconds = patienceSeconds;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-XX:+UseSerialGC");
        command.add("-Xmx1g");
        command.add("-Xss2m");
        command.add("-XX:-CreateCoredumpOnCrash");
        command.add("-XX:ErrorFile=" + folder.resolve("crash.log").toAbsolutePath());
        command.add("-Dgantry.check=true");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Worker.class.getName());
        command.add(Long.toString(seed));
        command.addAll(isa);
        process = new ProcessBuilder(command)
                .redirectError(folder.resolve("worker.log").toFile())
                .start();
        in = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        Thread watch = Thread.ofPlatform().daemon().unstarted(this::watch);
        watch.start();
    }

    private void watch() {
        try {
            while (!process.waitFor(1, TimeUnit.SECONDS)) {
                if (waiting && System.nanoTime() - lastSign > patienceSeconds * 1_000_000_000L) {
                    hung = true;
                    process.destroyForcibly();
                }
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }

    /** Gives a command; false if the process is gone. */
    boolean tell(String command) {
        try {
            lastSign = System.nanoTime();
            waiting = true;
            in.write(command);
            in.newLine();
            in.flush();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The next line of the answer; nothing if the process is gone. */
    Optional<String> answer() {
        try {
            String line = out.readLine();
            lastSign = System.nanoTime();
            gone = line == null;
            waiting = line != null && !line.equals("end") && !line.startsWith("verdict");
            return Optional.ofNullable(line);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether it was ended because it said nothing. */
    boolean hung() {
        return hung;
    }

    /** Whether it was seen to be gone; it may take a moment to be so altogether. */
    boolean isGone() {
        return gone || !process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
