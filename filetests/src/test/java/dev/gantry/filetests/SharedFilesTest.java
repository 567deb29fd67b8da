package dev.gantry.filetests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The shared files, where they are at hand. */
class SharedFilesTest {
    private static void run(String folder) throws IOException {
        Path shared = Path.of(System.getProperty("gantry.shared", "../shared"), "clif", folder);
        if (!Files.isDirectory(shared)) {
            System.out.println("skipped: no shared .clif files in " + folder);
            return;
        }
        StringWriter details = new StringWriter();
        SuiteRunner runner = new SuiteRunner(false, false, new PrintWriter(details));
        boolean passed = runner.run(List.of(shared));
        Path target = Path.of("target").toAbsolutePath();
        Files.createDirectories(target.resolve("counts"));
        Files.writeString(target.resolve("filetests-" + folder + ".txt"), details.toString());
        String name = "clif-" + folder;
        Files.writeString(target.resolve("counts").resolve(name), runner.fileCounts(name));
        if (folder.equals("runtests")) {
            String directives = name + "-directives";
            Files.writeString(target.resolve("counts").resolve(directives), runner.directiveCounts(directives));
        }
        System.out.println("shared " + folder + ": " + runner.summary());
        assertThat(passed).as(details.toString()).isTrue();
    }

    @Test
    void parser() throws IOException {
        run("parser");
    }

    @Test
    void verifier() throws IOException {
        run("verifier");
    }

    @Test
    void cfg() throws IOException {
        run("cfg");
    }

    @Test
    void domtree() throws IOException {
        run("domtree");
    }

    @Test
    void runtests() throws IOException {
        run("runtests");
    }
}
