package dev.gantry.isle;

import dev.gantry.isle.syntax.Def;
import dev.gantry.isle.syntax.Diagnostics;
import dev.gantry.isle.syntax.Parser;
import dev.gantry.isle.syntax.Printer;
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
                   isle --print FILE.isle...
              --import NAME      a.b.C, a.b.* or static:a.b.C.* (any number)
              --sink TYPE=CLASS  class that collects results of Java type TYPE of multi terms (default int=IntSink)
              --method-bytes N   size of generated methods to aim for, 60 to 6000 (default 500)
              --coverage         rules report their firing
              --print            print the programs in canonical form
            """;

    /** The command line is wrong. */
    private static final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    private final Map<String, String> single = new HashMap<>(Map.of("--method-bytes", "500"));
    private final List<String> imports = new ArrayList<>();
    private final Map<String, String> sinks = new HashMap<>(Map.of("int", "IntSink"));
    private final List<Source> sources = new ArrayList<>();
    private boolean coverage;
    private boolean print;

    private Main() {}

    /** Runs the command; exits with 1 if a program is wrong or cannot be read, with 2 if the command line is wrong. */
    public static void main(String[] args) {
        int status = run(args, System.out, System.err);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Runs the command and gives its exit status. */
    static int run(String[] args, PrintStream out, PrintStream err) {
        Main main = new Main();
        try {
            main.parse(args);
            if (main.print) {
                out.print(main.canonical());
            } else {
                write(Isle.compile(main.sources, main.options()), Path.of(main.required("--out")));
            }
            return 0;
        } catch (UsageException e) {
            err.print("isle: " + e.getMessage() + "\n" + USAGE);
            return 2;
        } catch (IsleException e) {
            err.println(e.getMessage());
        } catch (IOException e) {
            err.println("isle: " + e);
        }
        return 1;
    }

    private void parse(String[] args) throws UsageException, IOException {
        for (int i = 0; i < args.length; i++) {
            String arg = args[i];
            if (!arg.startsWith("--")) {
                sources.add(Source.read(Path.of(arg)));
            } else if (arg.equals("--coverage")) {
                coverage = true;
            } else if (arg.equals("--print")) {
                print = true;
            } else if (i + 1 == args.length) {
                throw new UsageException(arg + " needs a value");
            } else {
                option(arg, args[++i]);
            }
        }
        if (sources.isEmpty()) {
            throw new UsageException("no files");
        }
    }

    private void option(String name, String value) throws UsageException {
        switch (name) {
            case "--import" -> imports.add(value);
            case "--sink" -> {
                int equals = value.indexOf('=');
                if (equals < 0) {
                    throw new UsageException("--sink takes TYPE=CLASS, found " + value);
                }
                sinks.put(value.substring(0, equals), value.substring(equals + 1));
            }
            case "--package", "--class", "--context", "--out", "--method-bytes" -> single.put(name, value);
            default -> throw new UsageException("unknown option " + name);
        }
    }

    private String required(String name) throws UsageException {
        String value = single.get(name);
        if (value == null) {
            throw new UsageException(name + " is missing");
        }
        return value;
    }

    private Options options() throws UsageException {
        String bytes = required("--method-bytes");
        try {
            return new Options(
                    required("--package"),
                    required("--class"),
                    required("--context"),
                    imports,
                    sinks,
                    coverage,
                    Integer.parseInt(bytes));
        } catch (NumberFormatException e) {
            throw new UsageException("--method-bytes takes a number, found " + bytes);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private String canonical() {
        Diagnostics diagnostics = new Diagnostics();
        StringBuilder out = new StringBuilder();
        for (Source source : sources) {
            List<Def> defs = Parser.parse(source, diagnostics);
            out.append(Printer.print(defs));
        }
        Isle.stopOnErrors(diagnostics);
        return out.toString();
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
