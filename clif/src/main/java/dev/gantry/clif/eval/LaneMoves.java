package dev.gantry.clif.eval;

import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.Type;

/** Operations that move lanes about, change their width or look at all of them. */
final class LaneMoves {
    private LaneMoves() {}

    /** The bytes of two vectors after each other, chosen by the bytes of a mask; an index above 31 gives zero. */
    static void shuffle(long maskLo, long maskHi, Evaluator e) {
        e.set(0, 0);
        for (int i = 0; i < 16; i++) {
            int index = (int) Evaluator.unsigned(maskLo, maskHi, 8, i);
            if (index < 16) {
                e.put(8, i, Evaluator.unsigned(e.xLo, e.xHi, 8, index));
            } else if (index < 32) {
                e.put(8, i, Evaluator.unsigned(e.yLo, e.yHi, 8, index - 16));
            }
        }
    }

    /** Bytes chosen by the bytes of another vector: {@code swizzle}, or its x86 form where only bit 7 gives zero. */
    static void swizzle(Opcode opcode, Evaluator e) {
        e.set(0, 0);
        for (int i = 0; i < 16; i++) {
            int index = (int) Evaluator.unsigned(e.yLo, e.yHi, 8, i);
            if (opcode == Opcode.SWIZZLE ? index < 16 : index < 128) {
                e.put(8, i, Evaluator.unsigned(e.xLo, e.xHi, 8, index & 15));
            }
        }
    }

    static void splat(Type vector, Evaluator e) {
        e.set(0, 0);
        for (int i = 0; i < vector.laneCount(); i++) {
            e.put(vector.laneBits(), i, e.xLo);
        }
    }

    static void insert(Type vector, int index, Evaluator e) {
        int bits = vector.laneBits();
        e.set(0, 0);
        for (int i = 0; i < vector.laneCount(); i++) {
            e.put(bits, i, i == index ? e.yLo : Evaluator.unsigned(e.xLo, e.xHi, bits, i));
        }
    }

    static void allTrue(Type type, Evaluator e) {
        boolean all = true;
        for (int i = 0; i < type.laneCount(); i++) {
            all &= Evaluator.unsigned(e.xLo, e.xHi, type.laneBits(), i) != 0;
        }
        e.set(all ? 1 : 0, 0);
    }

    /** The top bits of the lanes as a number, cut to the width of the result. */
    static void highBits(Type type, Type result, Evaluator e) {
        long bits = 0;
        for (int i = 0; i < type.laneCount(); i++) {
            bits |= Evaluator.unsigned(e.xLo, e.xHi, type.laneBits(), i) >>> (type.laneBits() - 1) << i;
        }
        e.setLow(result.bits(), bits);
    }

    /** Lanes of two vectors after each other, saturated to half their width. */
    static void narrow(Opcode opcode, Type type, Evaluator e) {
        int bits = type.laneBits();
        int lanes = type.laneCount();
        e.set(0, 0);
        for (int i = 0; i < 2 * lanes; i++) {
            long value = i < lanes
                    ? Evaluator.signed(e.xLo, e.xHi, bits, i)
                    : Evaluator.signed(e.yLo, e.yHi, bits, i - lanes);
            e.put(bits / 2, i, saturated(opcode, bits, value));
        }
    }

    private static long saturated(Opcode opcode, int bits, long value) {
        int half = bits / 2;
        return switch (opcode) {
            case SNARROW -> IntLanes.clampSigned(half, value);
            case UNARROW -> Math.max(0, Math.min(IntLanes.mask(half), value));
            case UUNARROW -> Long.compareUnsigned(value & IntLanes.mask(bits), IntLanes.mask(half)) > 0 ? -1 : value;
            default -> throw Evaluator.notComputed(opcode);
        };
    }

    /** The low or high half of the lanes at twice their width. */
    static void widen(Opcode opcode, Type type, Evaluator e) {
        int bits = type.laneBits();
        int half = type.laneCount() / 2;
        boolean signed = opcode == Opcode.SWIDEN_LOW || opcode == Opcode.SWIDEN_HIGH;
        int first = opcode == Opcode.SWIDEN_HIGH || opcode == Opcode.UWIDEN_HIGH ? half : 0;
        e.set(0, 0);
        for (int i = 0; i < half; i++) {
            long lane = signed
                    ? Evaluator.signed(e.xLo, e.xHi, bits, first + i)
                    : Evaluator.unsigned(e.xLo, e.xHi, bits, first + i);
            e.put(2 * bits, i, lane);
        }
    }

