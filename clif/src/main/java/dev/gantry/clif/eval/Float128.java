package dev.gantry.clif.eval;

import java.math.BigInteger;

/**
 * Exact arithmetic on floats of 128 bits (IEEE 754 binary128: sign, 15 bits of exponent, 112 of fraction), rounded to nearest, ties to even.
 *
 * <p>Each operation computes its exact result as an integer times a power of two, with a flag for anything below the integer, and rounds it once. It is meant to
 * be plainly right rather than fast: compiled code is held to it. NaNs follow {@link NanRule}: the first operand that is a NaN, made quiet, else {@link #INVALID}.
 *
 * <p>Example: 1 / 3 is the integer 2^230 / 3 rounded down, times 2^-230, inexact; 229 bits are rounded to 113.
 *
 * @param lo bits 0 to 63
 * @param hi bits 64 to 127
 */
public record Float128(long lo, long hi) {
    /** The NaN of operations that have no number for a result: quiet, negative, without payload. */
    public static final Float128 INVALID = new Float128(0, 0xffff_8000_0000_0000L);

    private static final int FRACTION_BITS = 112;
    private static final int TOP_BITS = 48;
    private static final long INFINITY_HI = 0x7fffL << TOP_BITS;
    private static final long QUIET_HI = 1L << (TOP_BITS - 1);
    /** The exponent of the last place of subnormal numbers. */
    private static final int LEAST_EXPONENT = -16494;
    /** More bits than a quotient or root needs to be rounded. */
    private static final int EXTRA = 232;

    // ---- Kinds ----

    /** {@return whether it is a NaN} */
    public boolean isNan() {
        return QuadLanes.isNan(lo, hi);
    }

    private boolean isInfinite() {
        return lo == 0 && (hi & Long.MAX_VALUE) == INFINITY_HI;
    }

    private boolean isZero() {
        return lo == 0 && (hi & Long.MAX_VALUE) == 0;
    }

    private Float128 quiet() {
        return new Float128(lo, hi | QUIET_HI);
    }

    private Float128 withSign(boolean negative) {
        return new Float128(lo, negative ? hi | Long.MIN_VALUE : hi & Long.MAX_VALUE);
    }

    private static Float128 zero(boolean negative) {
        return new Float128(0, negative ? Long.MIN_VALUE : 0);
    }

    private static Float128 infinity(boolean negative) {
        return new Float128(0, negative ? INFINITY_HI | Long.MIN_VALUE : INFINITY_HI);
    }

    private boolean negative() {
        return hi < 0;
    }

    /** The number is this times two to the power of {@link #exponent}; never negative. */
    private BigInteger significand() {
        long top = hi & ((1L << TOP_BITS) - 1);
        return Int128.unsigned(lo, field() == 0 ? top : top | 1L << TOP_BITS);
    }

    private int field() {
        return (int) (hi >>> TOP_BITS) & 0x7fff;
    }

    private int exponent() {
        return Math.max(field(), 1) - 1 + LEAST_EXPONENT;
    }

    private BigInteger signedSignificand() {
        return negative() ? significand().negate() : significand();
    }

    // ---- Rounding ----

    /**
     * An integer times two to a power, and a little more if {@code inexact}, as the nearest number of a format.
     *
     * @param precision significant bits of the format
     * @param least exponent of the last place of its subnormal numbers
     * @return its bits without the sign, possibly beyond infinity's
     */
    private static BigInteger round(BigInteger magnitude, int exponent, boolean inexact, int precision, int least) {
        int last = Math.max(magnitude.bitLength() + exponent - precision, least);
        int shift = last - exponent;
        BigInteger kept = magnitude.shiftRight(shift);
        if (shift > 0) {
            int order = magnitude.subtract(kept.shiftLeft(shift)).compareTo(BigInteger.ONE.shiftLeft(shift - 1));
            if (order > 0 || (order == 0 && (inexact || kept.testBit(0)))) {
                kept = kept.add(BigInteger.ONE);
            }
        }
        // The leading one, where there is one, and the carry of rounding add to the exponent.
        return kept.add(BigInteger.valueOf((long) last - least).shiftLeft(precision - 1));
    }

