package dev.gantry.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.clif.ir.Function;
import dev.gantry.clif.text.ClifReader;
import dev.gantry.codegen.x64.X64Flags;
import org.junit.jupiter.api.Test;

/** Big functions compile in time proportional to their size: eight times the size may take little more than eight times as long. */
final class LinearTimeTest {
    private final Compiler compiler =
            new Compiler(TargetIsa.x64(Settings.DEFAULT.withVerifier(false), X64Flags.BASELINE));

    @Test
    void aHundredThousandInstructions() {
        assertLinear(LinearTimeTest::straight, 100_000);
    }

    @Test
    void tenThousandBlocksOneAfterTheOther() {
        assertLinear(LinearTimeTest::diamonds, 10_000);
    }

    @Test
    void tenThousandBlocksThatLeaveToOneExit() {
        assertLinear(LinearTimeTest::exits, 10_000);
    }

    @Test
    void tenThousandTargetsOfOneTable() {
        assertLinear(LinearTimeTest::table, 10_000);
    }

    @Test
    void aHundredThousandNegationsOfACondition() {
        assertLinear(LinearTimeTest::negations, 100_000);
    }

    @Test
    void anAddressOfAHundredThousandAdditions() {
        assertLinear(LinearTimeTest::additions, 100_000);
    }

    private static String negations(int size) {
        StringBuilder text = new StringBuilder(
                "function %f(i32, i32) -> i32 {\nblock0(v0: i32, v1: i32):\n    v2 = iconst.i8 0\n    v3 = icmp slt v0, v1\n");
        for (int i = 4; i < size; i++) {
            text.append("    v%d = icmp eq v%d, v2\n".formatted(i, i - 1));
        }
        return text.append("    brif v%d, block1, block2\nblock1:\n    return v0\nblock2:\n    return v1\n}\n"
                        .formatted(size - 1))
                .toString();
    }

    private static String additions(int size) {
        StringBuilder text = new StringBuilder(
                "function %f(i64) -> i64 {\nblock0(v0: i64):\n    v1 = iconst.i64 1\n    v2 = iadd v0, v1\n");
        for (int i = 3; i < size; i++) {
            text.append("    v%d = iadd v%d, v1\n".formatted(i, i - 1));
        }
        return text.append("    v%d = load.i64 v%d\n    return v%d\n}\n".formatted(size, size - 1, size))
                .toString();
    }

    private interface Source {
        String text(int size);
    }

    private void assertLinear(Source source, int size) {
        compile(source.text(size / 8));
        long small = Math.max(compile(source.text(size / 8)), 2_000_000);
        long large = compile(source.text(size));
        assertThat(large)
                .as("ns for size %d, against %d ns for an eighth of it", size, small)
                .isLessThan(small * 40);
    }

    private long compile(String text) {
        Function function = ClifReader.readFunction(text);
        long start = System.nanoTime();
        CompiledFunction compiled = compiler.compile(function);
        assertThat(compiled.code().codeSize()).isPositive();
        return System.nanoTime() - start;
    }

    private static String straight(int size) {
        StringBuilder text = new StringBuilder("function %f(i64, i64) -> i64 {\nblock0(v0: i64, v1: i64):\n");
        for (int i = 2; i < size; i++) {
            String op = i % 7 == 0 ? "load.i64 v" + (i - 1) : "bxor v" + (i - 1) + ", v" + Math.max(0, i - 2 - i % 31);
            text.append("    v").append(i).append(" = ").append(op).append('\n');
        }
        return text.append("    return v").append(size - 1).append("\n}\n").toString();
    }

    private static String diamonds(int size) {
        StringBuilder text = new StringBuilder("function %f(i64) -> i64 {\nblock0(v0: i64):\n    jump block1(v0)\n");
        int blocks = size / 3;
        for (int i = 0; i < blocks; i++) {
            int b = 3 * i + 1;
            text.append("block%d(v%d: i64):\n    brif v%d, block%d, block%d\n".formatted(b, b, b, b + 1, b + 2));
            text.append("block%d:\n    v%d = iadd v%d, v0\n    jump block%d(v%d)\n"
                    .formatted(b + 1, b + 1, b, b + 3, b + 1));
            text.append("block%d:\n    v%d = isub v%d, v0\n    jump block%d(v%d)\n"
                    .formatted(b + 2, b + 2, b, b + 3, b + 2));
        }
        int last = 3 * blocks + 1;
        return text.append("block%d(v%d: i64):\n    return v%d\n}\n".formatted(last, last, last))
                .toString();
    }

    private static String exits(int size) {
        StringBuilder text = new StringBuilder("function %f(i64) -> i64 {\nblock0(v0: i64):\n    jump block1\n");
        for (int i = 1; i < size; i++) {
            text.append("block%d:\n    v%d = iadd v%d, v0\n    brif v%d, block%d(v%d), block%d\n"
                    .formatted(i, i, i - 1, i, size + 1, i, i + 1));
        }
        text.append("block%d:\n    jump block%d(v0)\n".formatted(size, size + 1));
        return text.append("block%d(v%d: i64):\n    return v%d\n}\n".formatted(size + 1, size + 1, size + 1))
                .toString();
    }

    private static String table(int size) {
        StringBuilder text =
                new StringBuilder("function %f(i32) -> i32 {\nblock0(v0: i32):\n    br_table v0, block1, [");
        for (int i = 0; i < size; i++) {
            text.append(i == 0 ? "block" : ", block").append(i + 1);
        }
        text.append("]\n");
        for (int i = 1; i <= size; i++) {
            text.append("block%d:\n    v%d = iconst.i32 %d\n    return v%d\n".formatted(i, i, i, i));
        }
        return text.append("}\n").toString();
    }
}
