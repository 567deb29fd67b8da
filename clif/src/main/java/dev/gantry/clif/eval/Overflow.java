package dev.gantry.clif.eval;

import dev.gantry.clif.ir.Opcode;
import java.math.BigInteger;

/**
 * Sums, differences and products with the question whether they fit.
 *
 * <p>Sums and differences are formed at the top of a word, so that the carry or borrow out of the type is that out of the word: with
 * {@code s = a + b + c}, it is the top bit of {@code a & b | (a | b) & ~s}, and the signed sum does not fit if both operands differ
 * from it in sign. Example for 8 bits: 200 + 100 is {@code 0xc8 << 56 + 0x64 << 56 = 0x2c << 56}, top bit of {@code ~s & (a | b)} set: carry.
 */
final class Overflow {
    private Overflow() {}

    /** Sum or difference of the first two operands and a carry or borrow; the flag is the second result. */
    static void sum(Opcode opcode, int bits, boolean carry, Evaluator e) {
        boolean subtracts =
                switch (opcode) {
                    case USUB_OVERFLOW, SSUB_OVERFLOW, USUB_OVERFLOW_BIN, SSUB_OVERFLOW_BIN -> true;
                    default -> false;
                };
        boolean signed =
                switch (opcode) {
                    case SADD_OVERFLOW, SADD_OVERFLOW_CIN, SSUB_OVERFLOW, SSUB_OVERFLOW_BIN -> true;
                    default -> false;
                };
        long c = carry ? 1 : 0;
        if (bits == 128) {
            long low = subtracts ? e.xLo - e.yLo - c : e.xLo + e.yLo + c;
            long middle = carryOut(subtracts, e.xLo, e.yLo, low);
            long high = subtracts ? e.xHi - e.yHi - middle : e.xHi + e.yHi + middle;
            e.second = flag(subtracts, signed, e.xHi, e.yHi, high);
            e.set(low, high);
            return;
        }
        int unused = 64 - bits;
        long a = e.xLo << unused;
        long b = e.yLo << unused;
        long s = subtracts ? a - b - (c << unused) : a + b + (c << unused);
        e.second = flag(subtracts, signed, a, b, s);
        e.set(s >>> unused, 0);
    }

    private static long flag(boolean subtracts, boolean signed, long a, long b, long s) {
        if (!signed) {
            return carryOut(subtracts, a, b, s);
        }
        return (subtracts ? (a ^ b) & (a ^ s) : (a ^ s) & (b ^ s)) >>> 63;
    }

    private static long carryOut(boolean subtracts, long a, long b, long s) {
        return (subtracts ? ~a & b | (~a | b) & s : a & b | (a | b) & ~s) >>> 63;
    }

    /** Product of the first two operands; the flag is the second result. */
    static void product(Opcode opcode, int bits, Evaluator e) {
        boolean signed = opcode == Opcode.SMUL_OVERFLOW;
        boolean fits;
        if (bits == 128) {
            BigInteger product = signed
                    ? Int128.signed(e.xLo, e.xHi).multiply(Int128.signed(e.yLo, e.yHi))
                    : Int128.unsigned(e.xLo, e.xHi).multiply(Int128.unsigned(e.yLo, e.yHi));
            fits = product.bitLength() <= (signed ? 127 : 128);
            e.set(product.longValue(), product.shiftRight(64).longValue());
        } else if (signed) {
            int unused = 64 - bits;
            long a = e.xLo << unused >> unused;
            long b = e.yLo << unused >> unused;
            fits = bits == 64 ? Math.multiplyHigh(a, b) == a * b >> 63 : IntLanes.fits(bits, a * b);
            e.setLow(bits, a * b);
        } else {
            long product = e.xLo * e.yLo;
            fits = bits == 64 ? Math.unsignedMultiplyHigh(e.xLo, e.yLo) == 0 : product >>> bits == 0;
            e.setLow(bits, product);
        }
        e.second = fits ? 0 : 1;
    }
}
