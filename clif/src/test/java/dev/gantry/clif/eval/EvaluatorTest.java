package dev.gantry.clif.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.clif.ir.FloatCC;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.IntCC;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.TrapCode;
import dev.gantry.clif.ir.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The evaluator against {@link ExactModel}, lane by lane: every opcode that works on lanes, on every type, at edges and at random. */
class EvaluatorTest {
    private static final List<Opcode> INT_UNARY = List.of(Opcode.INEG, Opcode.IABS, Opcode.POPCNT, Opcode.BNOT);
    private static final List<Opcode> SCALAR_UNARY =
            List.of(Opcode.CLZ, Opcode.CTZ, Opcode.CLS, Opcode.BITREV, Opcode.BSWAP);
    private static final List<Opcode> INT_BINARY = List.of(
            Opcode.IADD,
            Opcode.ISUB,
            Opcode.IMUL,
            Opcode.SMIN,
            Opcode.SMAX,
            Opcode.UMIN,
            Opcode.UMAX,
            Opcode.UMULHI,
            Opcode.SMULHI,
            Opcode.BAND,
            Opcode.BOR,
            Opcode.BXOR);
    private static final List<Opcode> VECTOR_BINARY =
            List.of(Opcode.AVG_ROUND, Opcode.UADD_SAT, Opcode.USUB_SAT, Opcode.SADD_SAT, Opcode.SSUB_SAT);
    private static final List<Opcode> DIVISIONS = List.of(Opcode.UDIV, Opcode.SDIV, Opcode.UREM, Opcode.SREM);
    private static final List<Opcode> SHIFTS = List.of(Opcode.ISHL, Opcode.USHR, Opcode.SSHR, Opcode.ROTL, Opcode.ROTR);
    private static final List<Opcode> OVERFLOWS = List.of(
            Opcode.UADD_OVERFLOW,
            Opcode.SADD_OVERFLOW,
            Opcode.USUB_OVERFLOW,
            Opcode.SSUB_OVERFLOW,
            Opcode.UMUL_OVERFLOW,
            Opcode.SMUL_OVERFLOW);
    private static final List<Opcode> CARRIES = List.of(
            Opcode.UADD_OVERFLOW_CIN, Opcode.SADD_OVERFLOW_CIN, Opcode.USUB_OVERFLOW_BIN, Opcode.SSUB_OVERFLOW_BIN);
    private static final List<Opcode> FLOAT_BINARY =
            List.of(Opcode.FADD, Opcode.FSUB, Opcode.FMUL, Opcode.FDIV, Opcode.FMIN, Opcode.FMAX);
    private static final List<Opcode> FLOAT_UNARY =
            List.of(Opcode.SQRT, Opcode.CEIL, Opcode.FLOOR, Opcode.TRUNC, Opcode.NEAREST, Opcode.FNEG, Opcode.FABS);

    private final Evaluator evaluator = new Evaluator();
    private final Random random = new Random(7);
    private int compared;

    private static List<Type> types(boolean floats) {
        List<Type> types = new ArrayList<>();
        for (int lane = Type.I8.id(); lane <= Type.F128.id(); lane++) {
            for (int lanes = 1; lanes <= 16; lanes *= 2) {
                Type type = Type.vector(Type.ofId(lane), lanes);
                if (type.bits() <= 128 && type.hasFloatLanes() == floats) {
                    types.add(type);
                }
            }
        }
        return types;
    }

    // ---- Values ----

    private BigInteger lane(Type type) {
        int bits = type.laneBits();
        BigInteger any = new BigInteger(bits, random);
        if (type.hasFloatLanes()) {
            return floatLane(bits, any);
        }
        return switch (random.nextInt(6)) {
            case 0 -> ExactModel.cut(bits, BigInteger.valueOf(random.nextInt(5) - 2));
            case 1 -> BigInteger.ONE.shiftLeft(bits - 1);
            case 2 -> BigInteger.ONE.shiftLeft(bits - 1).subtract(BigInteger.ONE);
            case 3 -> BigInteger.ONE.shiftLeft(random.nextInt(bits));
            default -> any;
        };
    }