    /** Sums of neighbours: those of the first vector, then those of the second. */
    static void addPairwise(Type type, Evaluator e) {
        int bits = type.laneBits();
        int half = type.laneCount() / 2;
        e.set(0, 0);
        for (int i = 0; i < half; i++) {
            long x = Evaluator.signed(e.xLo, e.xHi, bits, 2 * i) + Evaluator.signed(e.xLo, e.xHi, bits, 2 * i + 1);
            long y = Evaluator.signed(e.yLo, e.yHi, bits, 2 * i) + Evaluator.signed(e.yLo, e.yHi, bits, 2 * i + 1);
            e.put(bits, i, x);
            e.put(bits, half + i, y);
        }
    }

    /** Unsigned bytes times signed bytes, neighbours added with saturation to 16 bits. */
    static void multiplyAddBytes(Evaluator e) {
        e.set(0, 0);
        for (int i = 0; i < 8; i++) {
            long even = Evaluator.unsigned(e.xLo, e.xHi, 8, 2 * i) * Evaluator.signed(e.yLo, e.yHi, 8, 2 * i);
            long odd = Evaluator.unsigned(e.xLo, e.xHi, 8, 2 * i + 1) * Evaluator.signed(e.yLo, e.yHi, 8, 2 * i + 1);
            e.put(16, i, IntLanes.clampSigned(16, even + odd));
        }
    }

    /** Lanes of the second or third operand chosen by the top bit of the lanes of the first. */
    static void blend(Type type, Evaluator e) {
        int bits = type.laneBits();
        if (bits == 128) {
            boolean first = e.xHi < 0;
            e.set(first ? e.yLo : e.zLo, first ? e.yHi : e.zHi);
            return;
        }
        e.set(0, 0);
        for (int i = 0; i < type.laneCount(); i++) {
            boolean first = Evaluator.signed(e.xLo, e.xHi, bits, i) < 0;
            long lane = first ? Evaluator.unsigned(e.yLo, e.yHi, bits, i) : Evaluator.unsigned(e.zLo, e.zHi, bits, i);
            e.put(bits, i, lane);
        }
    }

    /** Lanes at another width, extended or cut. */
    static void resize(Type from, Type to, boolean signed, Evaluator e) {
        if (to.isScalar()) {
            int bits = from.bits();
            long lo = bits < 64 && signed ? e.xLo << (64 - bits) >> (64 - bits) : e.xLo;
            long hi = bits == 128 ? e.xHi : signed ? lo >> 63 : 0;
            e.setTruncated(to, lo, hi);
            return;
        }
        e.set(0, 0);
        for (int i = 0; i < to.laneCount(); i++) {
            long lane = signed
                    ? Evaluator.signed(e.xLo, e.xHi, from.laneBits(), i)
                    : Evaluator.unsigned(e.xLo, e.xHi, from.laneBits(), i);
            e.put(to.laneBits(), i, lane);
        }
    }

    /** All ones where there is any bit, else zero: lane by lane between vectors of as many lanes, else as a whole. */
    static void mask(Type from, Type to, Evaluator e) {
        if (!to.isVector() || to.laneCount() != from.laneCount()) {
            long all = (e.xLo | e.xHi) == 0 ? 0 : -1;
            e.setTruncated(to, all, all);
            return;
        }
        e.set(0, 0);
        for (int i = 0; i < to.laneCount(); i++) {
            e.put(to.laneBits(), i, Evaluator.unsigned(e.xLo, e.xHi, from.laneBits(), i) == 0 ? 0 : -1);
        }
    }

    /** A value with the bytes of each lane in the opposite order. */
    static void reverseLaneBytes(Type type, long low, long high, Evaluator e) {
        int bits = type.laneBits();
        if (bits == 128) {
            e.set(Long.reverseBytes(high), Long.reverseBytes(low));
            return;
        }
        e.set(0, 0);
        for (int i = 0; i < type.laneCount(); i++) {
            e.put(bits, i, Long.reverseBytes(Evaluator.unsigned(low, high, bits, i)) >>> (64 - bits));
        }
    }
}
