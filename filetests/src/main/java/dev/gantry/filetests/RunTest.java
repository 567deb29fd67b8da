package dev.gantry.filetests;

import dev.gantry.clif.ir.TrapCode;
import dev.gantry.clif.text.ClifFunction;
import dev.gantry.clif.text.ClifSyntaxException;
import dev.gantry.clif.text.Comment;
import dev.gantry.clif.text.DataValue;
import dev.gantry.clif.text.RunDirective;
import dev.gantry.codegen.TargetIsa;
import java.util.List;
import java.util.Optional;

/**
 * {@code test run}: the functions are compiled and linked, and what the {@code ; run:} comments ask for is called. A
 * case is skipped if any function of the file needs what the back end does not have; whatever can be run is run all the
 * same, and has to give the right result.
 */
final class RunTest implements SubTest, AutoCloseable {
    private final NativeCode.Caller caller = new NativeCode.Caller();

    @Override
    public void run(FileUnderTest file, List<String> options, List<CaseResult> results) {
        boolean any = false;
        for (TestTarget target : TestTarget.all(file.file())) {
            Optional<TargetIsa> isa = HostTarget.isa(target);
            if (isa.isEmpty()) {
                continue;
            }
            any = true;
            String name = "run " + target;
            Optional<String> obstacle = HostTarget.obstacle(target);
            results.add(obstacle.isPresent() ? CaseResult.skipped(name, obstacle.get()) : runOn(file, name, isa.get()));
        }
        if (!any) {
            results.add(CaseResult.skipped("run", "no target of the file has a back end"));
        }
    }

    private CaseResult runOn(FileUnderTest file, String name, TargetIsa isa) {
        Outcome outcome = new Outcome();
        try (NativeCode code = NativeCode.compile(file.freshFunctions(), isa)) {
            for (String problem : code.problems()) {
                outcome.fail(problem);
            }
            for (ClifFunction function : file.file().functions()) {
                for (Comment comment : function.comments()) {
                    directive(file, function, comment, code, outcome);
                }
            }
        }
        return outcome.result(name);
    }

    /** What has been seen of a case. */
    private static final class Outcome {
        private final StringBuilder failures = new StringBuilder();
        private String unsupported = "";
        private int ran;
        private int skipped;

        void fail(String what) {
            failures.append('\n').append(what);
        }

        void skip(String why) {
            skipped++;
            unsupported = why;
        }

        CaseResult result(String name) {
            if (!failures.isEmpty()) {
                return CaseResult.failed(name, failures.toString());
            }
            if (skipped > 0) {
                return CaseResult.skipped(name, unsupported + " (" + ran + " directives ran, " + skipped + " did not)");
            }
            return CaseResult.passed(name);
        }
    }

    private void directive(
            FileUnderTest file, ClifFunction function, Comment comment, NativeCode code, Outcome outcome) {
        RunDirective directive;
        try {
            directive = RunDirective.parse(
                    comment.text(), file.path().toString(), comment.line(), name -> code.signature(name, function));
        } catch (ClifSyntaxException e) {
            outcome.fail(String.valueOf(e.getMessage()));
            return;
        }
        if (directive == null) {
            return;
        }
        int number = code.find(directive.callee(), function);
        Optional<String> reason = code.unsupported(number);
        if (reason.isPresent()) {
            outcome.skip(reason.get());
            return;
        }
        NativeCode.Call call = caller.call(code, number, directive.args());
        switch (call) {
            case NativeCode.Call.Unsupported c -> outcome.skip(c.reason());
            case NativeCode.Call.Trapped c -> {
                outcome.ran++;
                if (directive.comparison() != RunDirective.Comparison.TRAPS || c.code() != directive.trapCode()) {
                    outcome.fail(
                            "line " + comment.line() + ": " + comment.text() + ": trapped: " + TrapCode.name(c.code()));
                }
            }
            case NativeCode.Call.Returned c -> {
                outcome.ran++;
                if (!holds(directive, c.results())) {
                    outcome.fail("line " + comment.line() + ": " + comment.text() + ": got " + c.results());
                }
            }
        }
    }

    private static boolean holds(RunDirective directive, List<DataValue> results) {
        return switch (directive.comparison()) {
            case NONE -> true;
            case TRAPS -> false;
            case EQUAL -> results.equals(directive.expected());
            case NOT_EQUAL -> !results.equals(directive.expected());
            case NON_ZERO -> !results.isEmpty() && results.get(0).isNonZero();
        };
    }

    @Override
    public void close() {
        caller.close();
    }
}
