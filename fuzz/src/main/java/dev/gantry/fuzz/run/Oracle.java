package dev.gantry.fuzz.run;

import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.Type;
import dev.gantry.clif.text.ClifPrinter;
import dev.gantry.clif.text.ClifReader;
import dev.gantry.clif.text.ClifSyntaxException;
import dev.gantry.clif.verify.Verifier;
import dev.gantry.clif.verify.VerifierError;
import dev.gantry.codegen.Compiler;
import dev.gantry.codegen.Settings;
import dev.gantry.codegen.TargetIsa;
import dev.gantry.fuzz.engine.Agreement;
import dev.gantry.fuzz.engine.Answer;
import dev.gantry.fuzz.engine.InterpreterEngine;
import dev.gantry.fuzz.engine.NativeEngine;
import dev.gantry.link.NativeInvoker;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Judges programs: printed, read and printed again they are the same; the verifier accepts them; the interpreter and compiled code give the same for each of some argument lists. For
 * one thread.
 */
public final class Oracle implements AutoCloseable {
    private final NativeInvoker invoker = new NativeInvoker(new Compiler(TargetIsa.host(Settings.DEFAULT)));
    private final long fuel;
    private final Consumer<Function> plant;
    private long executions;
    private long traps;

    /**
     * An oracle.
     *
     * @param fuel how many instructions one call may take in the interpreter; what takes longer is not judged
     */
    public Oracle(long fuel) {
        this(fuel, function -> {});
    }

    /**
     * An oracle of a compiler with a planted fault: to test what looks for faults.
     *
     * @param plant changes every function before it is compiled
     */
    public Oracle(long fuel, Consumer<Function> plant) {
        this.fuel = fuel;
        this.plant = plant;
    }

    /** How many calls were compared. */
    public long executions() {
        return executions;
    }

    /** How many of them trapped. */
    public long traps() {
        return traps;
    }

    /** The text of functions. */
    public static String print(List<Function> functions) {
        StringBuilder text = new StringBuilder();
        for (Function function : functions) {
            text.append(ClifPrinter.print(function));
        }
        return text.toString();
    }

    /** Judges a case with a compiler made for it. */
    public Verdict judge(ClifCase test) {
        return judge(test, new Compiler(test.isa()));
    }

    /** Judges a case with a compiler for its target. */
    public Verdict judge(ClifCase test, Compiler compiler) {
        List<Function> functions = test.functions();
        for (Function function : functions) {
            List<VerifierError> errors = Verifier.verify(function, Type.I64);
            if (!errors.isEmpty()) {
                return new Verdict(Verdict.Kind.INVALID, "", errors.toString());
            }
        }
        String text = print(functions);
        List<Function> copy;
        try {
            copy = ClifReader.readFunctions(text);
        } catch (ClifSyntaxException e) {
            return new Verdict(Verdict.Kind.UNSTABLE, "not readable", String.valueOf(e.getMessage()));
        }
        if (!print(copy).equals(text)) {
            return new Verdict(Verdict.Kind.UNSTABLE, "printed differently", print(copy));
        }
        InterpreterEngine interpreter = new InterpreterEngine(functions, fuel);
        List<Answer> expected = new ArrayList<>();
        for (ClifCase.Call call : test.calls()) {
            Answer answer = interpreter.call(functions.get(test.number(call.callee())), call.args());
            if (answer instanceof Answer.TooLong) {
                return new Verdict(Verdict.Kind.TOO_LONG, "", "");
            }
            if (answer instanceof Answer.Unsupported unsupported) {
                return new Verdict(Verdict.Kind.UNSUPPORTED, unsupported.reason(), "");
            }
            if (answer instanceof Answer.Broken broken) {
                return broken(broken);
            }
            expected.add(answer);
        }
        copy.forEach(plant);
        return compare(test, copy, expected, compiler);
    }

    /**
     * Whether what the calls of a case do is determined: that it does not depend on where stack slots lie nor on what they hold before they are written to, and that nothing that is
     * said not to trap is outside memory.
     */
    public boolean isDetermined(ClifCase test) {
        InterpreterEngine usual = new InterpreterEngine(test.functions(), fuel);
        InterpreterEngine disturbed = new InterpreterEngine(test.functions(), fuel);
        disturbed.disturb();
        for (ClifCase.Call call : test.calls()) {
            Function callee = test.functions().get(test.number(call.callee()));
            if (!Agreement.agree(usual.call(callee, call.args()), disturbed.call(callee, call.args()))) {
                return false;
            }
        }
        return true;
    }

    private Verdict compare(ClifCase test, List<Function> functions, List<Answer> expected, Compiler compiler) {
        try (NativeEngine code = NativeEngine.compile(compiler, functions)) {
            Answer obstacle = code.obstacle();
            if (obstacle instanceof Answer.Broken broken) {
                return broken(broken);
            }
            for (int i = 0; i < test.calls().size(); i++) {
                ClifCase.Call call = test.calls().get(i);
                Answer actual = code.call(invoker, test.number(call.callee()), call.args());
                if (actual instanceof Answer.Unsupported unsupported) {
                    return new Verdict(Verdict.Kind.UNSUPPORTED, unsupported.reason(), "");
                }
                if (actual instanceof Answer.Broken broken) {
                    return broken(broken);
                }
                executions++;
                if (actual instanceof Answer.Trapped) {
                    traps++;
                }
                if (!Agreement.agree(expected.get(i), actual)) {
                    return new Verdict(
                            Verdict.Kind.DIFFERS,
                            "",
                            call + ": interpreter " + expected.get(i) + ", compiled " + actual);
                }
            }
        }
        return Verdict.AGREE;
    }

    /** What is the same for all programs: the pass and the first words of the message, without what depends on function, target and numbers. */
    private static Verdict broken(Answer.Broken broken) {
        String line = broken.reason().lines().findFirst().orElse("");
        int of = line.indexOf(" of %");
        int exception = line.indexOf("Exception: ");
        String kept = of < 0 || exception < of ? line : line.substring(0, of) + ": " + line.substring(exception + 11);
        StringBuilder reason = new StringBuilder();
        for (int i = 0; i < kept.length() && kept.charAt(i) != '['; i++) {
            char c = kept.charAt(i);
            if (c < '0' || c > '9') {
                reason.append(c);
            }
        }
        return new Verdict(Verdict.Kind.BROKEN, reason.toString(), broken.reason());
    }

    @Override
    public void close() {
        invoker.close();
    }
}
