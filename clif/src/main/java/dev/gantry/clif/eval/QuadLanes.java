package dev.gantry.clif.eval;

import dev.gantry.clif.ir.Opcode;
import java.math.BigInteger;

/** Float operations on scalars of 128 bits: fraction of 112 bits, exponent of 15, sign. */
final class QuadLanes {
    private static final int FRACTION_HI_BITS = 48;
    private static final long INFINITY_HI = 0x7fffL << FRACTION_HI_BITS;
    private static final int BIAS = 16383;

    private QuadLanes() {}

    static boolean isNan(long lo, long hi) {
        long magnitude = hi & Long.MAX_VALUE;
        return magnitude > INFINITY_HI || (magnitude == INFINITY_HI && lo != 0);
    }

    /** -1, 0, 1 or {@link FloatLanes#UNORDERED} for the first two operands. */
    static int compare(Evaluator e) {
        if (isNan(e.xLo, e.xHi) || isNan(e.yLo, e.yHi)) {
            return FloatLanes.UNORDERED;
        }
        long bothZero = e.xLo | e.yLo | (e.xHi | e.yHi) & Long.MAX_VALUE;
        if (bothZero == 0) {
            return 0;
        }
        if ((e.xHi ^ e.yHi) < 0) {
            return e.xHi < 0 ? -1 : 1;
        }
        int high = Long.compare(e.xHi & Long.MAX_VALUE, e.yHi & Long.MAX_VALUE);
        int order = Integer.signum(high != 0 ? high : Long.compareUnsigned(e.xLo, e.yLo));
        return e.xHi < 0 ? -order : order;
    }

    /** A number or infinity towards zero; an infinity is taken for the number that its bits would be without its special meaning. */
    static BigInteger whole(long lo, long hi) {
        int exponent = (int) (hi >>> FRACTION_HI_BITS) & 0x7fff;
        int shift = exponent - BIAS - 112;
        if (shift < -112) {
            return BigInteger.ZERO;
        }
        long significandHi = hi & ((1L << FRACTION_HI_BITS) - 1) | 1L << FRACTION_HI_BITS;
        BigInteger whole = Int128.unsigned(lo, significandHi).shiftLeft(shift);
        return hi < 0 ? whole.negate() : whole;
    }

    /** An integer of at most 128 bits, rounded to nearest, ties to even. */
    static void fromInt(BigInteger number, Evaluator e) {
        if (number.signum() == 0) {
            e.set(0, 0);
            return;
        }
        BigInteger magnitude = number.abs();
        int length = magnitude.bitLength();
        int excess = length - 113;
        BigInteger significand = magnitude.shiftRight(excess);
        if (excess > 0) {
            BigInteger rest = magnitude.subtract(significand.shiftLeft(excess));
            int order = rest.compareTo(BigInteger.ONE.shiftLeft(excess - 1));
            if (order > 0 || (order == 0 && significand.testBit(0))) {
                significand = significand.add(BigInteger.ONE);
            }
        }
        // The leading one of the significand adds to the exponent, and so does a carry out of rounding.
        long exponent = BIAS + length - 2L;
        long hi = (exponent << FRACTION_HI_BITS) + significand.shiftRight(64).longValue();
        e.set(significand.longValue(), number.signum() < 0 ? hi | Long.MIN_VALUE : hi);
    }

    private static void set(Evaluator e, Float128 result) {
        e.set(result.lo(), result.hi());
    }

    private static Float128 x(Evaluator e) {
        return new Float128(e.xLo, e.xHi);
    }

    private static Float128 y(Evaluator e) {
        return new Float128(e.yLo, e.yHi);
    }

    private static void set(Float128 value, Evaluator e) {
        e.set(value.lo(), value.hi());
    }

    static void binary(Opcode opcode, Evaluator e) {
        Float128 value =
                switch (opcode) {
                    case FADD -> x(e).add(y(e));
                    case FSUB -> x(e).subtract(y(e));
                    case FMUL -> x(e).multiply(y(e));
                    case FDIV -> x(e).divide(y(e));
                    case FMIN -> x(e).min(y(e));
                    case FMAX -> x(e).max(y(e));
                    default -> throw Evaluator.notComputed(opcode);
                };
        set(value, e);
    }

    static void unary(Opcode opcode, Evaluator e) {
        Float128 value =
                switch (opcode) {
                    case SQRT -> x(e).sqrt();
                    case CEIL -> x(e).toIntegral(Float128.Direction.UP);
                    case FLOOR -> x(e).toIntegral(Float128.Direction.DOWN);
                    case TRUNC -> x(e).toIntegral(Float128.Direction.TOWARD_ZERO);
                    case NEAREST -> x(e).toIntegral(Float128.Direction.NEAREST);
                    default -> throw Evaluator.notComputed(opcode);
                };
        set(value, e);
    }

    static void fma(Evaluator e) {
        set(x(e).fma(y(e), new Float128(e.zLo, e.zHi)), e);
    }

    /** Between 128 bits and fewer. */
    static void resize(int from, int to, Evaluator e) {
        if (to == 128) {
            set(Float128.of(from, e.xLo), e);
        } else {
            e.set(x(e).to(to), 0);
        }
    }
}
