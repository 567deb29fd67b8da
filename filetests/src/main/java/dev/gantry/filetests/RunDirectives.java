package dev.gantry.filetests;

import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.Signature;
import dev.gantry.clif.ir.TrapCode;
import dev.gantry.clif.text.ClifFunction;
import dev.gantry.clif.text.ClifSyntaxException;
import dev.gantry.clif.text.Comment;
import dev.gantry.clif.text.DataValue;
import dev.gantry.clif.text.RunDirective;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Does what the {@code ; run:} comments of a file ask for. A case is skipped if any of them needs what the engine does
 * not have; whatever can be run is run all the same, and has to give the right result.
 */
final class RunDirectives {
    private final FileUnderTest file;
    private final List<ClifFunction> functions;
    private final Map<ExternalName, Integer> byName = new HashMap<>();
    private final StringBuilder failures = new StringBuilder();
    private String unsupported = "";
    private @Nullable PrintWriter out;
    private int ran;
    private int skipped;

    RunDirectives(FileUnderTest file) {
        this.file = file;
        this.functions = file.file().functions();
        for (int i = 0; i < functions.size(); i++) {
            byName.put(functions.get(i).function().name(), i);
        }
    }

    /** Has what {@code print:} directives ask for printed. */
    RunDirectives printingTo(PrintWriter newOut) {
        out = newOut;
        return this;
    }

    /** Runs all directives. */
    CaseResult run(String name, Engine engine, List<String> problems) {
        for (String problem : problems) {
            failures.append('\n').append(problem);
        }
        for (int number = 0; number < functions.size(); number++) {
            for (Comment comment : functions.get(number).comments()) {
                directive(number, comment, engine);
            }
        }
        CaseResult result = CaseResult.passed(name);
        if (!failures.isEmpty()) {
            result = CaseResult.failed(name, failures.toString());
        } else if (skipped > 0) {
            result = CaseResult.skipped(name, unsupported + " (" + ran + " directives ran, " + skipped + " did not)");
        }
        return result.withDirectives(ran, skipped);
    }

    private void fail(Comment comment, String expected, String found) {
        failures.append('\n')
                .append(file.path())
                .append(':')
                .append(comment.line())
                .append(": expected ");
        failures.append(expected).append(", found ").append(found).append("   ").append(comment.text());
    }

    private static String expected(RunDirective directive) {
        return switch (directive.comparison()) {
            case NONE -> "that it returns";
            case TRAPS -> "trap " + TrapCode.name(directive.trapCode());
            case THROWS -> "exception " + list(directive.expected());
            case EQUAL -> list(directive.expected());
            case NOT_EQUAL -> "other than " + list(directive.expected());
            case NON_ZERO -> "not zero";
        };
    }

    /** Values as directives write them. */
    static String list(List<DataValue> values) {
        return values.size() == 1 ? values.get(0).toString() : values.toString();
    }

    /**
     * A directive runs the function before it, even if by mistake it names another that has directives of its own; where several
     * functions stand before their directives, the one that it names.
     */
    private int find(@Nullable ExternalName name, int following) {
        Integer named = name == null ? null : byName.get(name);
        return named == null || hasDirectives(named) ? following : named;
    }

    private boolean hasDirectives(int function) {
        for (Comment comment : functions.get(function).comments()) {
            if (comment.text().startsWith("; run")) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Signature signature(ExternalName name, int following) {
        return byName.containsKey(name)
                ? functions.get(find(name, following)).function().signature()
                : null;
    }

    private void directive(int number, Comment comment, Engine engine) {
        RunDirective directive;
        try {
            directive = RunDirective.parse(
                    comment.text(), file.path().toString(), comment.line(), name -> signature(name, number));
        } catch (ClifSyntaxException e) {
            failures.append('\n').append(e.getMessage());
            return;
        }
        if (directive == null) {
            return;
        }
        switch (engine.call(find(directive.callee(), number), directive.args())) {
            case Engine.Call.Unsupported call -> {
                skipped++;
                unsupported = call.reason();
            }
            case Engine.Call.Trapped call -> {
                ran++;
                if (directive.comparison() != RunDirective.Comparison.TRAPS || call.code() != directive.trapCode()) {
                    fail(comment, expected(directive), "trap " + TrapCode.name(call.code()));
                }
            }
            case Engine.Call.Thrown call -> {
                ran++;
                if (directive.comparison() != RunDirective.Comparison.THROWS
                        || !call.values().equals(directive.expected())) {
                    fail(comment, expected(directive), "exception " + list(call.values()));
                }
            }
            case Engine.Call.Returned call -> {
                ran++;
                if (out != null && directive.kind() == RunDirective.Kind.PRINT) {
                    out.println(comment.text().replaceFirst("^[; ]*print: *", "") + " = " + list(call.results()));
                }
                if (!holds(directive, call.results())) {
                    fail(comment, expected(directive), list(call.results()));
                }
            }
        }
    }

    private static boolean holds(RunDirective directive, List<DataValue> results) {
        return switch (directive.comparison()) {
            case NONE -> true;
            case TRAPS, THROWS -> false;
            case EQUAL -> results.equals(directive.expected());
            case NOT_EQUAL -> !results.equals(directive.expected());
            case NON_ZERO -> !results.isEmpty() && results.get(0).isNonZero();
        };
    }
}
