package dev.gantry.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.clif.eval.Float128;
import dev.gantry.clif.eval.Float128.Direction;
import dev.gantry.clif.ir.LibCall;
import dev.gantry.codegen.Compiler;
import dev.gantry.codegen.Settings;
import dev.gantry.codegen.TargetIsa;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The library's routines on floats against exact arithmetic: every pair of edges, and random operands of exponents near each other and far apart. */
class LibraryFloatTest {
    private static final int RANDOM = 20_000;
    private static final long[] TOPS = {
        0,
        1,
        0x0000_ffff_ffff_ffffL,
        0x0001_0000_0000_0000L,
        0x0072_0000_0000_0000L,
        0x3f8d_0000_0000_0000L,
        0x3f8e_0000_0000_0000L,
        0x3ffd_ffff_ffff_ffffL,
        0x3ffe_0000_0000_0000L,
        0x3fff_0000_0000_0000L,
        0x3fff_8000_0000_0000L,
        0x4000_0000_0000_0000L,
        0x4000_4000_0000_0000L,
        0x406f_0000_0000_0000L,
        0x407e_0000_0000_0000L,
        0x7ffe_ffff_ffff_ffffL,
        0x7fff_0000_0000_0000L,
        0x7fff_4000_0000_0000L,
        0x7fff_8000_0000_0001L
    };
    private static final long[] BOTTOMS = {0, 1, 1L << 63, -1};

    private final NativeInvoker invoker = new NativeInvoker(new Compiler(TargetIsa.host(Settings.DEFAULT)));
    private final Random random = new Random(754);

    @AfterEach
    void close() {
        invoker.close();
    }

    private static List<Float128> edges() {
        List<Float128> edges = new ArrayList<>();
        for (long top : TOPS) {
            for (long bottom : BOTTOMS) {
                edges.add(new Float128(bottom, top));
                edges.add(new Float128(bottom, top | Long.MIN_VALUE));
            }
        }
        return edges;
    }

    private Float128 any() {
        long top = random.nextLong();
        long bottom = random.nextLong();
        switch (random.nextInt(4)) {
            case 0 -> bottom = 0;
            case 1 -> {
                bottom &= -1L << random.nextInt(64);
                top &= 0xffff_0000_0000_0000L | random.nextLong() & random.nextLong();
            }
            default -> {}
        }
        return new Float128(bottom, top);
    }

    /** One whose exponent is within 130 of another's. */
    private Float128 near(Float128 x) {
        long field = (x.hi() >>> 48 & 0x7fff) + random.nextInt(261) - 130;
        Float128 y = any();
        long clamped = Math.max(0, Math.min(0x7ffe, field));
        return new Float128(y.lo(), y.hi() & 0x8000_ffff_ffff_ffffL | clamped << 48);
    }

    private void binary(LibCall call, BinaryOperator<Float128> exact) {
        for (Float128 x : edges()) {
            for (Float128 y : edges()) {
                check(call, x, y, exact.apply(x, y));
            }
        }
        for (int i = 0; i < RANDOM; i++) {
            Float128 x = any();
            Float128 y = (i & 1) == 0 ? near(x) : any();
            check(call, x, y, exact.apply(x, y));
        }
    }

    private void check(LibCall call, Float128 x, Float128 y, Float128 expected) {
        long[] result = call(call, x.lo(), x.hi(), y.lo(), y.hi());
        assertThat(new Float128(result[0], result[1]))
                .as("%s of %s, %s", call, hex(x), hex(y))
                .isEqualTo(expected);
    }

    private static String hex(Float128 x) {
        return String.format("%016x_%016x", x.hi(), x.lo());
    }

    private long[] call(LibCall call, long... args) {
        return invoker.invoke(LibraryFunctions.address(call), call.signature(), args);
    }

    @Test
    void sums() {
        binary(LibCall.ADD_F128, Float128::add);
        binary(LibCall.SUB_F128, Float128::subtract);
    }

    @Test
    void products() {
        binary(LibCall.MUL_F128, Float128::multiply);
    }

    @Test
    void quotients() {
        binary(LibCall.DIV_F128, Float128::divide);
    }

    @Test
    void minima() {
        binary(LibCall.FMIN_F128, Float128::min);
        binary(LibCall.FMAX_F128, Float128::max);
    }

