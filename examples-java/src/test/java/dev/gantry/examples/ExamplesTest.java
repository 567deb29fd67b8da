package dev.gantry.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs every example and compares what it prints with {@code src/test/resources/expected/NAME.txt}; {@code -Dgantry.bless=true} rewrites these files.
 */
class ExamplesTest {
    private static final Path ROOT = Path.of(System.getProperty("gantry.root", ".."));
    private static final Path MODULE = ROOT.resolve("examples-java");

    static List<String> examples() throws IOException {
        try (Stream<Path> files = Files.list(MODULE.resolve("src/main/java/dev/gantry/examples"))) {
            return files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .filter(name -> !name.equals("package-info"))
                    .sorted()
                    .toList();
        }
    }

    private static String[] arguments(String name) {
        return switch (name) {
            case "RunWasiProgram" ->
                new String[] {ROOT.resolve("examples/hello.wasm").toString()};
            default -> new String[0];
        };
    }

    @ParameterizedTest
    @MethodSource("examples")
    void printsWhatIsExpected(String name) throws Exception {
        String actual = run(name);
        Path expected = MODULE.resolve("src/test/resources/expected/" + name + ".txt");
        if (Boolean.getBoolean("gantry.bless")) {
            Files.writeString(expected, actual);
        }
        assertThat(expected)
                .as("bless with ./test -pl examples-java -Dgantry.bless=true")
                .exists();
        assertThat(actual)
                .as("bless with ./test -pl examples-java -Dgantry.bless=true, after reading the difference")
                .isEqualTo(Files.readString(expected));
    }

    private static String run(String name) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            Class.forName("dev.gantry.examples." + name)
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) arguments(name));
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
