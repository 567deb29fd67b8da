package dev.gantry.codegen.library;

import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.IntCC;
import dev.gantry.clif.ir.LibCall;

/**
 * Division of integers of 128 bits, by the division of 64 bits that every machine has.
 *
 * <p>Algorithm: Knuth, The Art of Computer Programming, volume 2, 4.3.1, D, on digits of 32 bits to divide two words by one; by two words, the
 * quotient of the upper bits is an estimate that is too large by at most one. Three ways, by the divisor and the dividend: both of one word, one
 * machine division; a divisor of one word, three; a divisor of two words, two.
 *
 * <p>Invariant of the step of two words by one: the dividend's upper word is below the divisor, so that the quotient is one word; divisor and dividend
 * are shifted so that the divisor's top bit is set, and then no digit's estimate is too large by more than two.
 *
 * <p>Example: (2^64 + 5) / 3: the upper words give 1 / 3 = 0, remainder 1; the step divides 2^64 + 5 by 3 and gives 0x5555555555555557.
 */
final class WideDivision extends RoutineBuilder {
    private final boolean remainder;
    /** All ones where the result is to be negated, or no value. */
    private int negate;

    private final boolean signed;

    private WideDivision(LibCall call) {
        super(call);
        remainder = call == LibCall.UREM_I128 || call == LibCall.SREM_I128;
        signed = call == LibCall.SDIV_I128 || call == LibCall.SREM_I128;
    }

    /** The routine of a call, which is one of the four of division. */
    static Function make(LibCall call) {
        WideDivision routine = new WideDivision(call);
        routine.write();
        return routine.finish();
    }

    private void write() {
        int[] x = {param(0), param(1)};
        int[] y = {param(2), param(3)};
        if (signed) {
            int xSign = signMask(x[1]);
            int ySign = signMask(y[1]);
            negate = remainder ? xSign : xor(xSign, ySign);
            x = negateIf(xSign, x);
            y = negateIf(ySign, y);
        }
        int[] dividend = x;
        int[] divisor = y;
        int zero = word(0);
        when(isZero(or(x[1], y[1])), () -> {
            int q = div(dividend[0], divisor[0]);
            result(q, zero, sub(dividend[0], mul(q, divisor[0])), zero);
        });
        when(isZero(y[1]), () -> {
            int high = either(below(dividend[1], divisor[0]), () -> word(0), () -> div(dividend[1], divisor[0]));
            int rest = sub(dividend[1], mul(high, divisor[0]));
            int low = step(rest, dividend[0], divisor[0]);
            result(low, high, sub(dividend[0], mul(low, divisor[0])), zero);
        });
        divideByTwoWords(x, y);
    }

    private void divideByTwoWords(int[] x, int[] y) {
        int n = clz(y[1]);
        // The upper 64 bits of the divisor from its first one bit on; shifting by 63 - n twice avoids a shift by 64.
        int top = or(shl(y[1], n), shr(shrImm(y[0], 1), xorImm(n, 63)));
        int estimate = step(shrImm(x[1], 1), or(shlImm(x[1], 63), shrImm(x[0], 1)), top);
        int shifted = shr(estimate, sub(word(63), n));
        int q = sub(shifted, asWord(isNonzero(shifted)));
        int productLow = mul(q, y[0]);
        int productHigh = add(mulHigh(q, y[0]), mul(q, y[1]));
        int restLow = sub(x[0], productLow);
        int restHigh = sub(sub(x[1], productHigh), asWord(below(x[0], productLow)));
        int fits = any(is(IntCC.UGT, restHigh, y[1]), all(is(IntCC.EQ, restHigh, y[1]), is(IntCC.UGE, restLow, y[0])));
        int lessLow = sub(restLow, y[0]);
        int lessHigh = sub(sub(restHigh, y[1]), asWord(below(restLow, y[0])));
        result(add(q, asWord(fits)), word(0), select(fits, lessLow, restLow), select(fits, lessHigh, restHigh));
    }

    /** The quotient of two words by one that is greater than the upper of them. */
    private int step(int high, int low, int divisor) {
        int n = clz(divisor);
        int d = shl(divisor, n);
        int dHigh = shrImm(d, 32);
        int dLow = andImm(d, 0xffff_ffffL);
        int upper = or(shl(high, n), shr(shrImm(low, 1), xorImm(n, 63)));
        int lower = shl(low, n);
        int first = digit(upper, shrImm(lower, 32), dHigh, dLow);
        int rest = sub(add(shlImm(upper, 32), shrImm(lower, 32)), mul(first, d));
        int second = digit(rest, andImm(lower, 0xffff_ffffL), dHigh, dLow);
        return add(shlImm(first, 32), second);
    }

    /** A digit of the quotient: the estimate by the divisor's upper half, corrected twice by its lower half. */
    private int digit(int upper, int next, int dHigh, int dLow) {
        int q = div(upper, dHigh);
        int rest = sub(upper, mul(q, dHigh));
        int first = tooLarge(q, rest, next, dLow);
        q = sub(q, asWord(first));
        rest = add(rest, select(first, dHigh, word(0)));
        int second = all(all(first, isZero(shrImm(rest, 32))), tooLarge(q, rest, next, dLow));
        return sub(q, asWord(second));
    }

    private int tooLarge(int q, int rest, int next, int dLow) {
        return any(isNonzero(shrImm(q, 32)), is(IntCC.UGT, mul(q, dLow), or(shlImm(rest, 32), next)));
    }

    private int[] negateIf(int mask, int[] x) {
        int low = xor(x[0], mask);
        int high = xor(x[1], mask);
        int difference = sub(low, mask);
        // Taking away -1 carries where the difference is zero.
        return new int[] {difference, add(high, and(asWord(isZero(difference)), neg(mask)))};
    }

    private void result(int qLow, int qHigh, int rLow, int rHigh) {
        int[] result = remainder ? new int[] {rLow, rHigh} : new int[] {qLow, qHigh};
        ret(signed ? negateIf(negate, result) : result);
    }
}
