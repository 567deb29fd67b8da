package dev.gantry.clif.eval;

import dev.gantry.clif.ir.FloatCC;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.Type;

/**
 * Float operations on scalars and lanes of 16, 32 and 64 bits; those of 128 bits go to {@link QuadLanes}. A lane is its bits in a long. NaNs
 * are made by {@link NanRule}, not by the Java machine, whose NaNs depend on how a method happens to be compiled.
 *
 * <p>Half floats are computed as single ones and rounded once more. For one sum, difference, product, quotient or square root that gives
 * the same as rounding once, since a single float has more than twice the significant bits of a half one and two (24 &ge; 2 &middot; 11 + 2);
 * a multiplication with addition is rounded to odd on the way.
 */
final class FloatLanes {
    private FloatLanes() {}

    // ---- Bits ----

    /** Significant bits below the leading one. */
    static int fractionBits(int bits) {
        return bits == 64 ? 52 : bits == 32 ? 23 : 10;
    }

    static long infinity(int bits) {
        int fraction = fractionBits(bits);
        return ((1L << (bits - 1)) - 1) >>> fraction << fraction;
    }

    static boolean isNan(int bits, long lane) {
        return (lane & ((1L << (bits - 1)) - 1)) > infinity(bits);
    }

    private static long quietBit(int bits) {
        return 1L << (fractionBits(bits) - 1);
    }

    static long quiet(int bits, long nan) {
        return nan | quietBit(bits);
    }

    /** The NaN of an operation that has no number for a result, none of its operands being a NaN. */
    static long newNan(int bits) {
        return 1L << (bits - 1) | infinity(bits) | quietBit(bits);
    }

    /** A number of at most 64 bits; a NaN gives any NaN. */
    static double value(int bits, long lane) {
        return switch (bits) {
            case 64 -> Double.longBitsToDouble(lane);
            case 32 -> Float.intBitsToFloat((int) lane);
            default -> Float.float16ToFloat((short) lane);
        };
    }

    /** The bits of a number rounded to a single or half float once. */
    private static long ofFloat(int bits, float number) {
        if (Float.isNaN(number)) {
            return newNan(bits);
        }
        return bits == 32 ? Float.floatToRawIntBits(number) & 0xffff_ffffL : Float.floatToFloat16(number) & 0xffff;
    }

    private static long ofDouble(double number) {
        return Double.isNaN(number) ? newNan(64) : Double.doubleToRawLongBits(number);
    }

    // ---- Operations ----

    static void binary(Opcode opcode, Type type, Evaluator e) {
        int bits = type.laneBits();
        if (bits == 128) {
            QuadLanes.binary(opcode, e);
            return;
        }
        e.set(0, 0);
        for (int i = 0; i < type.laneCount(); i++) {
            long a = Evaluator.unsigned(e.xLo, e.xHi, bits, i);
            long b = Evaluator.unsigned(e.yLo, e.yHi, bits, i);
            e.put(bits, i, lane(opcode, bits, a, b));
        }
    }

    private static long lane(Opcode opcode, int bits, long a, long b) {
        if (isNan(bits, a)) {
            return quiet(bits, a);
        }
        if (isNan(bits, b)) {
            return quiet(bits, b);
        }
        if (bits == 64) {
            return ofDouble(compute(opcode, Double.longBitsToDouble(a), Double.longBitsToDouble(b)));
        }
        return ofFloat(bits, compute(opcode, (float) value(bits, a), (float) value(bits, b)));
    }

    private static double compute(Opcode opcode, double a, double b) {
        return switch (opcode) {
            case FADD -> a + b;
            case FSUB -> a - b;
            case FMUL -> a * b;
            case FDIV -> a / b;
            case FMIN -> Math.min(a, b);
            case FMAX -> Math.max(a, b);
            default -> throw Evaluator.notComputed(opcode);
        };
    }

    private static float compute(Opcode opcode, float a, float b) {
        return switch (opcode) {
            case FADD -> a + b;
            case FSUB -> a - b;
            case FMUL -> a * b;
            case FDIV -> a / b;
            case FMIN -> Math.min(a, b);
            case FMAX -> Math.max(a, b);
            default -> throw Evaluator.notComputed(opcode);
        };
    }

    static void unary(Opcode opcode, Type type, Evaluator e) {
        int bits = type.laneBits();
        if (bits == 128) {
            QuadLanes.unary(opcode, e);
            return;
        }
        e.set(0, 0);
        for (int i = 0; i < type.laneCount(); i++) {
            long a = Evaluator.unsigned(e.xLo, e.xHi, bits, i);
            if (isNan(bits, a)) {
                e.put(bits, i, quiet(bits, a));
            } else {
                double number = compute(opcode, value(bits, a));
                e.put(bits, i, bits == 64 ? ofDouble(number) : ofFloat(bits, (float) number));
            }
        }
    }

