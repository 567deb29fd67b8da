package dev.gantry.filetests;

import dev.gantry.clif.ir.Function;
import dev.gantry.clif.text.ClifFunction;
import dev.gantry.clif.text.ClifReader;
import dev.gantry.clif.text.ClifSyntaxException;
import java.util.List;
import java.util.Optional;

/** Tests that print something about each function and check the text: {@code cat}, {@code print-cfg}. */
final class PrintTest implements SubTest {
    /** Prints something about a function. */
    interface Printer {
        String print(Function function);
    }

    private final String name;
    private final Printer printer;
    private final boolean readsBack;

    private PrintTest(String name, Printer printer, boolean readsBack) {
        this.name = name;
        this.printer = printer;
        this.readsBack = readsBack;
    }

    /** A test of text that is only checked. */
    static PrintTest of(String name, Printer printer) {
        return new PrintTest(name, printer, false);
    }

    /** A test of text that moreover gives itself when read and printed. */
    static PrintTest readingBack(String name, Printer printer) {
        return new PrintTest(name, printer, true);
    }

    @Override
    public void run(FileUnderTest file, List<String> options, List<CaseResult> results) {
        for (ClifFunction function : file.file().functions()) {
            String text = printer.print(function.function());
            Optional<String> problem = new FileCheck(file.comments(function)).check(text);
            if (problem.isEmpty() && readsBack) {
                problem = readBack(text);
            }
            if (problem.isPresent()) {
                results.add(CaseResult.failed(name, function.function() + ": " + problem.get()));
                return;
            }
        }
        results.add(CaseResult.passed(name));
    }

    private Optional<String> readBack(String text) {
        try {
            String again = printer.print(ClifReader.readFunction(text));
            return again.equals(text)
                    ? Optional.empty()
                    : Optional.of("prints as\n" + text + "which reads and prints as\n" + again);
        } catch (ClifSyntaxException e) {
            return Optional.of("prints as\n" + text + "which does not read: " + e.getMessage());
        }
    }
}
