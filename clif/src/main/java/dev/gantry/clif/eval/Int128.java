package dev.gantry.clif.eval;

import dev.gantry.clif.ir.IntCC;
import dev.gantry.clif.ir.Opcode;
import java.math.BigInteger;

/** Integer operations on scalars of 128 bits, in two words. */
final class Int128 {
    private Int128() {}

    static void binary(Opcode opcode, Evaluator e) {
        switch (opcode) {
            case IADD -> {
                long low = e.xLo + e.yLo;
                e.set(low, e.xHi + e.yHi + (Long.compareUnsigned(low, e.xLo) < 0 ? 1 : 0));
            }
            case ISUB -> e.set(e.xLo - e.yLo, e.xHi - e.yHi - (Long.compareUnsigned(e.xLo, e.yLo) < 0 ? 1 : 0));
            case IMUL -> e.set(e.xLo * e.yLo, Math.unsignedMultiplyHigh(e.xLo, e.yLo) + e.xLo * e.yHi + e.xHi * e.yLo);
            case SMIN -> choose(compare(IntCC.SLE, e), e);
            case SMAX -> choose(compare(IntCC.SGE, e), e);
            case UMIN -> choose(compare(IntCC.ULE, e), e);
            case UMAX -> choose(compare(IntCC.UGE, e), e);
            case UMULHI -> highProduct(unsigned(e.xLo, e.xHi), unsigned(e.yLo, e.yHi), e);
            case SMULHI -> highProduct(signed(e.xLo, e.xHi), signed(e.yLo, e.yHi), e);
            default -> throw Evaluator.notComputed(opcode);
        }
    }

    private static void choose(boolean first, Evaluator e) {
        e.set(first ? e.xLo : e.yLo, first ? e.xHi : e.yHi);
    }

    private static void highProduct(BigInteger a, BigInteger b, Evaluator e) {
        BigInteger high = a.multiply(b).shiftRight(128);
        e.set(high.longValue(), high.shiftRight(64).longValue());
    }

    static BigInteger signed(long lo, long hi) {
        return BigInteger.valueOf(hi).shiftLeft(64).or(unsigned64(lo));
    }

    static BigInteger unsigned(long lo, long hi) {
        return unsigned64(hi).shiftLeft(64).or(unsigned64(lo));
    }

    private static BigInteger unsigned64(long value) {
        BigInteger big = BigInteger.valueOf(value & Long.MAX_VALUE);
        return value < 0 ? big.setBit(63) : big;
    }

    static void unary(Opcode opcode, Evaluator e) {
        switch (opcode) {
            case INEG -> negate(e);
            case IABS -> {
                if (e.xHi < 0) {
                    negate(e);
                } else {
                    e.set(e.xLo, e.xHi);
                }
            }
            case POPCNT -> e.set(Long.bitCount(e.xLo) + Long.bitCount(e.xHi), 0);
            case CLZ -> e.set(leadingZeros(e.xLo, e.xHi), 0);
            case CTZ ->
                e.set(e.xLo != 0 ? Long.numberOfTrailingZeros(e.xLo) : 64 + Long.numberOfTrailingZeros(e.xHi), 0);
            case CLS -> {
                long sign = e.xHi >> 63;
                e.set(leadingZeros(e.xLo ^ sign, e.xHi ^ sign) - 1, 0);
            }
            case BITREV -> e.set(Long.reverse(e.xHi), Long.reverse(e.xLo));
            case BSWAP -> e.set(Long.reverseBytes(e.xHi), Long.reverseBytes(e.xLo));
            default -> throw Evaluator.notComputed(opcode);
        }
    }

    private static void negate(Evaluator e) {
        e.set(-e.xLo, ~e.xHi + (e.xLo == 0 ? 1 : 0));
    }

    private static int leadingZeros(long lo, long hi) {
        return hi != 0 ? Long.numberOfLeadingZeros(hi) : 64 + Long.numberOfLeadingZeros(lo);
    }

    static void shift(Opcode opcode, int n, Evaluator e) {
        switch (opcode) {
            case ISHL -> e.set(leftLow(e.xLo, n), leftHigh(e.xLo, e.xHi, n));
            case USHR -> e.set(rightLow(e.xLo, e.xHi, n), n < 64 ? e.xHi >>> n : 0);
            case SSHR ->
                e.set(n < 64 ? rightLow(e.xLo, e.xHi, n) : e.xHi >> (n - 64), n < 64 ? e.xHi >> n : e.xHi >> 63);
            case ROTL -> rotate(n, e);
            case ROTR -> rotate((128 - n) & 127, e);
            default -> throw Evaluator.notComputed(opcode);
        }
    }

    private static long leftLow(long lo, int n) {
        return n < 64 ? lo << n : 0;
    }

    private static long leftHigh(long lo, long hi, int n) {
        if (n == 0) {
            return hi;
        }
        return n < 64 ? hi << n | lo >>> (64 - n) : lo << (n - 64);
    }

    private static long rightLow(long lo, long hi, int n) {
        if (n == 0) {
            return lo;
        }
        return n < 64 ? lo >>> n | hi << (64 - n) : hi >>> (n - 64);
    }

    private static void rotate(int n, Evaluator e) {
        int back = 128 - n;
        if (n == 0) {
            e.set(e.xLo, e.xHi);
        } else {
            long high = back < 64 ? e.xHi >>> back : 0;
            e.set(leftLow(e.xLo, n) | rightLow(e.xLo, e.xHi, back), leftHigh(e.xLo, e.xHi, n) | high);
        }
    }

    static boolean compare(IntCC cond, Evaluator e) {
        int high = cond.isSigned() ? Long.compare(e.xHi, e.yHi) : Long.compareUnsigned(e.xHi, e.yHi);
        int order = high != 0 ? high : Long.compareUnsigned(e.xLo, e.yLo);
        return switch (cond) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case SLT, ULT -> order < 0;
            case SGE, UGE -> order >= 0;
            case SGT, UGT -> order > 0;
            case SLE, ULE -> order <= 0;
        };
    }
}
