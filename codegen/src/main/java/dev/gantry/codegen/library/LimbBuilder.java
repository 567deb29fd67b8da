package dev.gantry.codegen.library;

import dev.gantry.clif.ir.IntCC;
import dev.gantry.clif.ir.LibCall;

/** Arithmetic on numbers of one, two or four words, least significant first. */
class LimbBuilder extends RoutineBuilder {
    LimbBuilder(LibCall call) {
        super(call);
    }

    final int[] constant(int words, long top) {
        int[] result = new int[words];
        for (int i = 0; i < words; i++) {
            result[i] = word(i == words - 1 ? top : 0);
        }
        return result;
    }

    /** All words or-ed: zero if the number is. */
    final int orAll(int[] x) {
        int result = x[0];
        for (int i = 1; i < x.length; i++) {
            result = or(result, x[i]);
        }
        return result;
    }

    /** The sum, without the carry out of it. */
    final int[] addAll(int[] x, int[] y) {
        int[] sum = new int[x.length];
        int carry = -1;
        for (int i = 0; i < x.length; i++) {
            int part = add(x[i], y[i]);
            int out = asWord(below(part, x[i]));
            if (carry >= 0) {
                sum[i] = add(part, carry);
                out = or(out, asWord(below(sum[i], carry)));
            } else {
                sum[i] = part;
            }
            carry = out;
        }
        return sum;
    }

    /** A word added to a number. */
    final int[] addWord(int[] x, int y) {
        int[] sum = new int[x.length];
        int carry = y;
        for (int i = 0; i < x.length; i++) {
            sum[i] = add(x[i], carry);
            carry = asWord(below(sum[i], carry));
        }
        return sum;
    }

    /** The difference and, as one word more, the borrow, 0 or 1. */
    final int[] subAll(int[] x, int[] y) {
        int[] result = new int[x.length + 1];
        int borrow = -1;
        for (int i = 0; i < x.length; i++) {
            int part = sub(x[i], y[i]);
            int out = asWord(below(x[i], y[i]));
            if (borrow >= 0) {
                result[i] = sub(part, borrow);
                out = or(out, asWord(below(part, borrow)));
            } else {
                result[i] = part;
            }
            borrow = out;
        }
        result[x.length] = borrow;
        return result;
    }

    /** The product of the full width. */
    final int[] mulAll(int[] x, int[] y) {
        if (x.length == 1) {
            return new int[] {mul(x[0], y[0]), mulHigh(x[0], y[0])};
        }
        int zero = word(0);
        int[] low = {mul(x[0], y[0]), mulHigh(x[0], y[0]), mul(x[1], y[1]), mulHigh(x[1], y[1])};
        int[] cross = {zero, mul(x[0], y[1]), mulHigh(x[0], y[1]), zero};
        int[] other = {zero, mul(x[1], y[0]), mulHigh(x[1], y[0]), zero};
        return addAll(addAll(low, cross), other);
    }

    /** Leading zeros; all of them for zero. */
    final int clzAll(int[] x) {
        int result = clz(x[0]);
        for (int i = 1; i < x.length; i++) {
            result = select(isZero(x[i]), addImm(result, 64), clz(x[i]));
        }
        return result;
    }

    /** Shifted left by less than its width. */
    final int[] shlAll(int[] x, int n) {
        int[] moved = x;
        for (int step = x.length / 2; step > 0; step /= 2) {
            int far = isNonzero(andImm(n, 64L * step));
            int[] next = new int[x.length];
            for (int i = 0; i < x.length; i++) {
                next[i] = select(far, i >= step ? moved[i - step] : word(0), moved[i]);
            }
            moved = next;
        }
        int bits = andImm(n, 63);
        int[] result = new int[x.length];
        for (int i = 0; i < x.length; i++) {
            int high = shl(moved[i], bits);
            result[i] = i == 0 ? high : or(high, shr(shrImm(moved[i - 1], 1), xorImm(bits, 63)));
        }
        return result;
    }

    /** Shifted right by less than its width. */
    final int[] shrAll(int[] x, int n) {
        return shiftRight(x, n, false);
    }

    /** Shifted right by any number as unsigned, the lowest bit being set if any one bit is lost: enough to round correctly later. */
    final int[] shrJam(int[] x, int n) {
        long most = 64L * x.length - 1;
        return shiftRight(x, umin(n, most), true);
    }

    private int umin(int x, long y) {
        int limit = word(y);
        return select(below(x, limit), x, limit);
    }

    private int[] shiftRight(int[] x, int n, boolean jam) {
        int[] moved = x;
        int lost = -1;
        for (int step = x.length / 2; step > 0; step /= 2) {
            int far = isNonzero(andImm(n, 64L * step));
            int[] next = new int[x.length];
            for (int i = 0; i < x.length; i++) {
                next[i] = select(far, i + step < x.length ? moved[i + step] : word(0), moved[i]);
            }
            for (int i = 0; jam && i < step; i++) {
                int gone = select(far, moved[i], word(0));
                lost = lost < 0 ? gone : or(lost, gone);
            }
            moved = next;
        }
        int bits = andImm(n, 63);
        int[] result = new int[x.length];
        for (int i = 0; i < x.length; i++) {
            int low = shr(moved[i], bits);
            result[i] = i == x.length - 1 ? low : or(low, shl(shlImm(moved[i + 1], 1), xorImm(bits, 63)));
        }
        if (jam) {
            int gone = and(moved[0], subImm(shl(word(1), bits), 1));
            result[0] = or(result[0], asWord(isNonzero(lost < 0 ? gone : or(lost, gone))));
        }
        return result;
    }

    /** Shifted right by a constant below 64. */
    final int[] shrAllImm(int[] x, int n) {
        if (n == 0) {
            return x;
        }
        int[] result = new int[x.length];
        for (int i = 0; i < x.length; i++) {
            int low = shrImm(x[i], n);
            result[i] = i == x.length - 1 ? low : or(low, shlImm(x[i + 1], 64 - n));
        }
        return result;
    }

    /** Shifted left by a constant below 64. */
    final int[] shlAllImm(int[] x, int n) {
        if (n == 0) {
            return x;
        }
        int[] result = new int[x.length];
        for (int i = 0; i < x.length; i++) {
            int high = shlImm(x[i], n);
            result[i] = i == 0 ? high : or(high, shrImm(x[i - 1], 64 - n));
        }
        return result;
    }

    /** The number in so many words: upper ones zero, or lower ones jammed into the lowest bit and cut off: a fraction stays what it is. */
    final int[] asFraction(int[] x, int words) {
        int[] result = new int[words];
        int lower = x.length - words;
        for (int i = 0; i < words; i++) {
            result[i] = i + lower >= 0 ? x[i + lower] : word(0);
        }
        if (lower > 0) {
            int rest = x[0];
            for (int i = 1; i < lower; i++) {
                rest = or(rest, x[i]);
            }
            result[0] = or(result[0], asWord(isNonzero(rest)));
        }
        return result;
    }

    /** Two's complement if the mask is all ones, the number itself if it is zero. */
    final int[] negateIf(int mask, int[] x) {
        int[] flipped = new int[x.length];
        for (int i = 0; i < x.length; i++) {
            flipped[i] = xor(x[i], mask);
        }
        return addWord(flipped, neg(mask));
    }

    /** The quotient of two words by one that is greater than the upper of them. */
    final int divideStep(int high, int low, int divisor) {
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
}
