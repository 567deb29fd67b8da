package dev.gantry.clif.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.Type;
import dev.gantry.clif.text.ClifReader;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class VerifierTest {
    private static void assertErrors(String body, String... messages) {
        Function function = ClifReader.readFunction("function %f(i32, i64) -> i32 {\n" + body + "\n}\n");
        List<VerifierError> errors = Verifier.verify(function, Type.I64);
        assertThat(errors).as("%s", errors).hasSize(messages.length);
        for (int i = 0; i < messages.length; i++) {
            assertThat(errors.get(i).toString()).contains(messages[i]);
        }
    }

    @Test
    void goodFunction() {
        assertErrors("block0(v0: i32, v1: i64):\n v2 = load.i32 v1+4\n v3 = iadd v0, v2\n return v3");
    }

    @Test
    void structure() {
        assertErrors("block0(v0: i32, v1: i64):", "block0: block0 cannot be empty");
        assertErrors("block0(v0: i32, v1: i64):\n nop", "block0: block0 does not end in a terminator");
        assertErrors("block0(v0: i32, v1: i64):\n jump block7", "inst0: invalid block reference block7");
        assertErrors(
                "block0(v0: i32, v1: i64):\n jump block0(v0, v1)", "inst0: invalid reference to entry block block0");
    }

    @Test
    void allErrorsAreReported() {
        assertErrors(
                """
                block0(v0: i32, v1: i64):
                    v2 = iadd.i32 v1, v0
                    store readonly v0, v0
                    v3 = iconst.i32 1
                    v4 = uextend.i32 v3
                    return v1
                """,
                "inst0 (iadd v1, v0): expected result 0 to have type i64, found i32",
                "inst0 (iadd v1, v0): arg 1 (v0) has type i32, expected i64",
                "inst1 (store readonly v0, v0): invalid pointer width (got 32, expected 64) encountered v0",
                "inst1 (store readonly v0, v0): A store instruction cannot have the `readonly` MemFlag",
                "inst3 (uextend.i32 v3): arg 0 (v3) with type i32 failed to satisfy type set NARROWER i32",
                "inst4 (return v1): result 0 has type i64, must match function signature of i32");
    }

    @Test
    void dominance() {
        assertErrors("""
                block0(v0: i32, v1: i64):
                    brif v0, block1, block2
                block1:
                    v2 = iconst.i32 1
                    jump block3
                block2:
                    jump block3
                block3:
                    return v2
                """, "inst4 (return v2): uses value v2 from non-dominating inst1");
        assertErrors("""
                block0(v0: i32, v1: i64):
                    return v0
                block1:
                    v3 = iadd.i32 v2, v0
                    jump block2
                block2:
                    v2 = iconst.i32 1
                    jump block1
                """);
    }

    /** Dominators against the definition: a dominates b if b cannot be reached without a. */
    @Test
    void dominatorsOfRandomGraphs() {
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            int n = 2 + random.nextInt(14);
            int[][] dests = new int[n][2];
            StringBuilder text = new StringBuilder("function %g(i32) {\n");
            for (int b = 0; b < n; b++) {
                text.append("block").append(b).append(b == 0 ? "(v0: i32):\n" : ":\n");
                dests[b][0] = 1 + random.nextInt(n - 1);
                dests[b][1] = random.nextInt(3) == 0 ? Math.min(n - 1, b + 1) : 1 + random.nextInt(n - 1);
                dests[b][1] = Math.max(1, dests[b][1]);
                text.append(" brif.i32 v0, block").append(dests[b][0]);
                text.append(", block").append(dests[b][1]).append('\n');
            }
            Dominators dominators =
                    new Dominators(ClifReader.readFunction(text.append("}\n").toString()));
            BitSet all = reach(dests, -1);
            for (int a = 0; a < n; a++) {
                assertThat(dominators.isReachable(a)).isEqualTo(all.get(a));
                BitSet without = reach(dests, a);
                for (int b = 0; b < n; b++) {
                    boolean expected = all.get(a) && all.get(b) && !without.get(b);
                    assertThat(dominators.dominates(a, b))
                            .as("seed %d: %d, %d", seed, a, b)
                            .isEqualTo(expected);
                }
            }
        }
    }

    private static BitSet reach(int[][] dests, int without) {
        BitSet seen = new BitSet();
        List<Integer> work = new ArrayList<>();
        if (without != 0) {
            work.add(0);
            seen.set(0);
        }
        while (!work.isEmpty()) {
            for (int to : dests[work.removeLast()]) {
                if (to != without && !seen.get(to)) {
                    seen.set(to);
                    work.add(to);
                }
            }
        }
        return seen;
    }

    @Test
    @Timeout(20)
    void manyBlocksAreLinear() {
        StringBuilder text = new StringBuilder("function %g(i32) {\nblock0(v0: i32):\n jump block1\n");
        int n = 50_000;
        for (int b = 1; b < n; b++) {
            text.append("block")
                    .append(b)
                    .append(":\n brif.i32 v0, block")
                    .append(b + 1)
                    .append(", block");
            text.append(Math.max(1, b / 2)).append('\n');
        }
        text.append("block").append(n).append(":\n return\n}\n");
        assertThat(Verifier.verify(ClifReader.readFunction(text.toString()))).isEmpty();
    }
}
