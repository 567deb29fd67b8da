package dev.gantry.clif.interp;

import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.Type;

/** Operations that move lanes about, change their width or look at all of them. */
final class VectorOps {
    private VectorOps() {}

    /** The bytes of one vector, or of two after each other, chosen by index; an index beyond gives zero. */
    static Word shuffle(Word x, Word y, Word mask) {
        Word result = Word.ZERO;
        for (int i = 0; i < 16; i++) {
            int index = (int) mask.unsigned(8, i);
            long lane = index < 16 ? x.unsigned(8, index) : index < 32 ? y.unsigned(8, index - 16) : 0;
            result = result.withLane(8, i, lane);
        }
        return result;
    }

    /** Bytes chosen by the bytes of another vector: {@code swizzle}, or its x86 form where only bit 7 gives zero. */
    static Word swizzle(Opcode opcode, Word x, Word indices) {
        Word result = Word.ZERO;
        for (int i = 0; i < 16; i++) {
            int index = (int) indices.unsigned(8, i);
            boolean zero = opcode == Opcode.SWIZZLE ? index > 15 : index > 127;
            result = result.withLane(8, i, zero ? 0 : x.unsigned(8, index & 15));
        }
        return result;
    }

    static boolean anyTrue(Word x) {
        return !x.isZero();
    }

    static boolean allTrue(Type type, Word x) {
        for (int i = 0; i < type.laneCount(); i++) {
            if (x.unsigned(type.laneBits(), i) == 0) {
                return false;
            }
        }
        return true;
    }

    static long highBits(Type type, Word x) {
        long bits = 0;
        for (int i = 0; i < type.laneCount(); i++) {
            bits |= x.unsigned(type.laneBits(), i) >>> (type.laneBits() - 1) << i;
        }
        return bits;
    }

    /** Lanes of two vectors after each other, saturated to half their width. */
    static Word narrow(Opcode opcode, Type type, Word x, Word y) {
        int bits = type.laneBits();
        int lanes = type.laneCount();
        Word result = Word.ZERO;
        for (int i = 0; i < 2 * lanes; i++) {
            Word from = i < lanes ? x : y;
            int lane = i < lanes ? i : i - lanes;
            long value = opcode == Opcode.UUNARROW ? from.unsigned(bits, lane) : from.signed(bits, lane);
            long clamped;
            if (opcode == Opcode.SNARROW) {
                clamped = IntOps.clampSigned(bits / 2, value);
            } else if (value < 0) {
                // As an unsigned number of 64 bits it is larger than any other.
                clamped = opcode == Opcode.UUNARROW ? -1 : 0;
            } else {
                clamped = IntOps.clampUnsigned(bits / 2, value);
            }
            result = result.withLane(bits / 2, i, clamped);
        }
        return result;
    }

    /** The low or high half of the lanes at twice their width. */
    static Word widen(Opcode opcode, Type type, Word x) {
        int bits = type.laneBits();
        int half = type.laneCount() / 2;
        boolean signed = opcode == Opcode.SWIDEN_LOW || opcode == Opcode.SWIDEN_HIGH;
        boolean high = opcode == Opcode.SWIDEN_HIGH || opcode == Opcode.UWIDEN_HIGH;
        Word result = Word.ZERO;
        for (int i = 0; i < half; i++) {
            int lane = high ? i + half : i;
            result = result.withLane(2 * bits, i, signed ? x.signed(bits, lane) : x.unsigned(bits, lane));
        }
        return result;
    }

    /** Sums of neighbours: those of the first vector, then those of the second. */
    static Word addPairwise(Type type, Word x, Word y) {
        int bits = type.laneBits();
        int half = type.laneCount() / 2;
        Word result = Word.ZERO;
        for (int i = 0; i < 2 * half; i++) {
            Word from = i < half ? x : y;
            int lane = 2 * (i < half ? i : i - half);
            result = result.withLane(bits, i, from.signed(bits, lane) + from.signed(bits, lane + 1));
        }
        return result;
    }

    /** Unsigned bytes times signed bytes, neighbours added with saturation to 16 bits. */
    static Word multiplyAddBytes(Word x, Word y) {
        Word result = Word.ZERO;
        for (int i = 0; i < 8; i++) {
            long sum = x.unsigned(8, 2 * i) * y.signed(8, 2 * i) + x.unsigned(8, 2 * i + 1) * y.signed(8, 2 * i + 1);
            result = result.withLane(16, i, IntOps.clampSigned(16, sum));
        }
        return result;
    }

    /** Lanes of two vectors chosen by the top bit of the lanes of a third. */
    static Word blend(Type type, Word choice, Word x, Word y) {
        int bits = type.laneBits();
        Word result = Word.ZERO;
        for (int i = 0; i < type.laneCount(); i++) {
            Word from = choice.signed(bits, i) < 0 ? x : y;
            result = result.withLane(bits, i, from.unsigned(bits, i));
        }
        return result;
    }

    /** Floats truncated to 32-bit integers; the least integer where that is not possible. */
    static Word truncateX86(Type from, Type to, Word x) {
        Word result = Word.ZERO;
        for (int i = 0; i < Math.min(from.laneCount(), to.laneCount()); i++) {
            long lane = x.unsigned(from.laneBits(), i);
            double value = from.laneBits() == 64 ? Double.longBitsToDouble(lane) : Float.intBitsToFloat((int) lane);
            boolean fits = value > -2147483649.0 && value < 2147483648.0;
            result = result.withLane(32, i, fits ? (long) value : Integer.MIN_VALUE);
        }
        return result;
    }
}
