package dev.gantry.clif.eval;

import dev.gantry.clif.ir.FloatCC;
import dev.gantry.clif.ir.IntCC;
import dev.gantry.clif.ir.Opcode;
import java.math.BigInteger;

/**
 * What lanes and scalars of any width compute, by the definitions of mathematics on unbounded numbers: the second opinion that the evaluator is held to. It
 * shares nothing with it. A lane is its bits as a number that is not negative.
 */
final class ExactModel {
    private static final BigInteger ONE = BigInteger.ONE;

    private ExactModel() {}

    /** The operation traps, or its result is a NaN of which only that is determined. */
    static final class NoNumber extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoNumber(String what) {
            super(what, null, false, false);
        }
    }

    static BigInteger cut(int bits, BigInteger value) {
        return value.and(ONE.shiftLeft(bits).subtract(ONE));
    }

    static BigInteger signed(int bits, BigInteger lane) {
        return lane.testBit(bits - 1) ? lane.subtract(ONE.shiftLeft(bits)) : lane;
    }

    private static BigInteger clamp(BigInteger least, BigInteger most, BigInteger value) {
        return value.max(least).min(most);
    }

    private static BigInteger clampSigned(int bits, BigInteger value) {
        BigInteger limit = ONE.shiftLeft(bits - 1);
        return clamp(limit.negate(), limit.subtract(ONE), value);
    }

    private static BigInteger clampUnsigned(int bits, BigInteger value) {
        return clamp(BigInteger.ZERO, ONE.shiftLeft(bits).subtract(ONE), value);
    }

    // ---- Integers ----

    static BigInteger unary(Opcode opcode, int bits, BigInteger x) {
        BigInteger result =
                switch (opcode) {
                    case INEG -> x.negate();
                    case IABS -> signed(bits, x).abs();
                    case BNOT -> x.not();
                    case POPCNT -> BigInteger.valueOf(x.bitCount());
                    case CLZ -> BigInteger.valueOf(bits - x.bitLength());
                    case CTZ -> BigInteger.valueOf(x.signum() == 0 ? bits : x.getLowestSetBit());
                    case CLS -> BigInteger.valueOf(bits - 1 - signed(bits, x).bitLength());
                    case BITREV -> reversed(bits, 1, x);
                    case BSWAP -> reversed(bits, 8, x);
                    default -> throw new IllegalArgumentException(opcode.mnemonic());
                };
        return cut(bits, result);
    }

    private static BigInteger reversed(int bits, int unit, BigInteger x) {
        BigInteger result = BigInteger.ZERO;
        for (int i = 0; i < bits; i += unit) {
            result = result.shiftLeft(unit).or(cut(unit, x.shiftRight(i)));
        }
        return result;
    }

    static BigInteger binary(Opcode opcode, int bits, BigInteger x, BigInteger y) {
        BigInteger a = signed(bits, x);
        BigInteger b = signed(bits, y);
        int n = y.mod(BigInteger.valueOf(bits)).intValue();
        BigInteger half = ONE.shiftLeft(bits - 2);
        BigInteger result =
                switch (opcode) {
                    case IADD -> x.add(y);
                    case ISUB -> x.subtract(y);
                    case IMUL -> x.multiply(y);
                    case SMIN -> a.min(b);
                    case SMAX -> a.max(b);
                    case UMIN -> x.min(y);
                    case UMAX -> x.max(y);
                    case UMULHI -> x.multiply(y).shiftRight(bits);
                    case SMULHI -> a.multiply(b).shiftRight(bits);
                    case AVG_ROUND -> x.add(y).add(ONE).shiftRight(1);
                    case UADD_SAT -> clampUnsigned(bits, x.add(y));
                    case USUB_SAT -> clampUnsigned(bits, x.subtract(y));
                    case SADD_SAT -> clampSigned(bits, a.add(b));
                    case SSUB_SAT -> clampSigned(bits, a.subtract(b));
                    case SQMUL_ROUND_SAT ->
                        clampSigned(bits, a.multiply(b).add(half).shiftRight(bits - 1));
                    case X86_PMULHRSW -> a.multiply(b).add(half).shiftRight(bits - 1);
                    case BAND -> x.and(y);
                    case BOR -> x.or(y);
                    case BXOR -> x.xor(y);
                    case ISHL -> x.shiftLeft(n);
                    case USHR -> x.shiftRight(n);
                    case SSHR -> a.shiftRight(n);
                    case ROTL -> x.shiftLeft(n).or(x.shiftRight(bits - n));
                    case ROTR -> x.shiftRight(n).or(x.shiftLeft(bits - n));
                    default -> divided(opcode, bits, x, y);
                };
        return cut(bits, result);
    }

    private static BigInteger divided(Opcode opcode, int bits, BigInteger x, BigInteger y) {
        if (y.signum() == 0) {
            throw new NoNumber("int_divz");
        }
        BigInteger a = signed(bits, x);
        BigInteger b = signed(bits, y);
        return switch (opcode) {
            case UDIV -> x.divide(y);
            case UREM -> x.mod(y);
            case SREM -> a.remainder(b);
            case SDIV -> {
                BigInteger quotient = a.divide(b);
                if (!clampSigned(bits, quotient).equals(quotient)) {
                    throw new NoNumber("int_ovf");
                }
                yield quotient;
            }
            default -> throw new IllegalArgumentException(opcode.mnemonic());
        };
    }

    static boolean compare(IntCC cond, int bits, BigInteger x, BigInteger y) {
        int order = cond.isSigned() ? signed(bits, x).compareTo(signed(bits, y)) : x.compareTo(y);
        return switch (cond) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case SLT, ULT -> order < 0;
            case SGE, UGE -> order >= 0;
            case SGT, UGT -> order > 0;
            case SLE, ULE -> order <= 0;
        };
    }

    /** The exact value of an operation whose overflow is asked for, in its own reading of the operands. */
    static BigInteger exact(Opcode opcode, int bits, BigInteger x, BigInteger y, int carry) {
        boolean signed = opcode.mnemonic().startsWith("s");
        BigInteger a = signed ? signed(bits, x) : x;
        BigInteger b = signed ? signed(bits, y) : y;
        BigInteger c = BigInteger.valueOf(carry);
        String name = opcode.mnemonic().substring(1, 4);
        return switch (name) {
            case "add" -> a.add(b).add(c);
            case "sub" -> a.subtract(b).subtract(c);
            default -> a.multiply(b);
        };
    }

    static boolean fits(Opcode opcode, int bits, BigInteger exact) {
        boolean signed = opcode.mnemonic().startsWith("s");
        return (signed ? clampSigned(bits, exact) : clampUnsigned(bits, exact)).equals(exact);
    }

    // ---- Floats: a number is magnitude * 2^exponent, a little more if inexact ----

    /** A float taken apart. */
    record Number(boolean negative, BigInteger magnitude, int exponent, boolean inexact) {
        boolean isZero() {
            return magnitude.signum() == 0 && !inexact;
        }

        BigInteger signedMagnitude() {
            return negative ? magnitude.negate() : magnitude;
        }
    }

    private static int precision(int bits) {
        return switch (bits) {
            case 16 -> 11;
            case 32 -> 24;
            case 64 -> 53;
            default -> 113;
        };
    }

    private static int maxExponent(int bits) {
        return (1 << (bits - precision(bits) - 1)) - 1;
    }

    static boolean isNan(int bits, BigInteger lane) {
        return cut(bits - 1, lane).compareTo(infinity(bits)) > 0;
    }

    private static boolean isInfinite(int bits, BigInteger lane) {
        return cut(bits - 1, lane).equals(infinity(bits));
    }

    private static BigInteger infinity(int bits) {
        return BigInteger.valueOf(2L * maxExponent(bits) + 1).shiftLeft(precision(bits) - 1);
    }

    static BigInteger infinity(int bits, boolean negative) {
        return negative ? infinity(bits).setBit(bits - 1) : infinity(bits);
    }

    /** A finite float. */
    static Number number(int bits, BigInteger lane) {
        int fraction = precision(bits) - 1;
        int field = cut(bits - 1, lane).shiftRight(fraction).intValue();
        BigInteger magnitude = cut(fraction, lane);
        int least = 1 - maxExponent(bits) - fraction;
        return field == 0
                ? new Number(lane.testBit(bits - 1), magnitude, least, false)
                : new Number(lane.testBit(bits - 1), magnitude.setBit(fraction), field - 1 + least, false);
    }

    /** To nearest, ties to even; too large a number gives an infinity. */
    static BigInteger rounded(int bits, Number x) {
        BigInteger sign = x.negative ? ONE.shiftLeft(bits - 1) : BigInteger.ZERO;
        if (x.magnitude.signum() == 0) {
            return sign;
        }
        int least = 2 - maxExponent(bits) - precision(bits);
        int place = Math.max(least, x.exponent + x.magnitude.bitLength() - precision(bits));
        // Twice the places and a sticky bit below decide.
        BigInteger scaled = scaled(x, place - 2);
        BigInteger whole = scaled.shiftRight(2);
        int rest = scaled.intValue() & 3;
        if (rest == 3 || (rest == 2 && whole.testBit(0))) {
            whole = whole.add(ONE);
        }
        BigInteger field = BigInteger.valueOf(Math.max(0, place - least)).shiftLeft(precision(bits) - 1);
        return sign.add(whole.add(field).min(infinity(bits)));
    }

    /** In units of 2^place, the lowest bit set if anything is lost. */
    private static BigInteger scaled(Number x, int place) {
        int up = x.exponent - place;
        BigInteger whole = x.magnitude.shiftLeft(up);
        boolean lost = x.inexact || (up < 0 && !whole.shiftRight(up).equals(x.magnitude));
        return lost ? whole.setBit(0) : whole;
    }

    private static Number sum(Number x, Number y) {
        int exponent = Math.min(x.exponent, y.exponent);
        BigInteger sum = x.signedMagnitude()
                .shiftLeft(x.exponent - exponent)
                .add(y.signedMagnitude().shiftLeft(y.exponent - exponent));
        boolean negative = sum.signum() == 0 ? x.negative && y.negative : sum.signum() < 0;
        return new Number(negative, sum.abs(), exponent, false);
    }

    private static Number product(Number x, Number y) {
        return new Number(x.negative != y.negative, x.magnitude.multiply(y.magnitude), x.exponent + y.exponent, false);
    }

    static BigInteger floatBinary(Opcode opcode, int bits, BigInteger x, BigInteger y) {
        checkNumbers(bits, x, y);
        boolean infinite = isInfinite(bits, x) || isInfinite(bits, y);
        return switch (opcode) {
            case FADD -> infinite ? infiniteSum(bits, x, y) : rounded(bits, sum(number(bits, x), number(bits, y)));
            case FSUB -> floatBinary(Opcode.FADD, bits, x, y.flipBit(bits - 1));
            case FMUL ->
                infinite ? infiniteProduct(bits, x, y) : rounded(bits, product(number(bits, x), number(bits, y)));
            case FDIV -> quotient(bits, x, y);
            case FMIN -> key(bits, x).compareTo(key(bits, y)) <= 0 ? x : y;
            case FMAX -> key(bits, x).compareTo(key(bits, y)) >= 0 ? x : y;
            default -> throw new IllegalArgumentException(opcode.mnemonic());
        };
    }

    static void checkNumbers(int bits, BigInteger... lanes) {
        for (BigInteger lane : lanes) {
            if (isNan(bits, lane)) {
                throw new NoNumber("NaN");
            }
        }
    }

    /** Orders floats, -0 before 0. */
    private static BigInteger key(int bits, BigInteger lane) {
        return lane.testBit(bits - 1) ? cut(bits - 1, lane).negate().subtract(ONE) : lane;
    }

    private static BigInteger infiniteSum(int bits, BigInteger x, BigInteger y) {
        if (isInfinite(bits, x) && isInfinite(bits, y) && !x.equals(y)) {
            throw new NoNumber("NaN");
        }
        return isInfinite(bits, x) ? x : y;
    }

    private static BigInteger infiniteProduct(int bits, BigInteger x, BigInteger y) {
        boolean zero = cut(bits - 1, x).signum() == 0 || cut(bits - 1, y).signum() == 0;
        if (zero) {
            throw new NoNumber("NaN");
        }
        return infinity(bits, x.testBit(bits - 1) != y.testBit(bits - 1));
    }

    private static BigInteger quotient(int bits, BigInteger x, BigInteger y) {
        boolean negative = x.testBit(bits - 1) != y.testBit(bits - 1);
        boolean zeroX = cut(bits - 1, x).signum() == 0;
        boolean zeroY = cut(bits - 1, y).signum() == 0;
        if ((isInfinite(bits, x) && isInfinite(bits, y)) || (zeroX && zeroY)) {
            throw new NoNumber("NaN");
        }
        if (isInfinite(bits, x) || zeroY) {
            return infinity(bits, negative);
        }
        if (isInfinite(bits, y) || zeroX) {
            return negative ? ONE.shiftLeft(bits - 1) : BigInteger.ZERO;
        }
        Number a = number(bits, x);
        Number b = number(bits, y);
        int extra = 3 * precision(bits);
        BigInteger[] parts = a.magnitude.shiftLeft(extra).divideAndRemainder(b.magnitude);
        return rounded(bits, new Number(negative, parts[0], a.exponent - b.exponent - extra, parts[1].signum() != 0));
    }

    static BigInteger fma(int bits, BigInteger x, BigInteger y, BigInteger z) {
        checkNumbers(bits, x, y, z);
        if (isInfinite(bits, x) || isInfinite(bits, y)) {
            BigInteger product = infiniteProduct(bits, x, y);
            return isInfinite(bits, z) ? infiniteSum(bits, product, z) : product;
        }
        if (isInfinite(bits, z)) {
            return z;
        }
        return rounded(bits, sum(product(number(bits, x), number(bits, y)), number(bits, z)));
    }

    static BigInteger floatUnary(Opcode opcode, int bits, BigInteger x) {
        switch (opcode) {
            case FNEG:
                return x.flipBit(bits - 1);
            case FABS:
                return x.clearBit(bits - 1);
            default:
                checkNumbers(bits, x);
        }
        if (opcode == Opcode.SQRT) {
            return root(bits, x);
        }
        if (isInfinite(bits, x)) {
            return x;
        }
        return rounded(bits, integral(opcode, number(bits, x)));
    }

    private static BigInteger root(int bits, BigInteger x) {
        if (cut(bits - 1, x).signum() == 0) {
            return x;
        }
        if (x.testBit(bits - 1)) {
            throw new NoNumber("NaN");
        }
        if (isInfinite(bits, x)) {
            return x;
        }
        Number a = number(bits, x);
        int extra = 4 * precision(bits) + (a.exponent & 1);
        BigInteger[] parts = a.magnitude.shiftLeft(extra).sqrtAndRemainder();
        return rounded(bits, new Number(false, parts[0], (a.exponent - extra) / 2, parts[1].signum() != 0));
    }

    private static Number integral(Opcode opcode, Number x) {
        if (x.exponent >= 0) {
            return x;
        }
        BigInteger down = x.magnitude.shiftRight(-x.exponent);
        BigInteger twiceRest = x.magnitude.subtract(down.shiftLeft(-x.exponent)).shiftLeft(1);
        int half = twiceRest.compareTo(ONE.shiftLeft(-x.exponent));
        boolean away =
                switch (opcode) {
                    case CEIL -> twiceRest.signum() != 0 && !x.negative;
                    case FLOOR -> twiceRest.signum() != 0 && x.negative;
                    case TRUNC -> false;
                    case NEAREST -> half > 0 || (half == 0 && down.testBit(0));
                    default -> throw new IllegalArgumentException(opcode.mnemonic());
                };
        return new Number(x.negative, away ? down.add(ONE) : down, 0, false);
    }

    static BigInteger resized(int from, int to, BigInteger x) {
        checkNumbers(from, x);
        return isInfinite(from, x) ? infinity(to, x.testBit(from - 1)) : rounded(to, number(from, x));
    }

    static BigInteger fromInt(int bits, BigInteger value) {
        return rounded(bits, new Number(value.signum() < 0, value.abs(), 0, false));
    }

    /** To an integer of so many bits. The limit of unsigned 128-bit integers is that of signed ones, beyond which nothing traps. */
    static BigInteger toInt(int from, BigInteger x, int bits, boolean signed, boolean saturates) {
        if (isNan(from, x)) {
            if (saturates) {
                return BigInteger.ZERO;
            }
            throw new NoNumber("bad_toint");
        }
        Number whole = isInfinite(from, x)
                ? new Number(x.testBit(from - 1), ONE.shiftLeft(200), 0, false)
                : integral(Opcode.TRUNC, number(from, x));
        BigInteger value = whole.signedMagnitude().shiftLeft(Math.max(0, whole.exponent));
        if (bits == 128) {
            value = value.min(ONE.shiftLeft(127).subtract(ONE));
        }
        BigInteger clamped = signed ? clampSigned(bits, value) : clampUnsigned(bits, value);
        if (!saturates && !clamped.equals(value)) {
            throw new NoNumber("int_ovf");
        }
        return cut(bits, clamped);
    }

    static boolean compare(FloatCC cond, int bits, BigInteger x, BigInteger y) {
        if (isNan(bits, x) || isNan(bits, y)) {
            return cond.holdsForUnordered();
        }
        boolean zeros = cut(bits - 1, x).signum() == 0 && cut(bits - 1, y).signum() == 0;
        int order = zeros ? 0 : key(bits, x).compareTo(key(bits, y));
        return order < 0 ? cond.holdsForLess() : order > 0 ? cond.holdsForGreater() : cond.holdsForEqual();
    }
}
