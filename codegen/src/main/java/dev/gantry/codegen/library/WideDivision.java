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
final class WideDivision extends LimbBuilder {
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
            int high = eitherOf(below(dividend[1], divisor[0]), () -> new int[] {word(0)}, () ->
                    new int[] {div(dividend[1], divisor[0])})[0];
            int rest = sub(dividend[1], mul(high, divisor[0]));
            int low = divideStep(rest, dividend[0], divisor[0]);
            result(low, high, sub(dividend[0], mul(low, divisor[0])), zero);
        });
        divideByTwoWords(x, y);
    }

    private void divideByTwoWords(int[] x, int[] y) {
        int n = clz(y[1]);
        // The upper 64 bits of the divisor from its first one bit on; shifting by 63 - n twice avoids a shift by 64.
        int top = or(shl(y[1], n), shr(shrImm(y[0], 1), xorImm(n, 63)));
        int estimate = divideStep(shrImm(x[1], 1), or(shlImm(x[1], 63), shrImm(x[0], 1)), top);
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

    private void result(int qLow, int qHigh, int rLow, int rHigh) {
        int[] result = remainder ? new int[] {rLow, rHigh} : new int[] {qLow, qHigh};
        ret(signed ? negateIf(negate, result) : result);
    }
}
