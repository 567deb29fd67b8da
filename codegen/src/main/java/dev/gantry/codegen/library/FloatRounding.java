package dev.gantry.codegen.library;

import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.IntCC;
import dev.gantry.clif.ir.LibCall;
import java.util.Arrays;

/**
 * Rounding of floats of any format to integers, on their bits: a carry out of the fraction makes the exponent greater by one, as it should.
 *
 * <p>Example, f32, nearest: 2.5 is 0x40200000, 22 bits of its fraction are below the point. Half a unit less one, and the unit's own bit, 0, are added:
 * 0x403fffff; the 22 bits are cleared: 0x40000000, 2. The unit's bit of 1.5 is the lowest of the exponent, which is odd for 1: it stands for the leading one.
 */
final class FloatRounding extends FloatBuilder {
    /** Which way. */
    enum Mode {
        CEIL,
        FLOOR,
        TRUNC,
        NEAREST
    }

    private final FloatFormat format;
    private final Mode mode;

    private FloatRounding(LibCall call, FloatFormat format, Mode mode) {
        super(call);
        this.format = format;
        this.mode = mode;
    }

    /** The routine of a call that rounds values of a format. */
    static Function make(LibCall call, FloatFormat format, Mode mode) {
        FloatRounding routine = new FloatRounding(call, format, mode);
        routine.write();
        return routine.finish();
    }

    private void write() {
        Number x = number(format, 0);
        when(isImm(IntCC.UGE, x.field, format.bias() + format.fractionBits()), () -> {
            whenNaN(x);
            ret(x.words);
        });
        when(isImm(IntCC.ULT, x.field, format.bias()), () -> belowOne(x));
        int n = sub(word(format.bias() + format.fractionBits()), x.field);
        int[] mask = subAll(shlAll(constantLow(1), n), constantLow(1));
        mask = Arrays.copyOf(mask, format.words());
        int[] result = x.words;
        if (mode == Mode.NEAREST) {
            int even = andImm(shrAll(x.words, n)[0], 1);
            result = addWord(addAll(x.words, shrAllImm(mask, 1)), even);
        } else if (mode != Mode.TRUNC) {
            int away = awayFromZero(x);
            result = addAll(x.words, select(away, mask, constant(format.words(), 0)));
        }
        int[] cleared = new int[result.length];
        for (int i = 0; i < result.length; i++) {
            cleared[i] = and(result[i], not(mask[i]));
        }
        ret(cleared);
    }

    private int[] constantLow(long value) {
        int[] result = constant(format.words(), 0);
        result[0] = word(value);
        return result;
    }

    private int awayFromZero(Number x) {
        return mode == Mode.CEIL ? isZero(x.sign) : isNonzero(x.sign);
    }

    private void belowOne(Number x) {
        long one = format.bias() << format.exponentAt();
        int up;
        if (mode == Mode.NEAREST) {
            up = all(isImm(IntCC.EQ, x.field, format.bias() - 1), isNonzero(orAll(x.fraction())));
        } else if (mode == Mode.TRUNC) {
            up = nor(isZero(word(0)));
        } else {
            up = all(awayFromZero(x), nor(x.isZeroNumber()));
        }
        int[] magnitude = select(up, constant(format.words(), one), constant(format.words(), 0));
        retSigned(format, x.sign, magnitude);
    }
}
