package dev.gantry.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every package that a module exports is used by an example. */
class EveryPackageTest {
    private static final Path ROOT = Path.of(System.getProperty("gantry.root", ".."));

    @Test
    void everyExportedPackageHasAnExample() throws IOException {
        Set<String> exported = new TreeSet<>();
        Pattern export = Pattern.compile("^\\s*exports\\s+([\\w.]+)\\s*;", Pattern.MULTILINE);
        for (Path module : children(ROOT)) {
            Path descriptor = module.resolve("src/main/java/module-info.java");
            if (Files.exists(descriptor)) {
                collect(export.matcher(Files.readString(descriptor)), exported);
            }
        }
        assertThat(exported).as("exported packages found").hasSizeGreaterThan(20);

        Set<String> used = new TreeSet<>();
        Pattern use =
                Pattern.compile("^import (?:static )?(dev\\.gantry(?:\\.[a-z0-9_]+)*)\\.[A-Z]", Pattern.MULTILINE);
        for (Path example : children(ROOT.resolve("examples-java/src/main/java/dev/gantry/examples"))) {
            collect(use.matcher(Files.readString(example)), used);
        }
        List<String> missing = new ArrayList<>(exported);
        missing.removeAll(used);
        assertThat(missing)
                .as("exported packages that no program in examples-java imports; add an example for each")
                .isEmpty();
    }

    private static void collect(Matcher matcher, Set<String> into) {
        while (matcher.find()) {
            into.add(matcher.group(1));
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
