package dev.gantry.isle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.isle.syntax.Source;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Programs that must run: {@code run/NAME.isle} with {@code run/NAME.java}, which holds the context {@code run.Ctx} and {@code run.Main}, whose
 * {@code static String main()} gives what {@code run/NAME.txt} says. Each is run with methods of the usual size, with tiny
 * ones, and with coverage.
 */
class RunProgramsTest {
    @TempDir
    Path dir;

    static Stream<String> programs() throws IOException, URISyntaxException {
        URI root = RunProgramsTest.class.getResource("/run").toURI();
        try (Stream<Path> files = Files.list(Path.of(root))) {
            List<String> names = new ArrayList<>(files.map(p -> p.getFileName().toString())
                    .filter(n -> n.endsWith(".isle"))
                    .map(n -> n.substring(0, n.length() - 5))
                    .sorted()
                    .toList());
            return names.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void runs(String name) throws Exception {
        run(name, options());
    }

    @ParameterizedTest
    @MethodSource("programs")
    void runsInTinyMethods(String name) throws Exception {
        run(name, options().withMethodBytes(60));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void runsWithCoverage(String name) throws Exception {
        run(name, options().withCoverage(true));
    }

    private static Options options() {
        return new Options("run", "Rules", "run.Ctx", List.of("static:run.Ctx.*"));
    }

    private void run(String name, Options options) throws Exception {
        List<GeneratedFile> files =
                new ArrayList<>(Isle.compile(List.of(new Source(name + ".isle", resource(name + ".isle"))), options));
        files.add(new GeneratedFile("run/Ctx.java", resource(name + ".java")));
        files.add(new GeneratedFile("run/Base.java", resource("Base.java.txt")));
        Class<?> main = JavaRunner.load(files, dir).loadClass("run.Ctx");
        Object out;
        try {
            var method = main.getDeclaredMethod("main");
            method.setAccessible(true);
            out = method.invoke(null);
        } catch (InvocationTargetException e) {
            throw new AssertionError("program failed", e.getCause());
        }
        assertThat(out).asString().isEqualToIgnoringNewLines(resource(name + ".txt"));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = RunProgramsTest.class.getResourceAsStream("/run/" + name)) {
            if (in == null) {
                throw new IOException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
