package dev.gantry.codegen.library;

import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.IntCC;
import dev.gantry.clif.ir.LibCall;

/**
 * Comparison of floats of 128 bits as integers: the bits of positive numbers are in the order of the numbers, of negative ones in the opposite order, so that
 * flipping all their bits but the sign gives the order of signed integers, in which -0 is below 0.
 */
final class FloatOrder extends FloatBuilder {
    private static final FloatFormat F = FloatFormat.F128;

    private FloatOrder(LibCall call) {
        super(call);
    }

    /** The routine of a call. */
    static Function make(LibCall call) {
        FloatOrder routine = new FloatOrder(call);
        switch (call) {
            case FMIN_F128 -> routine.choose(true);
            case FMAX_F128 -> routine.choose(false);
            case COMPARE_F128 -> routine.compare();
            default -> throw new IllegalArgumentException("not a comparison: " + call);
        }
        return routine.finish();
    }

    private void choose(boolean least) {
        Number x = number(F, 0);
        Number y = number(F, 2);
        whenNaN(x, y);
        int xLess = less(key(x), key(y));
        ret(least ? select(xLess, x.words, y.words) : select(xLess, y.words, x.words));
    }

    private void compare() {
        Number x = number(F, 0);
        Number y = number(F, 2);
        when(any(x.isNaN(), y.isNaN()), () -> ret(word(2)));
        when(all(x.isZeroNumber(), y.isZeroNumber()), () -> ret(word(0)));
        int[] a = key(x);
        int[] b = key(y);
        ret(sub(asWord(less(b, a)), asWord(less(a, b))));
    }

    private int[] key(Number x) {
        int mask = signMask(x.words[1]);
        return new int[] {xor(x.words[0], mask), xor(x.words[1], shrImm(mask, 1))};
    }

    private int less(int[] x, int[] y) {
        return any(is(IntCC.SLT, x[1], y[1]), all(is(IntCC.EQ, x[1], y[1]), below(x[0], y[0])));
    }
}
