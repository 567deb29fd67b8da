package dev.gantry.clif.eval;

import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.TrapCode;
import dev.gantry.clif.ir.Type;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Conversions between floats of different widths, and between floats and integers. */
final class FloatConversions {
    private static final double TWO_63 = 0x1p63;

    private FloatConversions() {}

    /** To a float type of another width, lane by lane as far as the narrower vector goes. */
    static void resize(Type from, Type to, Evaluator e) {
        if (from.laneBits() == 128 || to.laneBits() == 128) {
            QuadLanes.resize(from.laneBits(), to.laneBits(), e);
            return;
        }
        e.set(0, 0);
        int lanes = Math.min(from.laneCount(), to.laneCount());
        for (int i = 0; i < lanes; i++) {
            long lane = Evaluator.unsigned(e.xLo, e.xHi, from.laneBits(), i);
            e.put(to.laneBits(), i, resize(from.laneBits(), to.laneBits(), lane));
        }
    }

    static long resize(int from, int to, long lane) {
        if (FloatLanes.isNan(from, lane)) {
            return resizeNan(from, to, lane);
        }
        double number = FloatLanes.value(from, lane);
        return switch (to) {
            case 64 -> Double.doubleToRawLongBits(number);
            case 32 -> Float.floatToRawIntBits((float) number) & 0xffff_ffffL;
            default -> FloatLanes.halfOf(number);
        };
    }

    /** Sign and the leading bits of the payload are kept; the NaN is quiet. */
    private static long resizeNan(int from, int to, long nan) {
        int shift = FloatLanes.fractionBits(to) - FloatLanes.fractionBits(from);
        long payload = nan & ((1L << FloatLanes.fractionBits(from)) - 1);
        long sign = nan >>> (from - 1) << (to - 1);
        long kept = shift >= 0 ? payload << shift : payload >>> -shift;
        return FloatLanes.quiet(to, sign | FloatLanes.infinity(to) | kept);
    }

    // ---- To integers ----

    /**
     * To integers, towards zero; a trap or saturation where the number does not fit. Of unsigned 128-bit integers the
     * greatest signed one is the limit: greater numbers give it, without a trap. So the dialect's tests have it.
     */
    static void toInt(Opcode opcode, Type from, Type to, Evaluator e) {
        boolean signed = opcode == Opcode.FCVT_TO_SINT || opcode == Opcode.FCVT_TO_SINT_SAT;
        boolean saturates = opcode == Opcode.FCVT_TO_SINT_SAT || opcode == Opcode.FCVT_TO_UINT_SAT;
        int bits = to.laneBits();
        if (bits == 128 || from.laneBits() == 128) {
            wideToInt(signed, saturates, from.laneBits(), bits, e);
            return;
        }
        e.set(0, 0);
        int lanes = Math.min(from.laneCount(), to.laneCount());
        for (int i = 0; i < lanes; i++) {
            double number = FloatLanes.value(from.laneBits(), Evaluator.unsigned(e.xLo, e.xHi, from.laneBits(), i));
            int trap = obstacle(signed, bits, number);
            if (trap != TrapCode.NONE && !saturates) {
                e.trap = trap;
                return;
            }
            e.put(bits, i, signed ? saturatedSigned(bits, number) : saturatedUnsigned(bits, number));
        }
    }

    /** The code with which the conversion traps, or none. */
    private static int obstacle(boolean signed, int bits, double number) {
        if (Double.isNaN(number)) {
            return TrapCode.BAD_CONVERSION_TO_INTEGER;
        }
        double whole = FloatLanes.truncate(number);
        double limit = Math.scalb(1.0, signed ? bits - 1 : bits);
        boolean fits = whole < limit && whole >= (signed ? -limit : 0);
        return fits ? TrapCode.NONE : TrapCode.INTEGER_OVERFLOW;
    }

    /** Zero for a NaN. */
    private static long saturatedSigned(int bits, double number) {
        return IntLanes.clampSigned(bits, (long) number);
    }

    private static long saturatedUnsigned(int bits, double number) {
        if (!(number >= 1)) {
            return 0;
        }
        if (bits < 64) {
            return Math.min(IntLanes.mask(bits), (long) number);
        }
        return number < TWO_63 ? (long) number : number >= 2 * TWO_63 ? -1 : (long) (number - TWO_63) ^ Long.MIN_VALUE;
    }

