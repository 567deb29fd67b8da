package dev.gantry.filetests;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs many files and says what came of it: a line for every failure and skip with its reason, then the counts of files, cases and
 * run directives. Start here to run {@code .clif} files without a test framework.
 */
public final class SuiteRunner {
    private final boolean bless;
    private final boolean verbose;
    private final PrintWriter out;
    private int files;
    private int failedFiles;
    private int skippedFiles;
    private int cases;
    private int skippedCases;
    private int functions;
    private int directives;
    private int skippedDirectives;

    /**
     * A runner.
     *
     * @param bless whether expected output that is compared exactly is rewritten where it differs
     * @param verbose whether what passes is named too
     * @param out gets the report
     */
    public SuiteRunner(boolean bless, boolean verbose, PrintWriter out) {
        this.bless = bless;
        this.verbose = verbose;
        this.out = out;
    }

    /**
     * Runs files, and of folders all {@code .clif} files in them, in alphabetical order.
     *
     * @return whether nothing failed and at least one file was there
     * @throws IOException if a file cannot be read
     */
    public boolean run(List<Path> paths) throws IOException {
        try (FileTestRunner runner = new FileTestRunner(bless)) {
            for (Path file : expand(paths)) {
                count(runner.run(file));
            }
        }
        out.println(summary());
        out.flush();
        return failedFiles == 0 && files > 0;
    }

    /** {@return the files so far as a line for the test command's counts: name, passed, failed, skipped} */
    public String fileCounts(String name) {
        return name + ' ' + (files - failedFiles - skippedFiles) + ' ' + failedFiles + ' ' + skippedFiles + '\n';
    }

    /** {@return the run directives so far as such a line; those that failed count as passed, their file as failed} */
    public String directiveCounts(String name) {
        return name + ' ' + directives + " 0 " + skippedDirectives + '\n';
    }

    /** {@return the counts so far, one line} */
    public String summary() {
        return files + " files (" + failedFiles + " failed, " + skippedFiles + " skipped), " + functions
                + " functions, " + cases + " cases (" + skippedCases + " skipped), " + directives
                + " directives ran, " + skippedDirectives + " did not";
    }

    private static List<Path> expand(List<Path> paths) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                try (Stream<Path> walk = Files.walk(path)) {
                    walk.filter(p -> p.toString().endsWith(".clif")).sorted().forEach(files::add);
                }
            } else if (Files.exists(path)) {
                files.add(path);
            } else {
                throw new NoSuchFileException(path.toString());
            }
        }
        return files;
    }

    /** Counts and prints a result. */
    void count(FileResult result) {
        files++;
        failedFiles += result.status() == CaseResult.Status.FAILED ? 1 : 0;
        skippedFiles += result.status() == CaseResult.Status.SKIPPED ? 1 : 0;
        functions += result.functions();
        for (CaseResult c : result.cases()) {
            cases++;
            skippedCases += c.status() == CaseResult.Status.SKIPPED ? 1 : 0;
            directives += c.directives();
            skippedDirectives += c.skippedDirectives();
            if (verbose || c.status() != CaseResult.Status.PASSED) {
                out.println(result.file() + ": " + c);
            }
        }
    }

    /**
     * Runs the files and folders given.
     *
     * @param args {@code --bless}, {@code --verbose} and paths
     * @throws IOException if a file cannot be read
     */
    public static void main(String[] args) throws IOException {
        List<Path> paths = new ArrayList<>();
        boolean bless = false;
        boolean verbose = false;
        for (String arg : args) {
            switch (arg) {
                case "--bless" -> bless = true;
                case "-v", "--verbose" -> verbose = true;
                default -> paths.add(Path.of(arg));
            }
        }
        PrintWriter out = new PrintWriter(System.out, true);
        System.exit(new SuiteRunner(bless, verbose, out).run(paths) ? 0 : 1);
    }
}