    private void unary(LibCall call, UnaryOperator<Float128> exact) {
        List<Float128> operands = edges();
        for (int i = 0; i < RANDOM; i++) {
            Float128 x = any();
            operands.add(x);
            // Around the numbers that have a fraction.
            operands.add(new Float128(x.lo(), x.hi() & 0x8000_ffff_ffff_ffffL | 0x3ffdL + random.nextInt(116) << 48));
        }
        for (Float128 x : operands) {
            long[] result = call(call, x.lo(), x.hi());
            assertThat(new Float128(result[0], result[1]))
                    .as("%s of %s", call, hex(x))
                    .isEqualTo(exact.apply(x));
        }
    }

    @Test
    void roots() {
        unary(LibCall.SQRT_F128, Float128::sqrt);
        for (int i = 0; i < RANDOM; i++) {
            // Squares of numbers of 56 bits, and their neighbours.
            Float128 x = any();
            Float128 root = new Float128(0, x.hi() & 0xffff_ffff_ffffL | 0x3fff_0000_0000_0000L);
            Float128 square = root.multiply(root);
            for (int d = -1; d <= 1; d++) {
                Float128 y = new Float128(square.lo() + d, square.hi() + (square.lo() == 0 && d < 0 ? -1 : 0));
                long[] result = call(LibCall.SQRT_F128, y.lo(), y.hi());
                assertThat(new Float128(result[0], result[1])).as(hex(y)).isEqualTo(y.sqrt());
            }
        }
    }

    @Test
    void integralNumbers() {
        unary(LibCall.CEIL_F128, x -> x.toIntegral(Direction.UP));
        unary(LibCall.FLOOR_F128, x -> x.toIntegral(Direction.DOWN));
        unary(LibCall.TRUNC_F128, x -> x.toIntegral(Direction.TOWARD_ZERO));
        unary(LibCall.NEAREST_F128, x -> x.toIntegral(Direction.NEAREST));
    }

    @Test
    void fusedMultiplyAdd() {
        for (int i = 0; i < 4 * RANDOM; i++) {
            Float128 x = any();
            Float128 y = (i & 1) == 0 ? near(x) : any();
            Float128 product = x.multiply(y);
            Float128 z =
                    (i & 2) == 0 ? near(product) : (i & 4) == 0 ? new Float128(product.lo(), ~product.hi()) : any();
            if ((i & 31) == 3) {
                z = new Float128(product.lo(), product.hi() ^ Long.MIN_VALUE);
            }
            checkFma(x, y, z);
        }
        Float128[] some = {
            new Float128(0, 0),
            new Float128(0, Long.MIN_VALUE),
            new Float128(1, 0),
            new Float128(-1, 0x3fff_ffff_ffff_ffffL),
            new Float128(0, 0xbfff_0000_0000_0000L),
            new Float128(0, 0x7fff_0000_0000_0000L),
            new Float128(0, 0xffff_0000_0000_0000L),
            new Float128(7, 0x7fff_0000_0000_0000L)
        };
        for (Float128 x : some) {
            for (Float128 y : some) {
                for (Float128 z : edges()) {
                    checkFma(x, y, z);
                }
            }
        }
    }

    private void checkFma(Float128 x, Float128 y, Float128 z) {
        long[] result = call(LibCall.FMA_F128, x.lo(), x.hi(), y.lo(), y.hi(), z.lo(), z.hi());
        assertThat(new Float128(result[0], result[1]))
                .as("%s * %s + %s", hex(x), hex(y), hex(z))
                .isEqualTo(x.fma(y, z));
    }

    private long anyNarrow(int bits) {
        long x = random.nextLong();
        if (random.nextInt(4) == 0) {
            x = any().to(bits);
        }
        return bits == 64 ? x : x & (1L << bits) - 1;
    }

    private static boolean isNan(int bits, long x) {
        return Float128.of(bits, x).isNan();
    }

