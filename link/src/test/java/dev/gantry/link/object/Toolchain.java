package dev.gantry.link.object;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The system's compilers and tools, run on files in a folder. */
final class Toolchain {
    private final Path folder;

    Toolchain(Path folder) {
        this.folder = folder;
    }

    /** Whether all these programs can be started; says so in one line if not. */
    static boolean has(String... programs) {
        for (String program : programs) {
            try {
                Process process = new ProcessBuilder(program, "--version")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                process.waitFor();
            } catch (IOException e) {
                System.out.println("skipped: " + program + " is not installed");
                return false;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return true;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    void write(String name, String text) throws IOException {
        Files.writeString(file(name), text);
    }

    /** What a successful command prints. */
    String run(String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(command));
        Path output = Files.createTempFile(folder, "out", ".txt");
        Process process = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int exit = process.waitFor();
        String text = Files.readString(output, StandardCharsets.ISO_8859_1);
        if (exit != 0) {
            throw new AssertionError(String.join(" ", command) + " ended with " + exit + ":\n" + text);
        }
        return text;
    }
}
