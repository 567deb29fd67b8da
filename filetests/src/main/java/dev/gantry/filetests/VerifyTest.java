package dev.gantry.filetests;

import dev.gantry.clif.ir.Type;
import dev.gantry.clif.text.ClifFunction;
import dev.gantry.clif.text.Comment;
import dev.gantry.clif.verify.Verifier;
import dev.gantry.clif.verify.VerifierError;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code test verifier}: the verifier gives exactly the errors that {@code ; error: text} comments expect, each on the
 * line of what the comment follows and containing the text. Functions without such comments have no errors.
 */
final class VerifyTest implements SubTest {
    private record Expected(int line, String text) {}

    @Override
    public void run(FileUnderTest file, List<String> options, List<CaseResult> results) {
        Set<Type> pointers = new LinkedHashSet<>();
        for (TestTarget target : TestTarget.all(file.file())) {
            pointers.add(target.pointer());
        }
        if (pointers.isEmpty()) {
            pointers.add(Type.INVALID);
        }
        for (Type pointer : pointers) {
            String name = pointer.isInvalid() ? "verifier" : "verifier with pointers of " + pointer;
            List<String> problems = new ArrayList<>();
            for (ClifFunction function : file.file().functions()) {
                verify(function, pointer, problems);
            }
            results.add(
                    problems.isEmpty()
                            ? CaseResult.passed(name)
                            : CaseResult.failed(name, String.join("\n", problems)));
        }
    }

    private static void verify(ClifFunction function, Type pointer, List<String> problems) {
        List<Expected> expected = new ArrayList<>();
        for (Comment comment : function.comments()) {
            int at = comment.text().indexOf("error:");
            if (at >= 0 && comment.text().substring(0, at).chars().allMatch(c -> c == ';' || c == ' ')) {
                String text = comment.text().substring(at + "error:".length()).strip();
                expected.add(new Expected(function.sourceMap().line(comment.entity()), text));
            }
        }
        for (VerifierError error : Verifier.verify(function.function(), pointer)) {
            int line = function.sourceMap().line(error.location());
            Expected match = null;
            for (Expected candidate : expected) {
                if (candidate.line == line && error.message().contains(candidate.text)) {
                    match = candidate;
                    break;
                }
            }
            if (match == null) {
                problems.add("line " + line + ", unexpected: " + error);
            } else {
                expected.remove(match);
            }
        }
        for (Expected missing : expected) {
            problems.add("line " + missing.line + ", no error: " + missing.text);
        }
    }
}
