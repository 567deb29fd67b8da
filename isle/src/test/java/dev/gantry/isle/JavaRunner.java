package dev.gantry.isle;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/** Compiles Java files in a directory and loads what comes of it. */
public final class JavaRunner {
    private JavaRunner() {}

    /** Writes {@code files} below {@code dir}, compiles them and gives a loader for the classes. */
    public static ClassLoader load(List<GeneratedFile> files, Path dir) {
        try {
            Path src = dir.resolve("src");
            Path classes = Files.createDirectories(dir.resolve("classes"));
            Main.write(files, src);
            List<String> args = new ArrayList<>(List.of("-proc:none", "-nowarn", "-d", classes.toString()));
            args.addAll(List.of("-cp", System.getProperty("java.class.path")));
            for (GeneratedFile f : files) {
                if (f.path().endsWith(".java")) {
                    args.add(src.resolve(f.path()).toString());
                }
            }
            StringWriter out = new StringWriter();
            PrintWriter writer = new PrintWriter(out);
            int status = ToolProvider.findFirst("javac").orElseThrow().run(writer, writer, args.toArray(new String[0]));
            if (status != 0) {
                throw new AssertionError("generated Java does not compile:\n" + out);
            }
            return new URLClassLoader(new URL[] {classes.toUri().toURL()}, JavaRunner.class.getClassLoader());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
