package dev.gantry.fuzz.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.Type;
import dev.gantry.clif.text.ClifReader;
import dev.gantry.fuzz.coverage.Support;
import dev.gantry.fuzz.run.ClifCase;
import dev.gantry.fuzz.run.ClifFuzzer;
import dev.gantry.fuzz.run.Oracle;
import dev.gantry.fuzz.run.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A fault is planted in the compiler; the reducer has to find out what it is about. */
class ReducerTest {
    private static final long FUEL = 200_000;

    /** Every subtraction of 64 bits becomes an addition. */
    private static void miscompile(Function function) {
        for (int inst = 0; inst < function.dfg.instLimit(); inst++) {
            if (function.dfg.instData(inst) instanceof InstData.Binary data
                    && data.opcode() == Opcode.ISUB
                    && function.dfg.valueType(data.arg0()) == Type.I64) {
                function.dfg.replace(inst, new InstData.Binary(Opcode.IADD, data.arg0(), data.arg1()));
            }
        }
    }

    private static int instructions(Function function) {
        int count = 0;
        for (int block = function.layout.firstBlock(); block >= 0; block = function.layout.nextBlock(block)) {
            for (int inst = function.layout.firstInst(block); inst >= 0; inst = function.layout.nextInst(inst)) {
                count++;
            }
        }
        return count;
    }

    private static int instructions(List<Function> functions) {
        return functions.stream().mapToInt(ReducerTest::instructions).sum();
    }

    @Test
    void plantedMiscompilationIsReducedToAFewInstructions() {
        int reduced = 0;
        try (ClifFuzzer fuzzer = new ClifFuzzer(Support.find(), 1, List.of());
                Oracle oracle = new Oracle(FUEL, ReducerTest::miscompile)) {
            for (long seed = 1; reduced < 2 && seed < 2000; seed++) {
                ClifCase test = fuzzer.test(seed);
                boolean large = test.functions().stream().anyMatch(f -> instructions(f) >= 200);
                Verdict verdict = large ? oracle.judge(test) : new Verdict(Verdict.Kind.AGREE, "", "");
                if (verdict.kind() != Verdict.Kind.DIFFERS) {
                    continue;
                }
                reduced++;
                Reducer reducer = new Reducer(functions -> differs(oracle, test.withFunctions(functions)), 120);
                List<Function> small = reducer.reduce(test.functions());
                System.out.println("ReducerTest: seed " + seed + ", " + instructions(test.functions())
                        + " instructions reduced to " + instructions(small) + " in " + reducer.attempts()
                        + " attempts");
                assertThat(instructions(small)).as(Oracle.print(small)).isLessThan(10);
                assertThat(differs(oracle, test.withFunctions(small))).isTrue();
            }
        }
        assertThat(reduced).isEqualTo(2);
    }

    private static boolean differs(Oracle oracle, ClifCase test) {
        return test.isCallable()
                && oracle.isDetermined(test)
                && oracle.judge(test).kind() == Verdict.Kind.DIFFERS;
    }

    @Test
    void whatThePredicateNeedsStays() {
        List<Function> functions = ClifReader.readFunctions("""
                function %callee(i64, i64) -> i64, i64 fast {
                    ss0 = explicit_slot 8
                block0(v0: i64, v1: i64):
                    v2 = stack_addr.i64 ss0
                    store v0, v2
                    v3 = popcnt v1
                    return v3, v0
                }
                function %main(i64) -> i64 fast {
                    sig0 = (i64, i64) -> i64, i64 fast
                    fn0 = %callee sig0
                block0(v0: i64):
                    brif v0, block1(v0), block2
                block1(v1: i64):
                    v2, v3 = call fn0(v1, v0)
                    jump block2
                block2:
                    return v0
                }
                """);
        Reducer reducer = new Reducer(candidate -> Oracle.print(candidate).contains("popcnt"), 60);
        String text = Oracle.print(reducer.reduce(functions));
        assertThat(text).contains("popcnt").doesNotContain("brif", "call fn", "stack_addr", "ss0", "sig0");
        assertThat(text.lines().count()).isLessThanOrEqualTo(8);
    }
}
