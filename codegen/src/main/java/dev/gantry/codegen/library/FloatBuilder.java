package dev.gantry.codegen.library;

import dev.gantry.clif.ir.IntCC;
import dev.gantry.clif.ir.LibCall;

/**
 * What routines on floats have in common: taking values apart, putting them together with rounding to nearest, ties to even.
 *
 * <p>Invariant: a significand's leading one is the top bit of its words; its exponent is the stored one, continued below zero for subnormal numbers; so the
 * value is significand / 2^(64 * words - 1) * 2^(exponent - bias). A sign is bit 63 of a word whose other bits are zero.
 */
class FloatBuilder extends LimbBuilder {
    FloatBuilder(LibCall call) {
        super(call);
    }

    /** A value of a format: its words and what is known of it. */
    final class Number {
        final FloatFormat format;
        final int[] words;
        final int sign;
        /** The stored exponent. */
        final int field;

        Number(FloatFormat format, int[] words) {
            this.format = format;
            this.words = words;
            int top = words[words.length - 1];
            sign = andImm(shlImm(top, 63 - format.signAt()), Long.MIN_VALUE);
            field = andImm(shrImm(top, format.exponentAt()), format.maxExponent());
        }

        private int top() {
            return words[words.length - 1];
        }

        /** Infinite or not a number. */
        int isSpecial() {
            return isImm(IntCC.EQ, field, format.maxExponent());
        }

        int[] magnitude() {
            int[] result = words.clone();
            result[words.length - 1] = andImm(top(), (1L << format.signAt()) - 1);
            return result;
        }

        int isZeroNumber() {
            return isZero(orAll(magnitude()));
        }

        int[] fraction() {
            int[] result = words.clone();
            result[words.length - 1] = andImm(top(), (1L << format.exponentAt()) - 1);
            return result;
        }

        int isNaN() {
            return all(isSpecial(), isNonzero(orAll(fraction())));
        }

        /** The same NaN, quiet. */
        int[] quiet() {
            int[] result = words.clone();
            result[words.length - 1] = orImm(top(), format.quietBit());
            return result;
        }

        /** Exponent and significand of a number that is not special; the significand of zero is zero. */
        int[] unpack() {
            int one = format.exponentAt();
            int guard = format.guardBits();
            int[] fraction = fraction();
            return eitherOf(
                    isZero(field),
                    () -> {
                        int[] raw = shlAllImm(fraction, guard);
                        int n = clzAll(raw);
                        // Of zero the shift is as good as none.
                        int[] sig = shlAll(raw, n);
                        return prepend(sub(word(1), n), sig);
                    },
                    () -> {
                        int[] whole = fraction.clone();
                        whole[whole.length - 1] = orImm(whole[whole.length - 1], 1L << one);
                        return prepend(field, shlAllImm(whole, guard));
                    });
        }
    }

    static int[] prepend(int first, int[] rest) {
        int[] result = new int[rest.length + 1];
        result[0] = first;
        System.arraycopy(rest, 0, result, 1, rest.length);
        return result;
    }

    static int[] tail(int[] words) {
        int[] result = new int[words.length - 1];
        System.arraycopy(words, 1, result, 0, result.length);
        return result;
    }

    /** A parameter of the routine that is a float, of 128 bits two parameters. */
    final Number number(FloatFormat format, int param) {
        if (format.words() == 2) {
            return new Number(format, new int[] {param(param), param(param + 1)});
        }
        return new Number(format, new int[] {format.bits() == 16 ? andImm(param(param), 0xffff) : floatParam(param)});
    }

    /** Ends with an infinity. */
    final void retInfinity(FloatFormat format, int sign) {
        int[] result = constant(format.words(), format.infinity());
        retSigned(format, sign, result);
    }

    /** Ends with a NaN of the routine's own. */
    final void retInvalid(FloatFormat format) {
        ret(constant(format.words(), format.invalid()));
    }

    /** Ends with a zero. */
    final void retZero(FloatFormat format, int sign) {
        retSigned(format, sign, constant(format.words(), 0));
    }

    final void retSigned(FloatFormat format, int sign, int[] magnitude) {
        int last = magnitude.length - 1;
        int[] result = magnitude.clone();
        result[last] = or(result[last], shrImm(sign, 63 - format.signAt()));
        ret(result);
    }

    /** If one of two is NaN, ends with the first that is, quiet. */
    final void whenNaN(Number... numbers) {
        for (Number number : numbers) {
            when(number.isNaN(), () -> ret(number.quiet()));
        }
    }

    /**
     * Ends with the number of this format nearest to a value.
     *
     * @param exponent any, as signed
     * @param sig normalised, in the format's number of words, its lowest bit set if any bit below it is
     */
    final void retRounded(FloatFormat format, int sign, int exponent, int[] sig) {
        when(isImm(IntCC.SLE, exponent, 0), () -> {
            int[] shifted = shrJam(sig, sub(word(1), exponent));
            retSigned(format, sign, round(format, word(0), shifted));
        });
        when(isImm(IntCC.SGE, exponent, format.maxExponent()), () -> retInfinity(format, sign));
        retSigned(format, sign, round(format, subImm(exponent, 1), sig));
    }

    /** The leading one, where there is one, adds to the exponent; so does the carry of rounding up. */
    private int[] round(FloatFormat format, int exponent, int[] sig) {
        int guard = format.guardBits();
        int[] kept = shrAllImm(sig, guard);
        int rest = andImm(sig[0], (1L << guard) - 1);
        int up = shrImm(add(addImm(rest, (1L << guard - 1) - 1), andImm(kept[0], 1)), guard);
        int[] rounded = addWord(kept, up);
        int last = rounded.length - 1;
        rounded[last] = add(rounded[last], shlImm(exponent, format.exponentAt()));
        return rounded;
    }
}