    private BigInteger floatLane(int bits, BigInteger any) {
        BigInteger infinity = ExactModel.infinity(bits, false);
        int fraction = infinity.getLowestSetBit();
        BigInteger sign = random.nextBoolean() ? BigInteger.ZERO : BigInteger.ONE.shiftLeft(bits - 1);
        return switch (random.nextInt(9)) {
            case 0 -> sign;
            case 1 -> sign.or(infinity);
            case 2 -> sign.or(BigInteger.valueOf(random.nextInt(3) + 1));
            case 3 -> sign.or(infinity.subtract(BigInteger.ONE));
            case 4 -> sign.or(infinity).or(BigInteger.valueOf(random.nextInt(2) + 1));
            case 5 -> ExactModel.cut(fraction + 1, any).or(sign);
            case 6, 7 -> {
                // Near one, where sums cancel and halves lie.
                BigInteger bias = infinity.shiftRight(fraction + 1);
                BigInteger field = bias.add(BigInteger.valueOf(random.nextInt(12) - 4));
                BigInteger rest = ExactModel.cut(fraction, any);
                yield sign.or(field.shiftLeft(fraction)).or(random.nextBoolean() ? rest : sparse(fraction, rest));
            }
            default -> any;
        };
    }

    private BigInteger sparse(int fraction, BigInteger rest) {
        return rest.shiftRight(fraction - 3).shiftLeft(fraction - 3);
    }

    private BigInteger value(Type type) {
        BigInteger value = BigInteger.ZERO;
        for (int i = 0; i < type.laneCount(); i++) {
            value = value.or(lane(type).shiftLeft(i * type.laneBits()));
        }
        return value;
    }

    private static BigInteger lane(Type type, BigInteger value, int i) {
        return ExactModel.cut(type.laneBits(), value.shiftRight(i * type.laneBits()));
    }

    private void operand(int i, BigInteger value) {
        evaluator.operand(i, value.longValue(), value.shiftRight(64).longValue());
    }

    private BigInteger result() {
        return Int128.unsigned(evaluator.lo(), evaluator.hi());
    }

    // ---- Comparing ----

    /** What a lane has to be: a number, any NaN, or that the operation traps. */
    private void check(Type type, int i, boolean computed, Supplier<BigInteger> model, String what) {
        compared++;
        BigInteger expected;
        try {
            expected = model.get();
        } catch (ExactModel.NoNumber e) {
            if (String.valueOf(e.getMessage()).equals("NaN")) {
                assertThat(ExactModel.isNan(type.laneBits(), lane(type, result(), i)))
                        .as(what)
                        .isTrue();
            } else {
                assertThat(computed).as(what).isFalse();
                assertThat(TrapCode.name(evaluator.trap())).as(what).isEqualTo(e.getMessage());
            }
            return;
        }
        assertThat(computed).as(what).isTrue();
        assertThat(lane(type, result(), i)).as(what).isEqualTo(expected);
        assertThat(result().bitLength()).as(what).isLessThanOrEqualTo(type.bits());
    }

    private void unary(Opcode opcode, Type type) {
        BigInteger x = value(type);
        operand(0, x);
        boolean computed = evaluator.evaluate(new InstData.Unary(opcode, 0), type, type, type);
        for (int i = 0; i < type.laneCount(); i++) {
            BigInteger lane = lane(type, x, i);
            check(
                    type,
                    i,
                    computed,
                    () -> type.hasFloatLanes()
                            ? ExactModel.floatUnary(opcode, type.laneBits(), lane)
                            : ExactModel.unary(opcode, type.laneBits(), lane),
                    opcode.mnemonic() + ' ' + type + ' ' + lane.toString(16));
        }
    }

    private void binary(Opcode opcode, Type type, Type second) {
        BigInteger x = value(type);
        BigInteger y = random.nextInt(8) == 0 && second == type ? x : value(second);
        operand(0, x);
        operand(1, y);
        boolean computed = evaluator.evaluate(new InstData.Binary(opcode, 0, 0), type, type, type);
        for (int i = 0; i < type.laneCount(); i++) {
            BigInteger a = lane(type, x, i);
            BigInteger b = second == type ? lane(type, y, i) : y;
            check(
                    type,
                    i,
                    computed,
                    () -> type.hasFloatLanes()
                            ? ExactModel.floatBinary(opcode, type.laneBits(), a, b)
                            : ExactModel.binary(opcode, type.laneBits(), a, b),
                    opcode.mnemonic() + ' ' + type + ' ' + a.toString(16) + ' ' + b.toString(16));
        }
    }

