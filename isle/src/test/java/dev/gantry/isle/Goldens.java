package dev.gantry.isle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Test programs and what is expected of them, in {@code src/test/resources}; {@code -Dgantry.bless=true} rewrites what is expected. */
final class Goldens {
    private Goldens() {}

    static Path root() {
        return Path.of(System.getProperty("gantry.root", ".."), "isle", "src", "test", "resources");
    }

    /** The names, without ending, of the programs of a kind. */
    static List<String> programs(String kind) throws IOException {
        try (Stream<Path> files = Files.list(root().resolve(kind))) {
            return files.map(p -> p.getFileName().toString())
                    .filter(n -> n.endsWith(".isle"))
                    .map(n -> n.substring(0, n.length() - ".isle".length()))
                    .sorted()
                    .toList();
        }
    }

    static String read(String path) throws IOException {
        return Files.readString(root().resolve(path));
    }

    /** Demands that {@code actual} is what the file says, or writes it there. */
    static void check(String path, String actual) throws IOException {
        if (Boolean.getBoolean("gantry.bless")) {
            Files.writeString(root().resolve(path), actual);
            return;
        }
        assertThat(actual)
                .as("%s (rewrite with -Dgantry.bless=true)", path)
                .isEqualTo(Files.exists(root().resolve(path)) ? read(path) : "");
    }
}