    @Test
    void fusedMultiplyAddOfNarrowerFloats() {
        for (int i = 0; i < 4 * RANDOM; i++) {
            long x = Double.doubleToRawLongBits(random.nextGaussian() * Math.scalb(1.0, random.nextInt(40) - 20));
            long y = (i & 1) == 0 ? anyNarrow(64) : x;
            double a = Double.longBitsToDouble(x);
            double b = Double.longBitsToDouble(y);
            double c = (i & 6) == 0 ? -a * b : Double.longBitsToDouble(anyNarrow(64));
            checkNarrow(
                    64,
                    call(LibCall.FMA_F64, x, y, Double.doubleToRawLongBits(c))[0],
                    Double.doubleToRawLongBits(Math.fma(a, b, c)));
            float f = Float.intBitsToFloat((int) anyNarrow(32));
            float g = (i & 1) == 0 ? (float) a : Float.intBitsToFloat((int) anyNarrow(32));
            float h = (i & 6) == 0 ? -f * g : (i & 8) == 0 ? (float) b : Float.intBitsToFloat((int) anyNarrow(32));
            long[] args = {Float.floatToRawIntBits(f), Float.floatToRawIntBits(g), Float.floatToRawIntBits(h)};
            checkNarrow(
                    32,
                    call(LibCall.FMA_F32, args)[0] & 0xffff_ffffL,
                    Float.floatToRawIntBits(Math.fma(f, g, h)) & 0xffff_ffffL);
            long p = anyNarrow(16);
            long q = anyNarrow(16);
            long r = anyNarrow(16);
            long exact = Float128.of(16, p)
                    .fma(Float128.of(16, q), Float128.of(16, r))
                    .to(16);
            checkNarrow(16, call(LibCall.FMA_F16, p, q, r)[0], exact);
        }
    }

    private static void checkNarrow(int bits, long result, long expected) {
        if (!isNan(bits, expected) || !isNan(bits, result)) {
            assertThat(result).isEqualTo(expected);
        }
    }

    @Test
    void roundingOfNarrowerFloats() {
        for (int i = 0; i < 4 * RANDOM; i++) {
            long x = (i & 1) == 0
                    ? anyNarrow(64)
                    : Double.doubleToRawLongBits(
                            Math.scalb(random.nextInt(1 << 20) - (1 << 19), random.nextInt(6) - 4));
            long y = (i & 1) == 0
                    ? anyNarrow(32)
                    : Float.floatToRawIntBits((float) Double.longBitsToDouble(x)) & 0xffff_ffffL;
            for (Direction direction : Direction.values()) {
                checkNarrow(
                        64,
                        call(routine(direction, false), x)[0],
                        Float128.of(64, x).toIntegral(direction).to(64));
                checkNarrow(
                        32,
                        call(routine(direction, true), y)[0] & 0xffff_ffffL,
                        Float128.of(32, y).toIntegral(direction).to(32));
            }
        }
    }

    private static LibCall routine(Direction direction, boolean single) {
        return switch (direction) {
            case UP -> single ? LibCall.CEIL_F32 : LibCall.CEIL_F64;
            case DOWN -> single ? LibCall.FLOOR_F32 : LibCall.FLOOR_F64;
            case TOWARD_ZERO -> single ? LibCall.TRUNC_F32 : LibCall.TRUNC_F64;
            case NEAREST -> single ? LibCall.NEAREST_F32 : LibCall.NEAREST_F64;
        };
    }

    @Test
    void conversionsBetweenFloats() {
        List<Float128> operands = edges();
        for (int i = 0; i < RANDOM; i++) {
            Float128 x = any();
            operands.add(x);
            // In the range of half floats, of single ones, of double ones, each with what lies around it.
            for (int range : new int[] {40, 300, 2300}) {
                long field = 0x3fff + random.nextInt(range) - range / 2;
                operands.add(new Float128(x.lo(), x.hi() & 0x8000_ffff_ffff_ffffL | field << 48));
            }
        }
        for (Float128 x : operands) {
            assertThat(call(LibCall.F128_TO_F64, x.lo(), x.hi())[0]).as(hex(x)).isEqualTo(x.to(64));
            assertThat(call(LibCall.F128_TO_F32, x.lo(), x.hi())[0] & 0xffff_ffffL)
                    .as(hex(x))
                    .isEqualTo(x.to(32));
            assertThat(call(LibCall.F128_TO_F16, x.lo(), x.hi())[0]).as(hex(x)).isEqualTo(x.to(16));
            long y = x.to(64);
            assertThat(call(LibCall.F64_TO_F16, y)[0])
                    .as("%x", y)
                    .isEqualTo(Float128.of(64, y).to(16));
            checkWidened(LibCall.F64_TO_F128, y, Float128.of(64, y));
            long z = x.to(32);
            assertThat(call(LibCall.F32_TO_F16, z)[0])
                    .as("%x", z)
                    .isEqualTo(Float128.of(32, z).to(16));
            checkWidened(LibCall.F32_TO_F128, z, Float128.of(32, z));
        }
        for (int x = 0; x < 1 << 16; x++) {
            Float128 number = Float128.of(16, x);
            assertThat(call(LibCall.F16_TO_F32, x)[0] & 0xffff_ffffL)
                    .as("%x", x)
                    .isEqualTo(number.to(32));
            assertThat(call(LibCall.F16_TO_F64, x)[0]).as("%x", x).isEqualTo(number.to(64));
            checkWidened(LibCall.F16_TO_F128, x, number);
            if (!number.isNan()) {
                assertThat(number.to(32))
                        .isEqualTo(Float.floatToRawIntBits(Float.float16ToFloat((short) x)) & 0xffff_ffffL);
            }
        }
    }

