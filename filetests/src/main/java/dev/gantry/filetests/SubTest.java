package dev.gantry.filetests;

import java.util.List;

/** A kind of test, named by the first word after {@code test}. */
interface SubTest {
    /**
     * Runs the test on a file.
     *
     * @param file the file
     * @param options what follows the first word
     * @param results gets a result for each target, or one
     */
    void run(FileUnderTest file, List<String> options, List<CaseResult> results);
}