    @Test
    void integers() {
        for (Type type : types(false)) {
            for (int round = 0; round < 60; round++) {
                INT_UNARY.forEach(opcode -> unary(opcode, type));
                INT_BINARY.forEach(opcode -> binary(opcode, type, type));
                for (Type amount : List.of(Type.I8, Type.I16, Type.I32, Type.I64, Type.I128)) {
                    SHIFTS.forEach(opcode -> binary(opcode, type, amount));
                }
                if (type.isVector()) {
                    VECTOR_BINARY.forEach(opcode -> binary(opcode, type, type));
                } else {
                    SCALAR_UNARY.stream()
                            .filter(opcode -> opcode.ctrlTypes().contains(type))
                            .forEach(opcode -> unary(opcode, type));
                    DIVISIONS.forEach(opcode -> binary(opcode, type, type));
                }
                if (Opcode.SQMUL_ROUND_SAT.ctrlTypes().contains(type)) {
                    binary(Opcode.SQMUL_ROUND_SAT, type, type);
                    binary(Opcode.X86_PMULHRSW, type, type);
                }
            }
        }
        assertThat(compared).isGreaterThan(100_000);
    }

    @Test
    void overflows() {
        for (Type type : List.of(Type.I8, Type.I16, Type.I32, Type.I64, Type.I128)) {
            for (int round = 0; round < 500; round++) {
                for (Opcode opcode : OVERFLOWS) {
                    overflow(opcode, type, new InstData.Binary(opcode, 0, 0), 0);
                }
                for (Opcode opcode : CARRIES) {
                    overflow(opcode, type, new InstData.Ternary(opcode, 0, 0, 0), random.nextInt(2));
                }
            }
        }
        assertThat(compared).isGreaterThan(10_000);
    }

    private void overflow(Opcode opcode, Type type, InstData data, int carry) {
        BigInteger x = lane(type);
        BigInteger y = lane(type);
        operand(0, x);
        operand(1, y);
        operand(2, BigInteger.valueOf(carry));
        assertThat(evaluator.evaluate(data, type, type, type)).isTrue();
        BigInteger exact = ExactModel.exact(opcode, type.bits(), x, y, carry);
        String what = opcode.mnemonic() + ' ' + type + ' ' + x + ' ' + y + ' ' + carry;
        assertThat(result()).as(what).isEqualTo(ExactModel.cut(type.bits(), exact));
        assertThat(evaluator.second()).as(what).isEqualTo(ExactModel.fits(opcode, type.bits(), exact) ? 0 : 1);
        compared++;
    }

    @Test
    void floats() {
        for (Type type : types(true)) {
            for (int round = 0; round < 600; round++) {
                FLOAT_UNARY.forEach(opcode -> unary(opcode, type));
                FLOAT_BINARY.forEach(opcode -> binary(opcode, type, type));
                fma(type);
            }
        }
        assertThat(compared).isGreaterThan(100_000);
    }

    private void fma(Type type) {
        BigInteger x = value(type);
        BigInteger y = value(type);
        BigInteger z = value(type);
        operand(0, x);
        operand(1, y);
        operand(2, z);
        boolean computed = evaluator.evaluate(new InstData.Ternary(Opcode.FMA, 0, 0, 0), type, type, type);
        for (int i = 0; i < type.laneCount(); i++) {
            BigInteger a = lane(type, x, i);
            BigInteger b = lane(type, y, i);
            BigInteger c = lane(type, z, i);
            String what = "fma " + type + ' ' + a.toString(16) + ' ' + b.toString(16) + ' ' + c.toString(16);
            check(type, i, computed, () -> ExactModel.fma(type.laneBits(), a, b, c), what);
        }
    }