    private void checkWidened(LibCall call, long x, Float128 expected) {
        long[] result = call(call, x);
        assertThat(new Float128(result[0], result[1])).as("%s of %x", call, x).isEqualTo(expected);
    }

    // ---- Integers ----

    private BigInteger anyInteger(int bits) {
        BigInteger x = new BigInteger(1 + random.nextInt(bits), random);
        if (random.nextBoolean()) {
            // Long runs of equal bits, where ties and carries are.
            x = x.shiftRight(random.nextInt(bits))
                    .shiftLeft(random.nextInt(bits))
                    .subtract(BigInteger.valueOf(random.nextInt(3) - 1));
        }
        return x.mod(BigInteger.ONE.shiftLeft(bits));
    }

    private static BigInteger signed(BigInteger x, int bits) {
        return x.testBit(bits - 1) ? x.subtract(BigInteger.ONE.shiftLeft(bits)) : x;
    }

    /** By the exact sum of two halves, each of which is exact. */
    private static Float128 exact(BigInteger x) {
        BigInteger[] parts = x.divideAndRemainder(BigInteger.ONE.shiftLeft(64));
        return ofParts(parts[0]).fma(new Float128(0, 0x403f_0000_0000_0000L), ofParts(parts[1]));
    }

    private static Float128 ofParts(BigInteger x) {
        BigInteger[] parts = x.divideAndRemainder(BigInteger.ONE.shiftLeft(32));
        Float128 high = Float128.of(64, Double.doubleToRawLongBits(parts[0].doubleValue()));
        Float128 low = Float128.of(64, Double.doubleToRawLongBits(parts[1].doubleValue()));
        return high.fma(Float128.of(64, Double.doubleToRawLongBits(0x1p32)), low);
    }

    @Test
    void fromIntegers() {
        for (int i = 0; i < RANDOM; i++) {
            BigInteger wide = i == 0 ? BigInteger.ZERO : anyInteger(128);
            BigInteger s = signed(wide, 128);
            long lo = wide.longValue();
            long hi = wide.shiftRight(64).longValue();
            checkWide(call(LibCall.U128_TO_F128, lo, hi), exact(wide));
            checkWide(call(LibCall.I128_TO_F128, lo, hi), exact(s));
            assertThat(Double.longBitsToDouble(call(LibCall.U128_TO_F64, lo, hi)[0]))
                    .isEqualTo(wide.doubleValue());
            assertThat(Double.longBitsToDouble(call(LibCall.I128_TO_F64, lo, hi)[0]))
                    .isEqualTo(s.doubleValue());
            assertThat(Float.intBitsToFloat((int) call(LibCall.U128_TO_F32, lo, hi)[0]))
                    .isEqualTo(wide.floatValue());
            assertThat(Float.intBitsToFloat((int) call(LibCall.I128_TO_F32, lo, hi)[0]))
                    .isEqualTo(s.floatValue());
            assertThat(call(LibCall.U128_TO_F16, lo, hi)[0]).isEqualTo(half(wide));
            assertThat(call(LibCall.I128_TO_F16, lo, hi)[0]).isEqualTo(half(s));
            BigInteger narrow = wide.mod(BigInteger.ONE.shiftLeft(64)).shiftRight(random.nextInt(64));
            long word = narrow.longValue();
            checkWide(call(LibCall.U64_TO_F128, word), exact(narrow));
            checkWide(call(LibCall.I64_TO_F128, word), exact(BigInteger.valueOf(word)));
            assertThat(call(LibCall.U64_TO_F16, word)[0]).isEqualTo(half(narrow));
            assertThat(call(LibCall.I64_TO_F16, word)[0]).isEqualTo(half(BigInteger.valueOf(word)));
        }
    }

