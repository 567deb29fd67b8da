package dev.gantry.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java in the README compiles. */
class ReadmeTest {
    private static final Path ROOT = Path.of(System.getProperty("gantry.root", ".."));

    @Test
    void theEmbeddingCompiles(@TempDir Path folder) throws IOException {
        Matcher java = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve("README.md")));
        assertThat(java.find()).isTrue();
        Path source = folder.resolve("Readme.java");
        Files.writeString(source, """
                import dev.gantry.runtime.*;
                import dev.gantry.runtime.Module;
                import dev.gantry.wasm.*;
                import java.nio.file.Path;
                import java.util.List;
                class Readme {
                    void embed() throws Exception {
                %s
                    }
                }
                """.formatted(java.group(1)));
        StringWriter complaints = new StringWriter();
        PrintWriter out = new PrintWriter(complaints);
        String classPath = System.getProperty("java.class.path");
        int status = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(out, out, "-proc:none", "-cp", classPath, "-d", folder.toString(), source.toString());
        assertThat(status).as(complaints.toString()).isZero();
    }
}
