package dev.gantry.filetests;

import dev.gantry.clif.text.ClifFile;
import dev.gantry.clif.text.ClifPrinter;
import dev.gantry.clif.text.ClifReader;
import dev.gantry.clif.text.ClifSyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs files of functions by what their first lines say: {@code test cat}, {@code verifier}, {@code print-cfg}, {@code
 * domtree}, {@code alias-analysis}, {@code inline}, {@code compile}, {@code unwind}, {@code interpret}, {@code run}. What is not there (other tests, targets without back end, instructions without rule)
 * is counted as skipped, with the reason. For one thread.
 */
public final class FileTestRunner implements AutoCloseable {
    private final RunTest runTest = new RunTest();
    private final Map<String, SubTest> tests;

    /**
     * A runner.
     *
     * @param bless whether expected output that is compared exactly is rewritten where it differs
     */
    public FileTestRunner(boolean bless) {
        tests = Map.ofEntries(
                Map.entry("cat", PrintTest.readingBack("cat", ClifPrinter::print)),
                Map.entry("print-cfg", PrintTest.of("print-cfg", CfgPrinter::print)),
                Map.entry("verifier", new VerifyTest()),
                Map.entry("domtree", new DomtreeTest()),
                Map.entry("alias-analysis", new PassTest("alias-analysis", PassTest::aliasAnalysis)),
                Map.entry("optimize", new CompileTest("optimize", CompileTest::optimized, new Golden(bless))),
                Map.entry("inline", new PassTest("inline", PassTest::inline)),
                Map.entry("compile", new CompileTest("compile", CompileTest::code, new Golden(bless))),
                Map.entry("unwind", new CompileTest("unwind", CompileTest::unwindInfo, new Golden(bless))),
                Map.entry("interpret", new InterpretTest()),
                Map.entry("run", runTest));
    }

    /**
     * Runs a file.
     *
     * @throws IOException if it cannot be read
     */
    public FileResult run(Path path) throws IOException {
        List<CaseResult> results = new ArrayList<>();
        String source = Files.readString(path);
        int functions = 0;
        try {
            ClifFile file = ClifReader.readFile(source, path.toString());
            functions = file.functions().size();
            if (file.testCommands().isEmpty()) {
                results.add(CaseResult.failed("test", "the file has no test command"));
            }
            FileUnderTest under = new FileUnderTest(path, source, file);
            String missing = missingFeature(file);
            for (String command : file.testCommands()) {
                if (missing.isEmpty()) {
                    runCommand(under, command, results);
                } else {
                    results.add(CaseResult.skipped(command, "feature " + missing + " is not there"));
                }
            }
        } catch (ClifSyntaxException e) {
            results.add(CaseResult.failed("parse", String.valueOf(e.getMessage())));
        }
        return new FileResult(path, functions, results);
    }

    /** A feature that the file asks for; there are none, so files that ask for the absence of one are run. */
    private static String missingFeature(ClifFile file) {
        for (String feature : file.features()) {
            if (!feature.startsWith("!")) {
                return feature;
            }
        }
        return "";
    }

    private void runCommand(FileUnderTest file, String command, List<CaseResult> results) {
        List<String> words = List.of(command.split("\\s+"));
        SubTest test = tests.get(words.get(0));
        if (test == null) {
            results.add(CaseResult.skipped(command, "no such test"));
            return;
        }
        try {
            test.run(file, words.subList(1, words.size()), results);
        } catch (IllegalArgumentException e) {
            results.add(CaseResult.failed(command, String.valueOf(e.getMessage())));
        }
    }

    @Override
    public void close() {
        runTest.close();
    }
}