    private static long half(BigInteger x) {
        return x.abs().bitLength() > 100 ? (x.signum() < 0 ? 0xfc00 : 0x7c00) : exact(x).to(16);
    }

    private static void checkWide(long[] result, Float128 expected) {
        assertThat(new Float128(result[0], result[1])).isEqualTo(expected);
    }

    @Test
    void toIntegers() {
        int[] widths = {1, 7, 8, 16, 31, 32, 63, 64, 128};
        for (int i = 0; i < RANDOM; i++) {
            Float128 x = any();
            long field = 0x3ffd + random.nextInt(134);
            Float128 y = i < 144 ? edges().get(i) : new Float128(x.lo(), x.hi() & 0x8000_ffff_ffff_ffffL | field << 48);
            for (int width : widths) {
                checkToInt(y, width, true);
                checkToInt(y, width, false);
            }
        }
    }

    private void checkToInt(Float128 x, int width, boolean signed) {
        BigInteger least = signed ? BigInteger.ONE.shiftLeft(width - 1).negate() : BigInteger.ZERO;
        BigInteger most = BigInteger.ONE
                .shiftLeft(signed || width == 128 ? width - 1 : width)
                .subtract(BigInteger.ONE);
        BigInteger whole = whole(x);
        BigInteger expected = whole.max(least).min(most);
        boolean fits = expected.equals(whole) || width == 128 && whole.signum() > 0;
        long status = x.isNan() ? 2 : fits ? 0 : 1;
        LibCall fit = signed ? LibCall.F128_FITS_SINT : LibCall.F128_FITS_UINT;
        String what = hex(x) + " to " + width;
        assertThat(call(fit, x.lo(), x.hi(), width)[0]).as(what).isEqualTo(status);
        if (width < 128) {
            LibCall narrow = signed ? LibCall.F128_TO_SINT : LibCall.F128_TO_UINT;
            assertThat(call(narrow, x.lo(), x.hi(), width)[0]).as(what).isEqualTo(expected.longValue());
            return;
        }
        checkWords(call(signed ? LibCall.F128_TO_I128 : LibCall.F128_TO_U128, x.lo(), x.hi()), expected, what);
        long y = x.to(64);
        checkWords(
                call(signed ? LibCall.F64_TO_I128 : LibCall.F64_TO_U128, y),
                whole(Float128.of(64, y)).max(least).min(most),
                what);
        long z = x.to(32);
        checkWords(
                call(signed ? LibCall.F32_TO_I128 : LibCall.F32_TO_U128, z),
                whole(Float128.of(32, z)).max(least).min(most),
                what);
    }

    private static void checkWords(long[] result, BigInteger expected, String what) {
        assertThat(result)
                .as(what)
                .containsExactly(expected.longValue(), expected.shiftRight(64).longValue());
    }

    /** Zero for NaN, and beyond all limits for an infinity. */
    private static BigInteger whole(Float128 x) {
        if (x.isNan()) {
            return BigInteger.ZERO;
        }
        int exponent = (int) (x.hi() >>> 48 & 0x7fff) - 0x3fff - 112;
        BigInteger sig = new BigInteger(Long.toUnsignedString(x.hi() & 0xffff_ffff_ffffL | 1L << 48))
                .shiftLeft(64)
                .add(new BigInteger(Long.toUnsignedString(x.lo())))
                .shiftLeft(Math.max(-200, Math.min(200, exponent)));
        return x.hi() < 0 ? sig.negate() : sig;
    }

    @Test
    void comparisons() {
        List<Float128> all = edges();
        for (int i = 0; i < 200; i++) {
            all.add(any());
        }
        for (Float128 x : all) {
            for (Float128 y : all) {
                long expected = x.isNan() || y.isNan() ? 2 : order(x, y);
                assertThat(call(LibCall.COMPARE_F128, x.lo(), x.hi(), y.lo(), y.hi())[0])
                        .isEqualTo(expected);
            }
        }
    }

    /** The sign of the difference. */
    private static long order(Float128 x, Float128 y) {
        if (x.equals(y)) {
            return 0;
        }
        Float128 difference = x.subtract(y);
        return difference.lo() == 0 && (difference.hi() & Long.MAX_VALUE) == 0 ? 0 : difference.hi() < 0 ? -1 : 1;
    }
}
