package dev.gantry.filetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.gantry.clif.ir.AbiParam;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.Type;
import dev.gantry.clif.text.ClifFile;
import dev.gantry.clif.text.ClifFunction;
import dev.gantry.clif.text.ClifPrinter;
import dev.gantry.clif.text.ClifReader;
import dev.gantry.clif.text.DataValue;
import dev.gantry.clif.verify.Verifier;
import dev.gantry.codegen.Settings;
import dev.gantry.codegen.TargetIsa;
import dev.gantry.codegen.x64.X64Flags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random functions give the same on the interpreter and as native code, with and without the machine's extensions.
 * {@code -Dgantry.fuzz.rounds} says how many are tried, {@code -Dgantry.fuzz.seed} where to start.
 */
class DifferentialTest {
    private static final int FUNCTIONS = 4;
    private static final int CALLS = 4;

    @Test
    void interpreterAndNativeCodeAgree() {
        if (!System.getProperty("os.arch").equals("amd64")) {
            System.out.println("skipped: no native code on this machine");
            return;
        }
        int rounds = Integer.getInteger("gantry.fuzz.rounds", 100);
        long seed = Long.getLong("gantry.fuzz.seed", 1);
        int calls = 0;
        try (NativeCode.Caller caller = new NativeCode.Caller()) {
            for (int round = 0; round < rounds; round++) {
                calls += round(seed + round, caller);
            }
        }
        assertThat(calls).isPositive();
    }

    private static int round(long seed, NativeCode.Caller caller) {
        StringBuilder text = new StringBuilder();
        for (Function function : new RandomFunctions(seed).make(FUNCTIONS)) {
            function.dfg.resolveAllAliases();
            assertThat(Verifier.verify(function, Type.I64)).as("seed %d", seed).isEmpty();
            text.append(ClifPrinter.print(function));
        }
        Optional<String> problem = compare(text.toString(), seed, caller);
        if (problem.isPresent()) {
            String small = new Reducer(t -> compare(t, seed, caller).isPresent()).reduce(text.toString());
            fail("seed %d: %s%n%s", seed, compare(small, seed, caller).orElse("?"), small);
        }
        return FUNCTIONS * CALLS;
    }

    /** What differs, or nothing. */
    private static Optional<String> compare(String text, long seed, NativeCode.Caller caller) {
        ClifFile file = ClifReader.readFile(text, "seed " + seed);
        Engine interpreter = InterpretTest.engine(file.functions(), 100_000);
        X64Flags flags = seed % 2 == 0 ? X64Flags.BASELINE : X64Flags.detectHost();
        Settings settings = Settings.DEFAULT.withRegallocChecker(seed % 8 == 0);
        List<ClifFunction> copy = ClifReader.readFile(text, "copy").functions();
        try (NativeCode code = NativeCode.compile(copy, TargetIsa.x64(settings, flags))) {
            if (!code.problems().isEmpty()) {
                return Optional.of(code.problems().toString());
            }
            for (int number = 0; number < FUNCTIONS; number++) {
                for (int i = 0; i < CALLS; i++) {
                    List<DataValue> args = args(file.functions().get(number).function(), new Random(seed * CALLS + i));
                    Engine.Call expected = interpreter.call(number, args);
                    if (expected instanceof Engine.Call.Unsupported) {
                        return Optional.empty();
                    }
                    Engine.Call actual = caller.call(code, number, args);
                    if (!same(expected, actual)) {
                        return Optional.of("%f" + number + args + ": interpreter: " + expected + ", native: " + actual);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static List<DataValue> args(Function function, Random random) {
        List<DataValue> args = new ArrayList<>();
        for (AbiParam param : function.signature().params()) {
            Type type = param.type();
            long bits =
                    switch (random.nextInt(5)) {
                        case 0 -> random.nextInt(4) - 1;
                        case 1 -> 1L << random.nextInt(64);
                        default -> random.nextLong();
                    };
            if (type == Type.F64 && random.nextBoolean()) {
                bits = Double.doubleToRawLongBits(random.nextGaussian() * 1000);
            } else if (type == Type.F32 && random.nextBoolean()) {
                bits = Float.floatToRawIntBits((float) random.nextGaussian() * 1000);
            }
            args.add(DataValue.ofBits(type, bits));
        }
        return args;
    }

    private static boolean same(Engine.Call expected, Engine.Call actual) {
        if (expected instanceof Engine.Call.Returned e && actual instanceof Engine.Call.Returned a) {
            for (int i = 0; i < e.results().size(); i++) {
                DataValue x = e.results().get(i);
                DataValue y = a.results().get(i);
                if (!x.equals(y) && !(isNan(x) && isNan(y))) {
                    return false;
                }
            }
            return true;
        }
        return expected.equals(actual);
    }

    private static boolean isNan(DataValue value) {
        if (value.type() == Type.F64) {
            return Double.isNaN(Double.longBitsToDouble(value.word(0)));
        }
        return value.type() == Type.F32 && Float.isNaN(Float.intBitsToFloat((int) value.word(0)));
    }
}
