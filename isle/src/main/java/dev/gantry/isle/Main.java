package dev.gantry.isle;

import dev.gantry.isle.syntax.Source;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The compiler as a command. */
public final class Main {
    private static final String USAGE = """
            usage: isle --package P --class C --context FQCN [options] --out DIR FILE.isle...
              --import NAME      a.b.C, a.b.* or static:a.b.C.* (any number)
              --sink TYPE=CLASS  class that collects results of Java type TYPE of multi terms (default int=IntSink)
              --method-bytes N   size of generated methods to aim for (default 500)
              --coverage         rules report their firing
            """;

    private Main() {}

    /** Runs the command; exits with 1 if the program is wrong, with 2 if the command line is. */
    public static void main(String[] args) {
        int status = run(args, System.err);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Runs the command and gives its exit status; complaints go to {@code err}. */
    static int run(String[] args, PrintStream err) {
        Map<String, String> single = new HashMap<>();
        List<String> imports = new ArrayList<>();
        Map<String, String> sinks = new HashMap<>(Map.of("int", "IntSink"));
        boolean coverage = false;
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            String arg = args[i];
            if (!arg.startsWith("--")) {
                files.add(Path.of(arg));
                continue;
            }
            if (arg.equals("--coverage")) {
                coverage = true;
                continue;
            }
            if (i + 1 == args.length) {
                err.print("isle: " + arg + " needs a value\n" + USAGE);
                return 2;
            }
            String value = args[++i];
            switch (arg) {
                case "--import" -> imports.add(value);
                case "--sink" ->
                    sinks.put(
                            value.substring(0, Math.max(value.indexOf('='), 0)),
                            value.substring(value.indexOf('=') + 1));
                case "--package", "--class", "--context", "--out", "--method-bytes" -> single.put(arg, value);
                default -> {
                    err.print("isle: unknown option " + arg + "\n" + USAGE);
                    return 2;
                }
            }
        }
        for (String name : List.of("--package", "--class", "--context", "--out")) {
            if (!single.containsKey(name)) {
                err.print("isle: " + name + " is missing\n" + USAGE);
                return 2;
            }
        }
        Options options = new Options(
                single.getOrDefault("--package", ""),
                single.getOrDefault("--class", ""),
                single.getOrDefault("--context", ""),
                imports,
                sinks,
                coverage,
                Integer.parseInt(single.getOrDefault("--method-bytes", "500")));
        return compile(files, options, Path.of(single.getOrDefault("--out", "")), err);
    }

    private static int compile(List<Path> files, Options options, Path out, PrintStream err) {
        try {
            List<Source> sources = new ArrayList<>();
            for (Path file : files) {
                sources.add(Source.read(file));
            }
            write(Isle.compile(sources, options), out);
            return 0;
        } catch (IsleException e) {
            err.println(e.getMessage());
        } catch (IOException e) {
            err.println("isle: " + e);
        }
        return 1;
    }

    /** Writes files below {@code root}; one that is there already with the same text is left alone, so that its time stays. */
    public static void write(List<GeneratedFile> files, Path root) throws IOException {
        for (GeneratedFile file : files) {
            Path path = root.resolve(file.path());
            if (Files.exists(path) && Files.readString(path).equals(file.text())) {
                continue;
            }
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.text());
        }
    }
}