    private static Float128 rounded(boolean negative, BigInteger magnitude, int exponent, boolean inexact) {
        if (magnitude.signum() == 0) {
            return zero(negative);
        }
        BigInteger bits = round(magnitude, exponent, inexact, FRACTION_BITS + 1, LEAST_EXPONENT);
        long top = bits.shiftRight(64).min(BigInteger.valueOf(INFINITY_HI)).longValue();
        return top == INFINITY_HI ? infinity(negative) : new Float128(bits.longValue(), top).withSign(negative);
    }

    // ---- Arithmetic ----

    /** {@return this + y} */
    public Float128 add(Float128 y) {
        return isNan() ? quiet() : y.isNan() ? y.quiet() : sum(this, y);
    }

    /** {@return this - y} */
    public Float128 subtract(Float128 y) {
        return isNan() ? quiet() : y.isNan() ? y.quiet() : sum(this, y.withSign(!y.negative()));
    }

    private static Float128 sum(Float128 x, Float128 y) {
        if (x.isInfinite()) {
            return y.isInfinite() && x.negative() != y.negative() ? INVALID : x;
        }
        if (y.isInfinite()) {
            return y;
        }
        return sum(x.signedSignificand(), x.exponent(), x.negative(), y);
    }

    /** The sum of an exact number, whose sign matters if it is zero, and a finite one. */
    private static Float128 sum(BigInteger x, int exponent, boolean negative, Float128 y) {
        int least = Math.min(exponent, y.exponent());
        BigInteger sum = x.shiftLeft(exponent - least).add(y.signedSignificand().shiftLeft(y.exponent() - least));
        if (sum.signum() == 0) {
            return zero(negative && y.negative());
        }
        return rounded(sum.signum() < 0, sum.abs(), least, false);
    }

    /** {@return this * y} */
    public Float128 multiply(Float128 y) {
        if (isNan() || y.isNan()) {
            return isNan() ? quiet() : y.quiet();
        }
        boolean negative = negative() != y.negative();
        if (isInfinite() || y.isInfinite()) {
            return isZero() || y.isZero() ? INVALID : infinity(negative);
        }
        return rounded(negative, significand().multiply(y.significand()), exponent() + y.exponent(), false);
    }

    /** {@return this / y} */
    public Float128 divide(Float128 y) {
        if (isNan() || y.isNan()) {
            return isNan() ? quiet() : y.quiet();
        }
        boolean negative = negative() != y.negative();
        if (isInfinite()) {
            return y.isInfinite() ? INVALID : infinity(negative);
        }
        if (y.isZero()) {
            return isZero() ? INVALID : infinity(negative);
        }
        if (y.isInfinite()) {
            return zero(negative);
        }
        BigInteger[] quotient = significand().shiftLeft(EXTRA).divideAndRemainder(y.significand());
        return rounded(negative, quotient[0], exponent() - EXTRA - y.exponent(), quotient[1].signum() != 0);
    }

    /** {@return its square root; -0 of -0} */
    public Float128 sqrt() {
        if (isNan()) {
            return quiet();
        }
        if (isZero()) {
            return this;
        }
        if (negative()) {
            return INVALID;
        }
        if (isInfinite()) {
            return this;
        }
        int shift = EXTRA + (exponent() & 1);
        BigInteger[] root = significand().shiftLeft(shift).sqrtAndRemainder();
        return rounded(false, root[0], (exponent() - shift) / 2, root[1].signum() != 0);
    }

    /** {@return this * y + z, rounded once} */
    public Float128 fma(Float128 y, Float128 z) {
        if (isNan() || y.isNan() || z.isNan()) {
            return isNan() ? quiet() : y.isNan() ? y.quiet() : z.quiet();
        }
        if (isInfinite() || y.isInfinite() || z.isInfinite()) {
            Float128 product = isInfinite() || y.isInfinite() ? multiply(y) : zero(false);
            return product.isNan() ? product : sum(product, z);
        }
        boolean negative = negative() != y.negative();
        BigInteger product = significand().multiply(y.significand());
        return sum(negative ? product.negate() : product, exponent() + y.exponent(), negative, z);
    }

    // ---- Order ----

