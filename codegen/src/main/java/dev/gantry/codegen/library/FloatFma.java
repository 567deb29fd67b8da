package dev.gantry.codegen.library;

import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.IntCC;
import dev.gantry.clif.ir.LibCall;
import java.util.Arrays;

/**
 * Fused multiply and add of any format: the product of twice the words is exact; the addend is aligned with it in as many words; then one rounding.
 *
 * <p>Invariant: both summands have their leading one at most in the second bit from the top, which leaves room for a carry. The lowest bit stands for
 * anything lost when one is shifted; that happens only if it is so much smaller that the bits below the last place remain apart, since a significand and
 * the product fill less than twice the words.
 *
 * <p>Example, f64: 2^27 + 1 squared, less 2^54: the product is 2^54 + 2^28 + 1, exact in two words; the rest 2^28 + 1 is exact, where rounding in
 * between would have lost the 1.
 */
final class FloatFma extends FloatBuilder {
    private final FloatFormat format;

    private FloatFma(LibCall call, FloatFormat format) {
        super(call);
        this.format = format;
    }

    /** The routine of a call on values of a format. */
    static Function make(LibCall call, FloatFormat format) {
        FloatFma routine = new FloatFma(call, format);
        routine.write();
        return routine.finish();
    }

    private void write() {
        int each = format.words();
        Number x = number(format, 0);
        Number y = number(format, each);
        Number z = number(format, 2 * each);
        int sign = xor(x.sign, y.sign);
        int productZero = any(x.isZeroNumber(), y.isZeroNumber());
        int sameSign = is(IntCC.EQ, sign, z.sign);
        when(any(any(x.isSpecial(), y.isSpecial()), z.isSpecial()), () -> special(x, y, z, sign));
        when(productZero, () -> {
            when(nor(z.isZeroNumber()), () -> ret(z.words));
            retZero(format, select(sameSign, sign, word(0)));
        });
        int[] a = x.unpack();
        int[] b = y.unpack();
        int[] c = z.unpack();
        int[] product = mulAll(shrAllImm(tail(a), 1), tail(b));
        int exponent = addImm(subImm(add(a[0], b[0]), format.bias()), 1);
        int[] addend = shrAllImm(widened(tail(c)), 1);
        int addendExponent = select(z.isZeroNumber(), exponent, c[0]);
        int distance = sub(exponent, addendExponent);
        int productLess = isImm(IntCC.SLT, distance, 0);
        int[] fixed = select(productLess, addend, product);
        int[] shifted = shrJam(select(productLess, product, addend), select(productLess, neg(distance), distance));
        int[] difference = subAll(fixed, shifted);
        int below = difference[2 * each];
        int[] magnitude = negateIf(neg(below), Arrays.copyOf(difference, 2 * each));
        int[] sum = select(sameSign, addAll(fixed, shifted), magnitude);
        when(isZero(orAll(sum)), () -> retZero(format, word(0)));
        // The sign is that of the greater of the two.
        int fixedSign = select(productLess, z.sign, sign);
        int flipped = select(sameSign, fixedSign, xor(fixedSign, shlImm(below, 63)));
        int n = clzAll(sum);
        int top = select(productLess, addendExponent, exponent);
        retRounded(format, flipped, sub(addImm(top, 1), n), asFraction(shlAll(sum, n), each));
    }

    private void special(Number x, Number y, Number z, int sign) {
        whenNaN(x, y, z);
        int infinite = any(x.isSpecial(), y.isSpecial());
        when(nor(infinite), () -> retInfinity(format, z.sign));
        when(any(x.isZeroNumber(), y.isZeroNumber()), () -> retInvalid(format));
        when(all(z.isSpecial(), is(IntCC.NE, sign, z.sign)), () -> retInvalid(format));
        retInfinity(format, sign);
    }

    /** With as many words below it. */
    private int[] widened(int[] sig) {
        return asFraction(sig, 2 * sig.length);
    }
}
