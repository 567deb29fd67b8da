package dev.gantry.codegen.library;

import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.IntCC;
import dev.gantry.clif.ir.LibCall;

/**
 * Conversions between float formats, and between floats and integers: a significand is moved to the words of the other format, what is lost being kept in
 * the lowest bit, and rounded once.
 *
 * <p>Example: 2^24 + 1 as i64 to f32: 39 leading zeros; shifted, the leading one is the top bit and the 1 bit 39, just half of the last place of 24 bits
 * that f32 keeps: to even, 2^24.
 */
final class FloatConversion extends FloatBuilder {
    private FloatConversion(LibCall call) {
        super(call);
    }

    /** The routine of a call that converts between formats. */
    static Function between(LibCall call, FloatFormat from, FloatFormat to) {
        FloatConversion routine = new FloatConversion(call);
        routine.convert(from, to);
        return routine.finish();
    }

    /** The routine of a call that converts from an integer of one word or two. */
    static Function fromInt(LibCall call, int words, boolean signed, FloatFormat to) {
        FloatConversion routine = new FloatConversion(call);
        routine.convertInt(words, signed, to);
        return routine.finish();
    }

    /** The routine of a call that converts to an integer of 128 bits. */
    static Function toWide(LibCall call, FloatFormat from, boolean signed) {
        FloatConversion routine = new FloatConversion(call);
        Number x = routine.number(from, 0);
        int negative = routine.isNonzero(x.sign);
        routine.retInt(x, signed, routine.limit(routine.word(128), signed, negative), 2);
        return routine.finish();
    }

    /** The routine of a call that converts to an integer whose width is the last parameter. */
    static Function toNarrow(LibCall call, boolean signed) {
        FloatConversion routine = new FloatConversion(call);
        Number x = routine.number(FloatFormat.F128, 0);
        int negative = routine.isNonzero(x.sign);
        routine.retInt(x, signed, routine.limit(routine.param(2), signed, negative), 1);
        return routine.finish();
    }

    /** The routine of a call that says whether the number fits an integer whose width is the last parameter. */
    static Function fits(LibCall call, boolean signed) {
        FloatConversion routine = new FloatConversion(call);
        routine.writeFits(signed);
        return routine.finish();
    }

    private void convert(FloatFormat from, FloatFormat to) {
        Number x = number(from, 0);
        when(x.isSpecial(), () -> {
            when(isZero(orAll(x.fraction())), () -> retInfinity(to, x.sign));
            int[] payload = asPayload(shlAllImm(x.fraction(), from.guardBits()), to);
            int last = payload.length - 1;
            payload[last] = orImm(payload[last], to.infinity() | to.quietBit());
            retSigned(to, x.sign, payload);
        });
        when(x.isZeroNumber(), () -> retZero(to, x.sign));
        int[] a = x.unpack();
        retRounded(to, x.sign, addImm(a[0], to.bias() - from.bias()), asFraction(tail(a), to.words()));
    }

    /** The uppermost bits of a fraction, which begins in the second bit from the top, as the fraction of another format. */
    private int[] asPayload(int[] fraction, FloatFormat to) {
        int[] result = new int[to.words()];
        int lower = fraction.length - result.length;
        for (int i = 0; i < result.length; i++) {
            result[i] = i + lower >= 0 ? fraction[i + lower] : word(0);
        }
        return shrAllImm(result, to.guardBits());
    }

    private void convertInt(int words, boolean signed, FloatFormat to) {
        int[] x = new int[words];
        for (int i = 0; i < words; i++) {
            x[i] = param(i);
        }
        int mask = signed ? signMask(x[words - 1]) : word(0);
        int[] magnitude = signed ? negateIf(mask, x) : x;
        when(isZero(orAll(x)), () -> retZero(to, word(0)));
        int n = clzAll(magnitude);
        int exponent = sub(word(to.bias() + 64L * words - 1), n);
        retRounded(to, shlImm(mask, 63), exponent, asFraction(shlAll(magnitude, n), to.words()));
    }

    /** The magnitude, below 2^128, without its fraction; all ones if it is more. */
    private int[] truncated(Number x) {
        int[] a = x.unpack();
        int[] sig = asFraction(tail(a), 2);
        int exponent = subImm(a[0], x.format.bias());
        int tooLarge = isImm(IntCC.SGT, exponent, 127);
        int[] shifted = shrAll(sig, andImm(sub(word(127), exponent), 127));
        int ones = neg(asWord(tooLarge));
        int some = neg(asWord(isImm(IntCC.SGE, exponent, 0)));
        return new int[] {and(or(shifted[0], ones), some), and(or(shifted[1], ones), some)};
    }

    /** The greatest magnitude of an integer of a width from 1 to 128; of 128 bits, whether signed or not, the greatest signed one is the limit. */
    private int[] limit(int width, boolean signed, int negative) {
        int[] one = {word(1), word(0)};
        if (!signed) {
            int last = subImm(width, 1);
            int wide = asWord(isImm(IntCC.EQ, width, 128));
            int[] most = subAll(shlAll(new int[] {sub(word(2), wide), word(0)}, last), one);
            int[] none = constant(2, 0);
            return select(negative, none, new int[] {most[0], most[1]});
        }
        int[] half = shlAll(one, subImm(width, 1));
        int[] most = subAll(half, one);
        return select(negative, half, new int[] {most[0], most[1]});
    }

    private int exceeds(int[] x, int[] limit) {
        return any(below(limit[1], x[1]), all(is(IntCC.EQ, x[1], limit[1]), below(limit[0], x[0])));
    }

    private void retInt(Number x, boolean signed, int[] limit, int words) {
        when(x.isNaN(), () -> ret(constant(words, 0)));
        int[] magnitude = truncated(x);
        int[] clamped = select(exceeds(magnitude, limit), limit, magnitude);
        int[] result = signed ? negateIf(signMask(x.sign), clamped) : clamped;
        ret(words == 1 ? new int[] {result[0]} : result);
    }

    private void writeFits(boolean signed) {
        Number x = number(FloatFormat.F128, 0);
        when(x.isNaN(), () -> ret(word(2)));
        int[] limit = limit(param(2), signed, isNonzero(x.sign));
        // Greater numbers than the limit of 128 bits count as fitting: see LibCall.
        int counts = any(isNonzero(x.sign), isImm(IntCC.NE, param(2), 128));
        ret(asWord(all(exceeds(truncated(x), limit), counts)));
    }
}
