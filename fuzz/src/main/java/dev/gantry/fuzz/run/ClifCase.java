package dev.gantry.fuzz.run;

import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.Signature;
import dev.gantry.clif.ir.TrapCode;
import dev.gantry.clif.text.ClifFile;
import dev.gantry.clif.text.ClifFunction;
import dev.gantry.clif.text.ClifReader;
import dev.gantry.clif.text.Comment;
import dev.gantry.clif.text.DataValue;
import dev.gantry.clif.text.RunDirective;
import dev.gantry.codegen.Settings;
import dev.gantry.codegen.TargetIsa;
import dev.gantry.codegen.x64.X64Flags;
import dev.gantry.fuzz.engine.Answer;
import dev.gantry.fuzz.engine.InterpreterEngine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is judged: functions, calls of them, and the target. Its text is a file test: settings, a target line, the functions, and a {@code ; run:} line for each call.
 *
 * @param functions the functions; not changed by what is done with the case
 * @param calls what is called
 * @param isa the target
 */
public record ClifCase(List<Function> functions, List<Call> calls, TargetIsa isa) {
    private static final long FUEL = 200_000;

    /**
     * A call.
     *
     * @param callee name of a function of the case
     * @param args its arguments
     */
    public record Call(ExternalName callee, List<DataValue> args) {
        @Override
        public String toString() {
            String text = args.toString();
            return callee + "(" + text.substring(1, text.length() - 1) + ")";
        }
    }

    public ClifCase {
        functions = List.copyOf(functions);
        calls = List.copyOf(calls);
    }

    /** The same with other functions. */
    public ClifCase withFunctions(List<Function> newFunctions) {
        return new ClifCase(newFunctions, calls, isa);
    }

    /** The same with other calls. */
    public ClifCase withCalls(List<Call> newCalls) {
        return new ClifCase(functions, newCalls, isa);
    }

    /** The same on another target. */
    public ClifCase withIsa(TargetIsa newIsa) {
        return new ClifCase(functions, calls, newIsa);
    }

    /** Number of a function by its name, or -1. */
    int number(ExternalName name) {
        for (int i = 0; i < functions.size(); i++) {
            if (functions.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether the calls fit the functions. */
    public boolean isCallable() {
        for (Call call : calls) {
            int number = number(call.callee());
            if (number < 0
                    || functions.get(number).signature().paramCount()
                            != call.args().size()) {
                return false;
            }
            Signature signature = functions.get(number).signature();
            for (int i = 0; i < signature.paramCount(); i++) {
                if (signature.param(i).type() != call.args().get(i).type()) {
                    return false;
                }
            }
        }
        return true;
    }

    // ---- Text ----

    /** The text of a file test; what the calls have to give is what the interpreter gives. */
    public String text() {
        StringBuilder text = new StringBuilder("test interpret\ntest run\n");
        String settings = isa.settings().toString().strip();
        if (!settings.isEmpty()) {
            for (String setting : settings.split(" ")) {
                text.append("set ").append(setting).append('\n');
            }
        }
        text.append("target x86_64").append(isa.flags()).append("\n\n");
        text.append(Oracle.print(functions));
        InterpreterEngine interpreter = new InterpreterEngine(functions, FUEL);
        for (Call call : calls) {
            Function callee = functions.get(number(call.callee()));
            Answer answer = interpreter.call(callee, call.args());
            text.append("; run: ").append(call).append(expected(answer)).append('\n');
        }
        return text.toString();
    }

    private static String expected(Answer answer) {
        return switch (answer) {
            case Answer.Returned returned -> {
                List<DataValue> results = returned.results();
                yield results.isEmpty() ? "" : " == " + (results.size() == 1 ? results.getFirst() : results);
            }
            case Answer.Trapped trapped -> " traps " + TrapCode.name(trapped.code());
            default -> "";
        };
    }

    /**
     * The cases of a file, one for each of its targets of this architecture; without one, the host.
     *
     * @param defaultName for messages
     * @throws dev.gantry.clif.text.ClifSyntaxException if it is not CLIF
     * @throws IllegalArgumentException if a setting or a flag is unknown
     */
    public static List<ClifCase> read(String text, String defaultName) {
        ClifFile file = ClifReader.readFile(text, defaultName);
        List<Function> functions = new ArrayList<>();
        for (ClifFunction function : file.functions()) {
            functions.add(function.function());
        }
        List<Call> calls = new ArrayList<>();
        for (ClifFunction function : file.functions()) {
            for (Comment comment : function.comments()) {
                RunDirective directive = RunDirective.parse(
                        comment.text(), defaultName, comment.line(), name -> signature(functions, name));
                if (directive != null) {
                    ExternalName callee = directive.callee();
                    calls.add(new Call(callee == null ? function.function().name() : callee, directive.args()));
                }
            }
        }
        List<ClifCase> cases = new ArrayList<>();
        for (TargetIsa isa : targets(file)) {
            cases.add(new ClifCase(functions, calls, isa));
        }
        return cases;
    }

    private static @Nullable Signature signature(List<Function> functions, ExternalName name) {
        for (Function function : functions) {
            if (function.name().equals(name)) {
                return function.signature();
            }
        }
        return null;
    }

    private static List<TargetIsa> targets(ClifFile file) {
        Settings settings = Settings.DEFAULT;
        List<TargetIsa> targets = new ArrayList<>();
        for (ClifFile.Directive directive : file.settings()) {
            switch (directive) {
                case ClifFile.Directive.Set set -> {
                    for (String word : set.text().strip().split(" ")) {
                        int equals = word.indexOf('=');
                        settings = equals < 0
                                ? settings.with(word, "true")
                                : settings.with(word.substring(0, equals), word.substring(equals + 1));
                    }
                }
                case ClifFile.Directive.Target target -> {
                    if (target.isa().startsWith("x86_64")) {
                        X64Flags flags = X64Flags.BASELINE;
                        for (String word : target.flags()) {
                            flags = flags.with(word);
                        }
                        targets.add(TargetIsa.x64(settings, flags));
                    }
                }
            }
        }
        if (targets.isEmpty()) {
            targets.add(TargetIsa.host(settings));
        }
        return targets;
    }
}
