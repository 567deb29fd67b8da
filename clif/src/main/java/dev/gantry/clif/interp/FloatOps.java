package dev.gantry.clif.interp;

import dev.gantry.clif.ir.FloatCC;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.TrapCode;
import dev.gantry.clif.ir.Type;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Float operations on scalars and lanes of 16, 32 and 64 bits. Half floats are computed as single ones and rounded once more,
 * which for a single operation gives the same as rounding once. Of 128 bits there are only the operations on bits.
 */
final class FloatOps {
    private FloatOps() {}

    private static float single(Type type, long lane) {
        return type.laneBits() == 16 ? Float.float16ToFloat((short) lane) : Float.intBitsToFloat((int) lane);
    }

    private static long lane(Type type, float value) {
        return type.laneBits() == 16
                ? Float.floatToFloat16(value) & 0xffff
                : Float.floatToRawIntBits(value) & 0xffff_ffffL;
    }

    private static void checkWidth(Opcode opcode, Type type) {
        if (type.laneBits() > 64) {
            throw Interpreter.unsupported(opcode);
        }
    }

    static Word binary(Opcode opcode, Type type, Word x, Word y) {
        checkWidth(opcode, type);
        int bits = type.laneBits();
        Word result = Word.ZERO;
        for (int i = 0; i < type.laneCount(); i++) {
            long a = x.unsigned(bits, i);
            long b = y.unsigned(bits, i);
            long value;
            if (bits == 64) {
                value = Double.doubleToRawLongBits(
                        binary(opcode, Double.longBitsToDouble(a), Double.longBitsToDouble(b)));
            } else {
                value = lane(type, binary(opcode, single(type, a), single(type, b)));
            }
            result = result.withLane(bits, i, value);
        }
        return result;
    }

    private static double binary(Opcode opcode, double a, double b) {
        return switch (opcode) {
            case FADD -> a + b;
            case FSUB -> a - b;
            case FMUL -> a * b;
            case FDIV -> a / b;
            case FMIN -> Double.isNaN(a) || Double.isNaN(b) ? a + b : Math.min(a, b);
            case FMAX -> Double.isNaN(a) || Double.isNaN(b) ? a + b : Math.max(a, b);
            default -> throw Interpreter.unsupported(opcode);
        };
    }

    private static float binary(Opcode opcode, float a, float b) {
        return switch (opcode) {
            case FADD -> a + b;
            case FSUB -> a - b;
            case FMUL -> a * b;
            case FDIV -> a / b;
            case FMIN -> Float.isNaN(a) || Float.isNaN(b) ? a + b : Math.min(a, b);
            case FMAX -> Float.isNaN(a) || Float.isNaN(b) ? a + b : Math.max(a, b);
            default -> throw Interpreter.unsupported(opcode);
        };
    }

    static Word unary(Opcode opcode, Type type, Word x) {
        checkWidth(opcode, type);
        int bits = type.laneBits();
        Word result = Word.ZERO;
        for (int i = 0; i < type.laneCount(); i++) {
            long a = x.unsigned(bits, i);
            long value;
            if (bits == 64) {
                value = Double.doubleToRawLongBits(unary(opcode, Double.longBitsToDouble(a)));
            } else {
                value = lane(type, (float) unary(opcode, (double) single(type, a)));
            }
            result = result.withLane(bits, i, value);
        }
        return result;
    }

    /** Adding zero quiets a NaN, which Java's functions may not do. */
    private static double unary(Opcode opcode, double a) {
        if (Double.isNaN(a)) {
            return a + 0.0;
        }
        return switch (opcode) {
            case SQRT -> Math.sqrt(a);
            case CEIL -> Math.ceil(a);
            case FLOOR -> Math.floor(a);
            case NEAREST -> Math.rint(a);
            case TRUNC -> a < 0 || (a == 0 && 1 / a < 0) ? Math.ceil(a) : Math.floor(a);
            default -> throw Interpreter.unsupported(opcode);
        };
    }

    /** Operations on the sign bit, which leave NaNs as they are. */
    static Word sign(Opcode opcode, Type type, Word x, Word y) {
        Word mask = signs(type);
        return switch (opcode) {
            case FNEG -> x.xor(mask);
            case FABS -> x.and(mask.not(type));
            case FCOPYSIGN -> x.and(mask.not(type)).or(y.and(mask));
            default -> throw Interpreter.unsupported(opcode);
        };
    }

    private static Word signs(Type type) {
        return type.laneBits() == 128 ? new Word(0, Long.MIN_VALUE) : Word.splat(type, 1L << (type.laneBits() - 1));
    }

    static Word fma(Type type, Word x, Word y, Word z) {
        checkWidth(Opcode.FMA, type);
        int bits = type.laneBits();
        Word result = Word.ZERO;
        for (int i = 0; i < type.laneCount(); i++) {
            long a = x.unsigned(bits, i);
            long b = y.unsigned(bits, i);
            long c = z.unsigned(bits, i);
            long value =
                    switch (bits) {
                        case 64 ->
                            Double.doubleToRawLongBits(Math.fma(
                                    Double.longBitsToDouble(a),
                                    Double.longBitsToDouble(b),
                                    Double.longBitsToDouble(c)));
                        case 32 -> lane(type, Math.fma(single(type, a), single(type, b), single(type, c)));
                        default -> toHalf((double) single(type, a) * single(type, b), single(type, c)) & 0xffff;
                    };
            result = result.withLane(bits, i, value);
        }
        return result;
    }