    /** {@return the lesser of two numbers, -0 being less than 0; a NaN if either is} */
    public Float128 min(Float128 y) {
        if (isNan() || y.isNan()) {
            return isNan() ? quiet() : y.quiet();
        }
        return precedes(y) ? this : y;
    }

    /** {@return the greater of two numbers, 0 being greater than -0; a NaN if either is} */
    public Float128 max(Float128 y) {
        if (isNan() || y.isNan()) {
            return isNan() ? quiet() : y.quiet();
        }
        return precedes(y) ? y : this;
    }

    private boolean precedes(Float128 y) {
        if (negative() != y.negative()) {
            return negative();
        }
        BigInteger magnitude = Int128.unsigned(lo, hi & Long.MAX_VALUE);
        BigInteger other = Int128.unsigned(y.lo, y.hi & Long.MAX_VALUE);
        int order = magnitude.compareTo(other);
        return negative() ? order > 0 : order < 0;
    }

    // ---- To integral numbers ----

    /** Which of the integral numbers next to it a number is rounded to. */
    public enum Direction {
        UP,
        DOWN,
        TOWARD_ZERO,
        /** The nearer one, of two equally near the even one. */
        NEAREST
    }

    /** {@return the number rounded to an integral one, zeros keeping the sign} */
    public Float128 toIntegral(Direction direction) {
        if (isNan()) {
            return quiet();
        }
        int places = -exponent();
        if (isInfinite() || places <= 0) {
            return this;
        }
        BigInteger whole = significand().shiftRight(places);
        BigInteger rest = significand().subtract(whole.shiftLeft(places));
        boolean away =
                switch (direction) {
                    case TOWARD_ZERO -> false;
                    case UP -> rest.signum() != 0 && !negative();
                    case DOWN -> rest.signum() != 0 && negative();
                    case NEAREST -> {
                        int order = rest.compareTo(BigInteger.ONE.shiftLeft(places - 1));
                        yield order > 0 || (order == 0 && whole.testBit(0));
                    }
                };
        return rounded(negative(), away ? whole.add(BigInteger.ONE) : whole, 0, false);
    }

    // ---- To and from other widths ----

    /**
     * {@return the same number, from a float of fewer bits}
     *
     * @param bits 16, 32 or 64
     * @param value its bits
     */
    public static Float128 of(int bits, long value) {
        int fractionBits = FloatLanes.fractionBits(bits);
        boolean negative = (value >>> (bits - 1) & 1) != 0;
        long fraction = value & ((1L << fractionBits) - 1);
        long fields = 1L << (bits - 1 - fractionBits);
        long field = value >>> fractionBits & (fields - 1);
        if (field == fields - 1) {
            int left = FRACTION_BITS - fractionBits;
            BigInteger payload = BigInteger.valueOf(fraction).shiftLeft(left);
            Float128 special =
                    new Float128(payload.longValue(), payload.shiftRight(64).longValue() | INFINITY_HI);
            return (fraction == 0 ? special : special.quiet()).withSign(negative);
        }
        BigInteger significand = BigInteger.valueOf(field == 0 ? fraction : fraction | 1L << fractionBits);
        return rounded(negative, significand, (int) Math.max(field, 1) - 1 + least(bits), false);
    }

    /** The exponent of the last place of subnormal numbers. */
    private static int least(int bits) {
        return bits == 64 ? -1074 : bits == 32 ? -149 : -24;
    }

    /**
     * {@return the bits of the nearest float of fewer bits}
     *
     * @param bits 16, 32 or 64
     */
    public long to(int bits) {
        int fractionBits = FloatLanes.fractionBits(bits);
        long sign = hi < 0 ? 1L << (bits - 1) : 0;
        long infinity = FloatLanes.infinity(bits);
        if (isNan()) {
            BigInteger payload = Int128.unsigned(lo, hi & ((1L << TOP_BITS) - 1));
            long kept = payload.shiftRight(FRACTION_BITS - fractionBits).longValue();
            return FloatLanes.quiet(bits, sign | infinity | kept);
        }
        if (isInfinite() || isZero()) {
            return isZero() ? sign : sign | infinity;
        }
        BigInteger rounded = round(significand(), exponent(), false, fractionBits + 1, least(bits));
        return sign | rounded.min(BigInteger.valueOf(infinity)).longValue();
    }
}
