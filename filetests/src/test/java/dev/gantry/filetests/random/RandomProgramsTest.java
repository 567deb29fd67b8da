package dev.gantry.filetests.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.clif.interp.Interpreter;
import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.TrapCode;
import dev.gantry.clif.text.ClifReader;
import dev.gantry.clif.text.DataValue;
import dev.gantry.codegen.CompiledFunction;
import dev.gantry.codegen.Compiler;
import dev.gantry.codegen.Settings;
import dev.gantry.codegen.TargetIsa;
import dev.gantry.codegen.x64.X64Flags;
import dev.gantry.link.JitModule;
import dev.gantry.link.NameSymbols;
import dev.gantry.link.NativeInvoker;
import dev.gantry.link.NativeTrapException;
import dev.gantry.link.Symbols;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random programs give the same results and traps evaluated, interpreted and compiled, with the baseline instructions and
 * with all that the machine has.
 *
 * <p>The number of programs is the system property {@code gantry.random.programs}, the first seed {@code gantry.random.seed}. A failure prints the program, the
 * arguments and the seed.
 */
class RandomProgramsTest {
    private static final int PROGRAMS = Integer.getInteger("gantry.random.programs", 300);
    private static final long SEED = Long.getLong("gantry.random.seed", 1);
    private static final int RUNS = 6;

    @Test
    void compiledAndEvaluatedProgramsAgree() {
        Compiler baseline = compiler(X64Flags.BASELINE);
        Compiler host = compiler(X64Flags.detectHost());
        int compared = 0;
        try (NativeInvoker invoker = new NativeInvoker(baseline)) {
            if (!invoker.recognisesTraps()) {
                System.out.println("RandomProgramsTest: skipped, traps are not recognised here");
                return;
            }
            for (long seed = SEED; seed < SEED + PROGRAMS; seed++) {
                String program = RandomProgram.generate(seed);
                compared += compare(seed, program, baseline, invoker);
                compared += compare(seed, program, host, invoker);
            }
        }
        System.out.println("RandomProgramsTest: " + PROGRAMS + " programs, " + compared + " runs compared");
        assertThat(compared).isGreaterThan(PROGRAMS * 3);
    }

    /** A compiler's tables are kept from function to function; the code must not depend on what was compiled before. */
    @Test
    void codeDependsOnTheFunctionAlone() {
        Compiler reused = compiler(X64Flags.BASELINE);
        for (long seed = SEED; seed < SEED + PROGRAMS / 4; seed++) {
            String program = RandomProgram.generate(seed);
            List<Function> functions = ClifReader.readFunctions(program);
            List<Function> again = ClifReader.readFunctions(program);
            for (int i = 0; i < functions.size(); i++) {
                assertThat(reused.compile(functions.get(i)).code().bytes())
                        .as("seed %d, function %d", seed, i)
                        .isEqualTo(compiler(X64Flags.BASELINE)
                                .compile(again.get(i))
                                .code()
                                .bytes());
            }
        }
    }

    private static Compiler compiler(X64Flags flags) {
        return new Compiler(TargetIsa.x64(Settings.DEFAULT.withRegallocChecker(true), flags));
    }

    private static int compare(long seed, String program, Compiler compiler, NativeInvoker invoker) {
        List<Function> functions = ClifReader.readFunctions(program);
        Function main = functions.getLast();
        Evaluator evaluator = new Evaluator(functions);
        Random random = new Random(seed);
        List<long[]> inputs = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            long[] input = new long[main.signature().paramCount()];
            for (int j = 0; j < input.length; j++) {
                input[j] = RandomProgram.value(random, main.signature().param(j).type());
            }
            try {
                expected.add(outcome(evaluator, main, input));
                inputs.add(input);
            } catch (Outcome.Undetermined e) {
                // Nothing to compare with.
            }
        }
        Interpreter interpreter = new Interpreter(functions);
        for (int i = 0; i < inputs.size(); i++) {
            assertThat(outcome(interpreter, main, inputs.get(i)))
                    .as("seed %d, interpreter, arguments %s%n%s", seed, Arrays.toString(inputs.get(i)), program)
                    .isEqualTo(expected.get(i));
        }
        try (JitModule module = link(functions, compiler)) {
            long code = module.address(functions.size() - 1);
            for (int i = 0; i < inputs.size(); i++) {
                assertThat(outcome(invoker, code, main, inputs.get(i)))
                        .as(
                                "seed %d, %s, arguments %s%n%s",
                                seed, compiler.target(), Arrays.toString(inputs.get(i)), program)
                        .isEqualTo(expected.get(i));
            }
        }
        return inputs.size();
    }

    private static JitModule link(List<Function> functions, Compiler compiler) {
        Map<ExternalName, Integer> numbers = new HashMap<>();
        JitModule.Builder builder = JitModule.builder();
        for (Function function : functions) {
            CompiledFunction compiled = compiler.compile(function);
            int number = builder.add(
                    compiled.code(),
                    new NameSymbols(compiled.symbols(), name -> numbers.getOrDefault(name, Symbols.EXTERNAL)));
            numbers.put(function.name(), number);
        }
        return builder.link();
    }

    private static String outcome(Evaluator evaluator, Function main, long[] input) {
        try {
            return results(main, evaluator.run(main, input));
        } catch (Outcome.Trap e) {
            return TrapCode.name(e.code);
        }
    }

    private static String outcome(Interpreter interpreter, Function main, long[] input) {
        List<DataValue> args = new ArrayList<>();
        for (int i = 0; i < input.length; i++) {
            args.add(DataValue.ofBits(main.signature().param(i).type(), input[i]));
        }
        return switch (interpreter.call(main, args)) {
            case dev.gantry.clif.interp.Outcome.Returned returned -> {
                long[] words = new long[returned.results().size()];
                Arrays.setAll(words, i -> returned.results().get(i).word(0));
                yield results(main, words);
            }
            case dev.gantry.clif.interp.Outcome.Trapped trapped -> TrapCode.name(trapped.trapCode());
            case dev.gantry.clif.interp.Outcome.Thrown thrown -> thrown.toString();
            case dev.gantry.clif.interp.Outcome.OutOfSteps outOfSteps -> outOfSteps.toString();
        };
    }

    private static String outcome(NativeInvoker invoker, long code, Function main, long[] input) {
        try {
            return results(main, invoker.invoke(code, main.signature(), input));
        } catch (NativeTrapException e) {
            return TrapCode.name(e.code());
        }
    }

    private static String results(Function main, long[] words) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < words.length; i++) {
            long mask = Scalars.mask(main.signature().result(i).type());
            out.append(i == 0 ? "" : ", ").append(Long.toHexString(words[i] & mask));
        }
        return out.toString();
    }
}
