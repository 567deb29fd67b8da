package dev.gantry.clif.interp;

import dev.gantry.clif.ir.Type;
import java.math.BigInteger;

/**
 * A value of up to 128 bits, lane 0 lowest. Bits beyond the type are zero.
 *
 * @param lo the low 64 bits
 * @param hi the high 64 bits
 */
record Word(long lo, long hi) {
    static final Word ZERO = new Word(0, 0);

    private static final BigInteger MASK_128 = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);

    /** The low bits of a number as a scalar of up to 64 bits. */
    static Word of(long value, int bits) {
        return new Word(bits == 64 ? value : value & ((1L << bits) - 1), 0);
    }

    static Word of(boolean value) {
        return new Word(value ? 1 : 0, 0);
    }

    /** The low 128 bits of a number, or as many as the width says. */
    static Word of(BigInteger value, int bits) {
        if (bits <= 64) {
            return of(value.longValue(), bits);
        }
        BigInteger low = value.and(MASK_128);
        return new Word(low.longValue(), low.shiftRight(64).longValue());
    }

    boolean isZero() {
        return (lo | hi) == 0;
    }

    /** Lane {@code i} of lanes of up to 64 bits, sign-extended. */
    long signed(int laneBits, int i) {
        int shift = 64 - laneBits;
        return unsigned(laneBits, i) << shift >> shift;
    }

    /** Lane {@code i} of lanes of up to 64 bits, zero-extended. */
    long unsigned(int laneBits, int i) {
        int at = i * laneBits;
        long word = (at < 64 ? lo : hi) >>> (at & 63);
        return laneBits == 64 ? word : word & ((1L << laneBits) - 1);
    }

    /** With the low bits of a number in lane {@code i}. */
    Word withLane(int laneBits, int i, long value) {
        int at = i * laneBits;
        long mask = (laneBits == 64 ? -1L : (1L << laneBits) - 1) << (at & 63);
        long bits = value << (at & 63) & mask;
        return at < 64 ? new Word(lo & ~mask | bits, hi) : new Word(lo, hi & ~mask | bits);
    }

    /** The value as a signed number of so many bits. */
    BigInteger signed(int bits) {
        if (bits <= 64) {
            return BigInteger.valueOf(signed(bits, 0));
        }
        return BigInteger.valueOf(hi).shiftLeft(64).or(unsigned64(lo));
    }

    /** The value as an unsigned number. */
    BigInteger unsigned() {
        return unsigned64(hi).shiftLeft(64).or(unsigned64(lo));
    }

    private static BigInteger unsigned64(long value) {
        BigInteger big = BigInteger.valueOf(value & Long.MAX_VALUE);
        return value < 0 ? big.setBit(63) : big;
    }

    Word and(Word other) {
        return new Word(lo & other.lo, hi & other.hi);
    }

    Word or(Word other) {
        return new Word(lo | other.lo, hi | other.hi);
    }

    Word xor(Word other) {
        return new Word(lo ^ other.lo, hi ^ other.hi);
    }

    /** All bits of the type inverted. */
    Word not(Type type) {
        return new Word(~lo, ~hi).truncated(type.bits());
    }

    Word truncated(int bits) {
        if (bits >= 128) {
            return this;
        }
        return bits >= 64 ? new Word(lo, 0) : new Word(lo & ((1L << bits) - 1), 0);
    }

    /** All lanes the same. */
    static Word splat(Type vector, long lane) {
        Word word = ZERO;
        for (int i = 0; i < vector.laneCount(); i++) {
            word = word.withLane(vector.laneBits(), i, lane);
        }
        return word;
    }
}