    @Test
    void comparisons() {
        for (boolean floats : new boolean[] {false, true}) {
            for (Type type : types(floats)) {
                for (int round = 0; round < 40; round++) {
                    int conditions = floats ? FloatCC.values().length : IntCC.values().length;
                    for (int condition = 0; condition < conditions; condition++) {
                        compare(type, condition);
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(30_000);
    }

    private void compare(Type type, int condition) {
        boolean floats = type.hasFloatLanes();
        BigInteger x = value(type);
        BigInteger y = random.nextInt(4) == 0 ? x : value(type);
        operand(0, x);
        operand(1, y);
        InstData data = floats
                ? new InstData.FloatCompare(Opcode.FCMP, FloatCC.values()[condition], 0, 0)
                : new InstData.IntCompare(Opcode.ICMP, IntCC.values()[condition], 0, 0);
        Type to = type.asTruthy();
        assertThat(evaluator.evaluate(data, type, to, type)).isTrue();
        for (int i = 0; i < type.laneCount(); i++) {
            BigInteger a = lane(type, x, i);
            BigInteger b = lane(type, y, i);
            boolean holds = floats
                    ? ExactModel.compare(FloatCC.values()[condition], type.laneBits(), a, b)
                    : ExactModel.compare(IntCC.values()[condition], type.laneBits(), a, b);
            BigInteger yes = type.isVector() ? ExactModel.cut(to.laneBits(), BigInteger.valueOf(-1)) : BigInteger.ONE;
            assertThat(lane(to, result(), i))
                    .as("%s %s %s %s", data, type, a.toString(16), b.toString(16))
                    .isEqualTo(holds ? yes : BigInteger.ZERO);
            compared++;
        }
    }

    // ---- Conversions ----

    private void convert(Opcode opcode, Type from, Type to, java.util.function.UnaryOperator<BigInteger> model) {
        BigInteger x = value(from);
        operand(0, x);
        boolean computed = evaluator.evaluate(new InstData.Unary(opcode, 0), to, to, from);
        for (int i = 0; i < to.laneCount(); i++) {
            BigInteger lane = lane(from, x, i);
            String what = opcode.mnemonic() + '.' + to + ' ' + from + ' ' + lane.toString(16);
            check(to, i, computed, () -> model.apply(lane), what);
        }
    }

    @Test
    void conversions() {
        List<Type> ints = types(false);
        List<Type> floats = types(true);
        for (int round = 0; round < 300; round++) {
            for (Type f : floats) {
                for (Type g : floats) {
                    boolean scalars = f.isScalar() && g.isScalar();
                    if (scalars && f != g) {
                        Opcode opcode = f.bits() < g.bits() ? Opcode.FPROMOTE : Opcode.FDEMOTE;
                        convert(opcode, f, g, x -> ExactModel.resized(f.bits(), g.bits(), x));
                    }
                }
                for (Type i : ints) {
                    if (i.laneCount() == f.laneCount()) {
                        between(f, i);
                    }
                }
            }
            for (Type narrow : ints) {
                for (Type wide : ints) {
                    if (narrow.laneCount() == wide.laneCount() && narrow.bits() < wide.bits()) {
                        int n = narrow.laneBits();
                        int w = wide.laneBits();
                        convert(Opcode.UEXTEND, narrow, wide, x -> x);
                        convert(Opcode.SEXTEND, narrow, wide, x -> ExactModel.cut(w, ExactModel.signed(n, x)));
                        convert(Opcode.IREDUCE, wide, narrow, x -> ExactModel.cut(n, x));
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(100_000);
    }

    private void between(Type f, Type i) {
        int fb = f.laneBits();
        int ib = i.laneBits();
        convert(Opcode.FCVT_FROM_SINT, i, f, x -> ExactModel.fromInt(fb, ExactModel.signed(ib, x)));
        convert(Opcode.FCVT_FROM_UINT, i, f, x -> ExactModel.fromInt(fb, x));
        convert(Opcode.FCVT_TO_SINT_SAT, f, i, x -> ExactModel.toInt(fb, x, ib, true, true));
        convert(Opcode.FCVT_TO_UINT_SAT, f, i, x -> ExactModel.toInt(fb, x, ib, false, true));
        if (f.isScalar()) {
            convert(Opcode.FCVT_TO_SINT, f, i, x -> ExactModel.toInt(fb, x, ib, true, false));
            convert(Opcode.FCVT_TO_UINT, f, i, x -> ExactModel.toInt(fb, x, ib, false, false));
        }
    }
}
