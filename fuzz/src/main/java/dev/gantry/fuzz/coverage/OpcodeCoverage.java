package dev.gantry.fuzz.coverage;

import dev.gantry.clif.ir.AbiParam;
import dev.gantry.clif.ir.Type;
import dev.gantry.clif.text.DataValue;
import dev.gantry.clif.verify.Verifier;
import dev.gantry.codegen.Compiler;
import dev.gantry.codegen.Settings;
import dev.gantry.codegen.TargetIsa;
import dev.gantry.codegen.x64.X64Flags;
import dev.gantry.fuzz.engine.Agreement;
import dev.gantry.fuzz.engine.Answer;
import dev.gantry.fuzz.engine.InterpreterEngine;
import dev.gantry.fuzz.engine.NativeEngine;
import dev.gantry.fuzz.opcodes.Combination;
import dev.gantry.fuzz.opcodes.EdgeValues;
import dev.gantry.fuzz.opcodes.Sample;
import dev.gantry.fuzz.opcodes.Samples;
import dev.gantry.link.NativeInvoker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Tries combinations one by one: the sample is built, verified, interpreted with a few arguments and compiled for each target; where the machine can run it, the answers
 * are compared. For one thread.
 */
public final class OpcodeCoverage implements AutoCloseable {
    private static final long FUEL = 10_000;

    /**
     * What became of a combination.
     *
     * @param combination the combination
     * @param interpreter why the interpreter lacks it; empty if it has it
     * @param targets the same for each target
     * @param differences where an engine failed or answers differ: a fault of one of them
     */
    public record Entry(Combination combination, String interpreter, List<String> targets, List<String> differences) {}

    private final List<Compiler> compilers = new ArrayList<>();
    private final NativeInvoker invoker;
    private final int calls;
    private final long seed;

    /**
     * Coverage on targets.
     *
     * @param targets extensions of the machine to compile for; those that this machine lacks are compiled for only
     * @param calls how often each sample is called
     * @param seed of the arguments
     */
    public OpcodeCoverage(List<X64Flags> targets, int calls, long seed) {
        this.calls = calls;
        this.seed = seed;
        Settings settings =
                Settings.DEFAULT.withPinnedReg(true).withRegallocChecker(true).with("stack_switch_model", "basic");
        for (X64Flags flags : targets) {
            compilers.add(new Compiler(TargetIsa.x64(settings, flags)));
        }
        invoker = new NativeInvoker(new Compiler(TargetIsa.host(settings)));
    }

    /** Tries a combination; nothing if the verifier refuses it. */
    public Optional<Entry> attempt(Combination combination) {
        Optional<Sample> sample = Samples.of(combination, "sample");
        if (sample.isEmpty() || !Verifier.verify(sample.get().main(), Type.I64).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(attempt(combination, sample.get()));
    }

    private Entry attempt(Combination combination, Sample sample) {
        List<List<DataValue>> inputs = inputs(sample);
        List<Answer> expected = new ArrayList<>();
        List<String> differences = new ArrayList<>();
        InterpreterEngine interpreter = new InterpreterEngine(sample.functions(), FUEL);
        String interpreterLacks = "";
        for (List<DataValue> input : inputs) {
            Answer answer = interpreter.call(sample.main(), input);
            expected.add(answer);
            interpreterLacks = lack(answer, interpreterLacks, differences);
        }
        List<String> lacks = new ArrayList<>();
        for (Compiler compiler : compilers) {
            List<Answer> known = interpreterLacks.isEmpty() ? expected : List.of();
            lacks.add(onTarget(combination, compiler, inputs, known, differences));
        }
        return new Entry(combination, interpreterLacks, lacks, differences);
    }

    private static String lack(Answer answer, String before, List<String> differences) {
        if (answer instanceof Answer.Broken broken) {
            differences.add(broken.reason());
            return broken.reason();
        }
        return answer instanceof Answer.Unsupported unsupported ? unsupported.reason() : before;
    }

    private String onTarget(
            Combination combination,
            Compiler compiler,
            List<List<DataValue>> inputs,
            List<Answer> expected,
            List<String> differences) {
        Sample sample = Samples.of(combination, "sample").orElseThrow();
        if (sample.use() == Sample.Use.COMPILE) {
            Answer obstacle = NativeEngine.compileOnly(compiler, sample.functions());
            return obstacle == null ? "" : lack(obstacle, "", differences);
        }
        try (NativeEngine code = NativeEngine.compile(compiler, sample.functions())) {
            Answer obstacle = code.obstacle();
            if (obstacle != null) {
                return lack(obstacle, "", differences);
            }
            boolean here = X64Flags.detectHost().covers(compiler.target().flags());
            if (!here) {
                return "";
            }
            for (int i = 0; i < inputs.size(); i++) {
                Answer actual = code.call(invoker, 0, inputs.get(i));
                if (actual instanceof Answer.Unsupported || actual instanceof Answer.Broken) {
                    return lack(actual, "", differences);
                }
                @Nullable Answer known = i < expected.size() ? expected.get(i) : null;
                if (sample.use() == Sample.Use.RUN && known != null && !Agreement.agree(known, actual)) {
                    differences.add(compiler.target() + ": " + inputs.get(i) + ": interpreter " + known + ", compiled "
                            + actual);
                }
            }
            return "";
        }
    }

    private List<List<DataValue>> inputs(Sample sample) {
        Random random = new Random(seed ^ sample.combination().toString().hashCode());
        List<List<DataValue>> inputs = new ArrayList<>();
        int count = sample.use() == Sample.Use.COMPILE ? 1 : calls;
        for (int i = 0; i < count; i++) {
            List<DataValue> input = new ArrayList<>();
            for (AbiParam param : sample.main().signature().params()) {
                input.add(EdgeValues.of(param.type(), random));
            }
            inputs.add(input);
        }
        return inputs;
    }

    @Override
    public void close() {
        invoker.close();
    }
}