    /** The square root of a single float computed as a double and rounded is that rounded once, as above. */
    private static double compute(Opcode opcode, double a) {
        return switch (opcode) {
            case SQRT -> Math.sqrt(a);
            case CEIL -> Math.ceil(a);
            case FLOOR -> Math.floor(a);
            case NEAREST -> Math.rint(a);
            case TRUNC -> truncate(a);
            default -> throw Evaluator.notComputed(opcode);
        };
    }

    /** Towards zero; keeps the sign of zero. */
    static double truncate(double a) {
        return a < 0 || (a == 0 && 1 / a < 0) ? Math.ceil(a) : Math.floor(a);
    }

    /** Operations on the sign bit, which leave NaNs as they are. */
    static void sign(Opcode opcode, Type type, Evaluator e) {
        int bits = type.laneBits();
        long maskLo = 0;
        long maskHi = Long.MIN_VALUE;
        if (bits < 128) {
            e.set(0, 0);
            for (int i = 0; i < type.laneCount(); i++) {
                e.put(bits, i, 1L << (bits - 1));
            }
            maskLo = e.lo;
            maskHi = e.hi;
        }
        switch (opcode) {
            case FNEG -> e.set(e.xLo ^ maskLo, e.xHi ^ maskHi);
            case FABS -> e.set(e.xLo & ~maskLo, e.xHi & ~maskHi);
            case FCOPYSIGN -> e.set(e.xLo & ~maskLo | e.yLo & maskLo, e.xHi & ~maskHi | e.yHi & maskHi);
            default -> throw Evaluator.notComputed(opcode);
        }
    }

    static void fma(Type type, Evaluator e) {
        int bits = type.laneBits();
        if (bits == 128) {
            QuadLanes.fma(e);
            return;
        }
        e.set(0, 0);
        for (int i = 0; i < type.laneCount(); i++) {
            long a = Evaluator.unsigned(e.xLo, e.xHi, bits, i);
            long b = Evaluator.unsigned(e.yLo, e.yHi, bits, i);
            long c = Evaluator.unsigned(e.zLo, e.zHi, bits, i);
            e.put(bits, i, fma(bits, a, b, c));
        }
    }

    private static long fma(int bits, long a, long b, long c) {
        if (isNan(bits, a)) {
            return quiet(bits, a);
        }
        if (isNan(bits, b)) {
            return quiet(bits, b);
        }
        if (isNan(bits, c)) {
            return quiet(bits, c);
        }
        double x = value(bits, a);
        double y = value(bits, b);
        double z = value(bits, c);
        return switch (bits) {
            case 64 -> ofDouble(Math.fma(x, y, z));
            case 32 -> ofFloat(32, Math.fma((float) x, (float) y, (float) z));
            default -> halfSum(x * y, z);
        };
    }

    /**
     * The half float nearest to the exact sum of a product of half floats, which a double holds, and a half float. The error of the sum
     * of doubles is a double (Knuth's sum of two); if it is not zero the sum is made odd, which keeps the next roundings right.
     */
    private static long halfSum(double product, double addend) {
        double sum = product + addend;
        if (Double.isNaN(sum)) {
            return newNan(16);
        }
        double part = sum - product;
        double error = (product - (sum - part)) + (addend - part);
        if (error != 0 && (Double.doubleToRawLongBits(sum) & 1) == 0) {
            sum = error > 0 ? Math.nextUp(sum) : Math.nextDown(sum);
        }
        return halfOf(sum);
    }

    /** A double that is no NaN, rounded to a half float once: by way of a single float that is rounded to odd. */
    static long halfOf(double number) {
        float nearest = (float) number;
        if (nearest != number) {
            float below = nearest < number ? nearest : Math.nextDown(nearest);
            nearest = (Float.floatToRawIntBits(below) & 1) != 0 ? below : Math.nextUp(below);
        }
        return Float.floatToFloat16(nearest) & 0xffff;
    }

    static void compare(FloatCC cond, Type type, Evaluator e) {
        int bits = type.laneBits();
        if (type.isScalar()) {
            boolean holds = bits == 128
                    ? holds(cond, QuadLanes.compare(e))
                    : holds(cond, order(value(bits, e.xLo), value(bits, e.yLo)));
            e.set(holds ? 1 : 0, 0);
            return;
        }
        e.set(0, 0);
        for (int i = 0; i < type.laneCount(); i++) {
            double a = value(bits, Evaluator.unsigned(e.xLo, e.xHi, bits, i));
            double b = value(bits, Evaluator.unsigned(e.yLo, e.yHi, bits, i));
            e.put(bits, i, holds(cond, order(a, b)) ? -1 : 0);
        }
    }

    /** Two numbers of which one is a NaN. */
    static final int UNORDERED = 2;

    /** -1, 0, 1, or {@link #UNORDERED}. */
    private static int order(double a, double b) {
        return a < b ? -1 : a > b ? 1 : a == b ? 0 : UNORDERED;
    }

    private static boolean holds(FloatCC cond, int order) {
        return switch (order) {
            case -1 -> cond.holdsForLess();
            case 0 -> cond.holdsForEqual();
            case 1 -> cond.holdsForGreater();
            default -> cond.holdsForUnordered();
        };
    }
}