    /** The half float nearest to the exact sum of a product of half floats, which a double holds, and a half float. */
    private static short toHalf(double product, double addend) {
        double sum = product + addend;
        if (Double.isNaN(sum) || Double.isInfinite(sum) || sum == 0) {
            return Float.floatToFloat16((float) sum);
        }
        BigDecimal exact = new BigDecimal(product).add(new BigDecimal(addend));
        int order = exact.compareTo(new BigDecimal(sum));
        return toHalf(roundToOdd(sum, order));
    }

    private static double roundToOdd(double nearest, int order) {
        if (order == 0) {
            return nearest;
        }
        double below = order > 0 ? nearest : Math.nextDown(nearest);
        long bits = Double.doubleToRawLongBits(below);
        return (bits & 1) != 0 ? below : Math.nextUp(below);
    }

    /** A double rounded to a half float once: by way of a single float that is rounded to odd. */
    private static short toHalf(double value) {
        float nearest = (float) value;
        if (Double.isNaN(value) || (double) nearest == value) {
            return Float.floatToFloat16(nearest);
        }
        float below = nearest < value ? nearest : Math.nextDown(nearest);
        float odd = (Float.floatToRawIntBits(below) & 1) != 0 ? below : Math.nextUp(below);
        return Float.floatToFloat16(odd);
    }

    static Word compare(FloatCC cond, Type type, Word x, Word y) {
        checkWidth(Opcode.FCMP, type);
        int bits = type.laneBits();
        Word result = Word.ZERO;
        for (int i = 0; i < type.laneCount(); i++) {
            double a = value(type, x, i);
            double b = value(type, y, i);
            boolean holds = a < b
                    ? cond.holdsForLess()
                    : a > b ? cond.holdsForGreater() : a == b ? cond.holdsForEqual() : cond.holdsForUnordered();
            if (!type.isVector()) {
                return Word.of(holds);
            }
            result = result.withLane(bits, i, holds ? -1 : 0);
        }
        return result;
    }

    private static double value(Type type, Word x, int i) {
        long lane = x.unsigned(type.laneBits(), i);
        return type.laneBits() == 64 ? Double.longBitsToDouble(lane) : single(type, lane);
    }

    // ---- Conversions ----

    /** To a float type of another width, lane by lane as far as the narrower vector goes. */
    static Word resize(Type from, Type to, Word x) {
        if (from.laneBits() > 64 || to.laneBits() > 64) {
            throw Interpreter.unsupported(Opcode.FPROMOTE);
        }
        Word result = Word.ZERO;
        int lanes = Math.min(from.laneCount(), to.laneCount());
        for (int i = 0; i < lanes; i++) {
            double value = value(from, x, i);
            long bits =
                    switch (to.laneBits()) {
                        case 64 -> Double.doubleToRawLongBits(value);
                        case 32 -> Float.floatToRawIntBits((float) value) & 0xffff_ffffL;
                        default ->
                            (from.laneBits() == 64 ? toHalf(value) : Float.floatToFloat16((float) value)) & 0xffff;
                    };
            result = result.withLane(to.laneBits(), i, bits);
        }
        return result;
    }

    /**
     * To integers; a trap or saturation where the number does not fit. Of 128-bit integers, whether signed or not, the greatest
     * signed one is the limit, and greater numbers give it without a trap.
     */
    static Word toInt(Opcode opcode, Type from, Type to, Word x) {
        checkWidth(opcode, from);
        boolean signed = opcode == Opcode.FCVT_TO_SINT || opcode == Opcode.FCVT_TO_SINT_SAT;
        boolean saturates = opcode == Opcode.FCVT_TO_SINT_SAT || opcode == Opcode.FCVT_TO_UINT_SAT;
        int bits = to.laneBits();
        BigInteger least = signed ? BigInteger.ONE.shiftLeft(bits - 1).negate() : BigInteger.ZERO;
        BigInteger most = BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits).subtract(BigInteger.ONE);
        Word result = Word.ZERO;
        for (int i = 0; i < to.laneCount(); i++) {
            double value = value(from, x, i);
            BigInteger number;
            if (Double.isNaN(value)) {
                if (!saturates) {
                    throw new TrapSignal(TrapCode.BAD_CONVERSION_TO_INTEGER);
                }
                number = BigInteger.ZERO;
            } else if (Double.isInfinite(value)) {
                number = value > 0 ? most.add(BigInteger.ONE) : least.subtract(BigInteger.ONE);
            } else {
                number = new BigDecimal(value).toBigInteger();
            }
            if (bits == 128) {
                number = number.min(BigInteger.ONE.shiftLeft(127).subtract(BigInteger.ONE));
            }
            if (!saturates && (number.compareTo(least) < 0 || number.compareTo(most) > 0)) {
                throw new TrapSignal(TrapCode.INTEGER_OVERFLOW);
            }
            BigInteger clamped = number.max(least).min(most);
            if (bits == 128) {
                return Word.of(clamped, 128);
            }
            result = result.withLane(bits, i, clamped.longValue());
        }
        return result;
    }

    /** From integers, rounded to nearest. */
    static Word fromInt(Opcode opcode, Type from, Type to, Word x) {
        checkWidth(opcode, to);
        Word result = Word.ZERO;
        for (int i = 0; i < to.laneCount(); i++) {
            BigInteger number;
            if (from.laneBits() == 128) {
                number = opcode == Opcode.FCVT_FROM_SINT ? x.signed(128) : x.unsigned();
            } else {
                long lane = x.unsigned(from.laneBits(), i);
                number = opcode == Opcode.FCVT_FROM_SINT
                        ? BigInteger.valueOf(x.signed(from.laneBits(), i))
                        : new Word(lane, 0).unsigned();
            }
            long bits = to.laneBits() == 64
                    ? Double.doubleToRawLongBits(number.doubleValue())
                    : lane(to, number.floatValue());
            result = result.withLane(to.laneBits(), i, bits);
        }
        return result;
    }
}
