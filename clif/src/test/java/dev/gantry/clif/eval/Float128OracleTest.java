package dev.gantry.clif.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.clif.eval.Float128.Direction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@link Float128} against the C compiler's {@code _Float128}: operands are written to a file, a C program compiled here computes every operation of them, and all results are
 * compared bit by bit, NaNs only for being NaNs. Says so and does nothing where there is no compiler.
 */
class Float128OracleTest {
    private static final int CASES = 40_000;
    private static final int OPERATIONS = 11;

    private static final String PROGRAM = """
            #define __STDC_WANT_IEC_60559_TYPES_EXT__
            #include <math.h>
            #include <stdio.h>
            typedef _Float128 Q;
            int main(int argc, char **argv) {
              FILE *in = fopen(argv[1], "rb"), *out = fopen(argv[2], "wb");
              Q v[3];
              while (fread(v, 16, 3, in) == 3) {
                Q r[14] = {0};
                r[0] = v[0] + v[1]; r[1] = v[0] - v[1]; r[2] = v[0] * v[1]; r[3] = v[0] / v[1];
                r[4] = sqrtf128(v[0]); r[5] = fmaf128(v[0], v[1], v[2]);
                r[6] = ceilf128(v[0]); r[7] = floorf128(v[0]); r[8] = truncf128(v[0]); r[9] = rintf128(v[0]);
                double d = (double) v[0]; float f = (float) v[0];
                *(double *) &r[10] = d; *(float *) ((char *) &r[10] + 8) = f;
                fwrite(r, 16, 11, out);
              }
              return fclose(out);
            }
            """;

    @TempDir
    Path dir = Path.of("");

    private final Random random = new Random(113);

    @Test
    void everyOperation() throws IOException, InterruptedException {
        Path source = Files.writeString(dir.resolve("oracle.c"), PROGRAM);
        Path program = dir.resolve("oracle");
        if (!runs(List.of("gcc", "-O1", "-o", program.toString(), source.toString(), "-lm"))) {
            System.out.println("skipped: Float128OracleTest, no C compiler with _Float128 here");
            return;
        }
        Float128[] operands = new Float128[3 * CASES];
        ByteBuffer in = ByteBuffer.allocate(16 * operands.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < operands.length; i++) {
            operands[i] =
                    i % 3 == 0 ? any() : i % 3 == 1 ? near(operands[i - 1]) : addend(operands[i - 2], operands[i - 1]);
            in.putLong(operands[i].lo()).putLong(operands[i].hi());
        }
        Path inFile = Files.write(dir.resolve("in"), in.array());
        Path outFile = dir.resolve("out");
        assertThat(runs(List.of(program.toString(), inFile.toString(), outFile.toString())))
                .isTrue();
        ByteBuffer out = ByteBuffer.wrap(Files.readAllBytes(outFile)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(out.capacity()).isEqualTo(16 * OPERATIONS * CASES);
        for (int i = 0; i < CASES; i++) {
            check(operands[3 * i], operands[3 * i + 1], operands[3 * i + 2], out);
        }
    }

    private static boolean runs(List<String> command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private Float128 any() {
        long top = random.nextLong();
        long bottom = random.nextLong();
        switch (random.nextInt(6)) {
            case 0 -> bottom = 0;
            case 1 -> {
                bottom &= -1L << random.nextInt(64);
                top &= 0xffff_0000_0000_0000L | random.nextLong() & random.nextLong();
            }
            // Around the numbers that have a fraction, and those of f32 and f64.
            case 2 -> top = top & 0x8000_ffff_ffff_ffffL | 0x3ffdL + random.nextInt(116) << 48;
            case 3 -> top = top & 0x8000_ffff_ffff_ffffL | 0x3fffL + random.nextInt(2300) - 1150 << 48;
            case 4 -> top &= 0x8000_ffff_ffff_ffffL;
            default -> {}
        }
        return new Float128(bottom, top);
    }

    /** One whose exponent is within 130 of another's. */
    private Float128 near(Float128 x) {
        Float128 y = any();
        if (random.nextInt(4) == 0) {
            return y;
        }
        long field = (x.hi() >>> 48 & 0x7fff) + random.nextInt(261) - 130;
        return new Float128(y.lo(), y.hi() & 0x8000_ffff_ffff_ffffL | Math.max(0, Math.min(0x7fff, field)) << 48);
    }

    private Float128 addend(Float128 x, Float128 y) {
        Float128 product = x.multiply(y);
        return switch (random.nextInt(4)) {
            case 0 -> any();
            case 1 -> new Float128(product.lo(), product.hi() ^ Long.MIN_VALUE);
            default -> near(product);
        };
    }

    private static void check(Float128 x, Float128 y, Float128 z, ByteBuffer out) {
        Float128[] results = {
            x.add(y),
            x.subtract(y),
            x.multiply(y),
            x.divide(y),
            x.sqrt(),
            x.fma(y, z),
            x.toIntegral(Direction.UP),
            x.toIntegral(Direction.DOWN),
            x.toIntegral(Direction.TOWARD_ZERO),
            x.toIntegral(Direction.NEAREST)
        };
        for (int i = 0; i < results.length; i++) {
            Float128 expected = new Float128(out.getLong(), out.getLong());
            if (!expected.isNan() || !results[i].isNan()) {
                assertThat(results[i])
                        .as("operation %d of %s, %s, %s", i, x, y, z)
                        .isEqualTo(expected);
            }
        }
        long asDouble = out.getLong();
        long asFloat = out.getLong() & 0xffff_ffffL;
        assertThat(x.to(64)).as("%s", x).isEqualTo(asDouble);
        assertThat(x.to(32)).as("%s", x).isEqualTo(asFloat);
        if (!x.isNan()) {
            assertThat(Float128.of(64, asDouble).to(64)).isEqualTo(asDouble);
        }
    }
}