    private static void wideToInt(boolean signed, boolean saturates, int from, int bits, Evaluator e) {
        boolean nan = from == 128 ? QuadLanes.isNan(e.xLo, e.xHi) : FloatLanes.isNan(from, e.xLo);
        if (nan && !saturates) {
            e.trap = TrapCode.BAD_CONVERSION_TO_INTEGER;
            return;
        }
        BigInteger least = signed ? BigInteger.ONE.shiftLeft(bits - 1).negate() : BigInteger.ZERO;
        BigInteger most = BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits).subtract(BigInteger.ONE);
        BigInteger number = nan ? BigInteger.ZERO : whole(from, e, most);
        if (bits == 128) {
            number = number.min(BigInteger.ONE.shiftLeft(127).subtract(BigInteger.ONE));
        }
        BigInteger clamped = number.max(least).min(most);
        if (!saturates && !clamped.equals(number)) {
            e.trap = TrapCode.INTEGER_OVERFLOW;
            return;
        }
        if (bits == 128) {
            e.set(clamped.longValue(), clamped.shiftRight(64).longValue());
        } else {
            e.setLow(bits, clamped.longValue());
        }
    }

    /** The first operand, which is no NaN, towards zero; an infinity is beyond the limits on its side. */
    private static BigInteger whole(int from, Evaluator e, BigInteger most) {
        if (from == 128) {
            return QuadLanes.whole(e.xLo, e.xHi);
        }
        double number = FloatLanes.value(from, e.xLo);
        if (Double.isInfinite(number)) {
            BigInteger beyond = most.shiftLeft(1).add(BigInteger.TWO);
            return number > 0 ? beyond : beyond.negate();
        }
        return new BigDecimal(number).toBigInteger();
    }

    /** Floats truncated to signed integers; the least integer where that is not possible. */
    static void truncateX86(Type from, Type to, Evaluator e) {
        int bits = to.laneBits();
        if (bits == 128 || from.laneBits() == 128) {
            truncateWide(from.laneBits(), bits, e);
            return;
        }
        e.set(0, 0);
        for (int i = 0; i < Math.min(from.laneCount(), to.laneCount()); i++) {
            double number = FloatLanes.value(from.laneBits(), Evaluator.unsigned(e.xLo, e.xHi, from.laneBits(), i));
            boolean fits = obstacle(true, bits, number) == TrapCode.NONE;
            e.put(bits, i, fits ? (long) number : IntLanes.limit(bits, true));
        }
    }

    private static void truncateWide(int from, int bits, Evaluator e) {
        boolean nan = from == 128 ? QuadLanes.isNan(e.xLo, e.xHi) : FloatLanes.isNan(from, e.xLo);
        BigInteger most = BigInteger.ONE.shiftLeft(bits - 1).subtract(BigInteger.ONE);
        BigInteger least = most.not();
        BigInteger number = nan ? least : whole(from, e, most);
        BigInteger result = number.bitLength() < bits ? number : least;
        if (bits == 128) {
            e.set(result.longValue(), result.shiftRight(64).longValue());
        } else {
            e.setLow(bits, result.longValue());
        }
    }

    // ---- From integers ----

    /** From integers, rounded to nearest, ties to even. */
    static void fromInt(Type from, Type to, boolean signed, Evaluator e) {
        int bits = from.laneBits();
        int toBits = to.laneBits();
        if (toBits == 128) {
            BigInteger number = bits == 128
                    ? signed ? Int128.signed(e.xLo, e.xHi) : Int128.unsigned(e.xLo, e.xHi)
                    : signed ? BigInteger.valueOf(Evaluator.signed(e.xLo, 0, bits, 0)) : Int128.unsigned(e.xLo, 0);
            QuadLanes.fromInt(number, e);
            return;
        }
        if (bits == 128) {
            BigInteger number = signed ? Int128.signed(e.xLo, e.xHi) : Int128.unsigned(e.xLo, e.xHi);
            e.set(
                    toBits == 64
                            ? Double.doubleToRawLongBits(number.doubleValue())
                            : ofFloat(toBits, number.floatValue()),
                    0);
            return;
        }
        e.set(0, 0);
        int lanes = Math.min(from.laneCount(), to.laneCount());
        for (int i = 0; i < lanes; i++) {
            long lane = signed ? Evaluator.signed(e.xLo, e.xHi, bits, i) : Evaluator.unsigned(e.xLo, e.xHi, bits, i);
            e.put(toBits, i, fromLane(toBits, lane, !signed && lane < 0));
        }
    }

    /**
     * An integer of 64 bits, rounded. An unsigned one with its top bit set is halved, its lowest bit kept sticky, and doubled after. An integer that a
     * single float does not hold exactly is beyond all half floats.
     */
    private static long fromLane(int to, long lane, boolean huge) {
        long number = huge ? lane >>> 1 | lane & 1 : lane;
        if (to == 64) {
            return Double.doubleToRawLongBits(huge ? (double) number * 2 : (double) number);
        }
        return ofFloat(to, huge ? (float) number * 2 : (float) number);
    }

    private static long ofFloat(int bits, float number) {
        return bits == 32 ? Float.floatToRawIntBits(number) & 0xffff_ffffL : Float.floatToFloat16(number) & 0xffff;
    }
}
