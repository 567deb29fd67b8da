package dev.gantry.codegen.library;

import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.IntCC;
import dev.gantry.clif.ir.LibCall;
import dev.gantry.clif.ir.Type;

/**
 * Arithmetic of floats of 128 bits: the sum, the product, the quotient and the root of significands, with more bits than are kept, and the lowest of
 * them set if anything is below; then one rounding.
 *
 * <p>Algorithms: sums of aligned significands; school multiplication of two words; Möller and Granlund's division by a reciprocal (Improved division by
 * invariant integers, 2011), two digits of 64 bits; Zimmermann's square root
 * (INRIA RR-3805), from a root of 32 bits by the machine's own to 64 and to 128 bits.
 *
 * <p>Example: 1 + 2^-113: exponents differ by 113; the second significand, shifted, is bit 14 of the lower word below the one; 15 bits are rounded away, which
 * are just half of the last place: to even, 1.
 */
final class FloatArithmetic extends FloatBuilder {
    private static final FloatFormat F = FloatFormat.F128;

    private FloatArithmetic(LibCall call) {
        super(call);
    }

    /** The routine of a call. */
    static Function make(LibCall call) {
        FloatArithmetic routine = new FloatArithmetic(call);
        switch (call) {
            case ADD_F128 -> routine.add(false);
            case SUB_F128 -> routine.add(true);
            case MUL_F128 -> routine.multiply();
            case DIV_F128 -> routine.divide();
            case SQRT_F128 -> routine.squareRoot();
            default -> throw new IllegalArgumentException("not float arithmetic: " + call);
        }
        return routine.finish();
    }

    private void add(boolean negated) {
        Number x = number(F, 0);
        Number y = number(F, 2);
        int ySign = negated ? xorImm(y.sign, Long.MIN_VALUE) : y.sign;
        int sameSign = is(IntCC.EQ, x.sign, ySign);
        when(any(x.isSpecial(), y.isSpecial()), () -> {
            whenNaN(x, y);
            when(nor(x.isSpecial()), () -> retInfinity(F, ySign));
            when(all(y.isSpecial(), nor(sameSign)), () -> retInvalid(F));
            retInfinity(F, x.sign);
        });
        int xLess = nearerZero(x, y);
        int[] a = aligned(x);
        int[] b = aligned(y);
        int[] large = select(xLess, b, a);
        int[] small = select(xLess, a, b);
        int sign = select(xLess, ySign, x.sign);
        int[] shifted = shrJam(tail(small), sub(large[0], small[0]));
        int[] largeSig = tail(large);
        int[] difference = subAll(largeSig, shifted);
        int[] sum = select(sameSign, addAll(largeSig, shifted), new int[] {difference[0], difference[1]});
        when(isZero(orAll(sum)), () -> retZero(F, select(sameSign, sign, word(0))));
        int n = clzAll(sum);
        retRounded(F, sign, sub(addImm(large[0], 1), n), shlAll(sum, n));
    }

    /** Whether x is nearer to zero. */
    private int nearerZero(Number x, Number y) {
        int[] a = x.magnitude();
        int[] b = y.magnitude();
        return any(below(a[1], b[1]), all(is(IntCC.EQ, a[1], b[1]), below(a[0], b[0])));
    }

    /** Exponent and significand, its leading one in the second bit from the top, which leaves room for a carry; not normalised if subnormal. */
    private int[] aligned(Number x) {
        int subnormal = isZero(x.field);
        int[] fraction = x.fraction();
        fraction[1] = or(fraction[1], select(subnormal, word(0), word(1L << F.exponentAt())));
        return prepend(or(x.field, asWord(subnormal)), shlAllImm(fraction, F.guardBits() - 1));
    }

    private void multiply() {
        Number x = number(F, 0);
        Number y = number(F, 2);
        int sign = xor(x.sign, y.sign);
        when(any(x.isSpecial(), y.isSpecial()), () -> {
            whenNaN(x, y);
            when(any(x.isZeroNumber(), y.isZeroNumber()), () -> retInvalid(F));
            retInfinity(F, sign);
        });
        when(any(x.isZeroNumber(), y.isZeroNumber()), () -> retZero(F, sign));
        int[] a = x.unpack();
        int[] b = y.unpack();
        int[] product = asFraction(mulAll(tail(a), tail(b)), 2);
        int[] sig = normalizedByOne(product);
        int carry = shrImm(product[1], 63);
        retRounded(F, sign, add(subImm(add(a[0], b[0]), F.bias()), carry), sig);
    }

    /** Shifted left by one bit if the top bit is zero. */
    private int[] normalizedByOne(int[] x) {
        return select(isImm(IntCC.SLT, x[1], 0), x, shlAllImm(x, 1));
    }

    private void divide() {
        Number x = number(F, 0);
        Number y = number(F, 2);
        int sign = xor(x.sign, y.sign);
        when(any(x.isSpecial(), y.isSpecial()), () -> {
            whenNaN(x, y);
            when(nor(x.isSpecial()), () -> retZero(F, sign));
            when(y.isSpecial(), () -> retInvalid(F));
            retInfinity(F, sign);
        });
        when(y.isZeroNumber(), () -> {
            when(x.isZeroNumber(), () -> retInvalid(F));
            retInfinity(F, sign);
        });
        when(x.isZeroNumber(), () -> retZero(F, sign));
        int[] a = x.unpack();
        int[] b = y.unpack();
        // Half the dividend is below the divisor, so that the quotient is two words.
        int[] rest = shrAllImm(tail(a), 1);
        int[] divisor = tail(b);
        int reciprocal = reciprocal(divisor);
        int[] first = quotientWord(rest, divisor, reciprocal);
        int[] second = quotientWord(tail(first), divisor, reciprocal);
        int inexact = isNonzero(or(second[1], second[2]));
        int[] quotient = {or(second[0], asWord(inexact)), first[0]};
        int borrow = xorImm(shrImm(quotient[1], 63), 1);
        retRounded(F, sign, sub(addImm(sub(a[0], b[0]), F.bias()), borrow), normalizedByOne(quotient));
    }

    /**
     * The quotient of 2^192 - 1 and a divisor of two words with its top bit set, less 2^64: by that of 2^128 - 1 and the upper word, made
     * less as the lower word asks for (Möller and Granlund 2011, algorithm 6).
     */
    private int reciprocal(int[] d) {
        int v = divideStep(not(d[1]), word(-1), d[1]);
        int p = add(mul(d[1], v), d[0]);
        int carry = below(p, d[0]);
        int twice = all(carry, is(IntCC.UGE, p, d[1]));
        v = sub(sub(v, asWord(carry)), asWord(twice));
        p = sub(p, select(twice, d[1], word(0)));
        p = sub(p, select(carry, d[1], word(0)));
        int high = mulHigh(v, d[0]);
        int low = mul(v, d[0]);
        int sum = add(p, high);
        int over = below(sum, high);
        int again = all(over, any(is(IntCC.UGT, sum, d[1]), all(is(IntCC.EQ, sum, d[1]), is(IntCC.UGE, low, d[0]))));
        return sub(sub(v, asWord(over)), asWord(again));
    }

    /**
     * One word of the quotient of three words, the lowest of them zero, by two, and the rest: two words. The upper two are below the divisor. By
     * multiplication with the reciprocal, which gives the quotient or a word one off (the same, algorithm 5).
     */
    private int[] quotientWord(int[] upper, int[] d, int reciprocal) {
        int estimateLow = mul(reciprocal, upper[1]);
        int low = add(estimateLow, upper[0]);
        int high = add(add(mulHigh(reciprocal, upper[1]), upper[1]), asWord(below(low, estimateLow)));
        int restHigh = sub(upper[0], mul(high, d[1]));
        int[] product = {mul(d[0], high), mulHigh(d[0], high)};
        int[] less = subAll(new int[] {word(0), restHigh}, product);
        int[] taken = subAll(new int[] {less[0], less[1]}, d);
        int q = addImm(high, 1);
        int tooLarge = is(IntCC.UGE, taken[1], low);
        q = sub(q, asWord(tooLarge));
        int[] rest = select(tooLarge, addAll(new int[] {taken[0], taken[1]}, d), new int[] {taken[0], taken[1]});
        int tooSmall =
                any(is(IntCC.UGT, rest[1], d[1]), all(is(IntCC.EQ, rest[1], d[1]), is(IntCC.UGE, rest[0], d[0])));
        int[] reduced = subAll(rest, d);
        return new int[] {
            add(q, asWord(tooSmall)), select(tooSmall, reduced[0], rest[0]), select(tooSmall, reduced[1], rest[1])
        };
    }

    private void squareRoot() {
        Number x = number(F, 0);
        when(x.isZeroNumber(), () -> ret(x.words));
        when(x.isSpecial(), () -> {
            whenNaN(x);
            when(isNonzero(x.sign), () -> retInvalid(F));
            ret(x.words);
        });
        when(isNonzero(x.sign), () -> retInvalid(F));
        int[] a = x.unpack();
        int exponent = subImm(a[0], F.bias());
        int[] sig = tail(a);
        int[] radicand = select(isZero(andImm(exponent, 1)), shrAllImm(sig, 1), sig);
        int[] root = rootOfTwoWords(radicand);
        int[] result = fullRoot(root);
        retRounded(F, word(0), addImm(sarImm(exponent, 1), F.bias()), result);
    }

    /** Root and rest of two words, at least 2^126: one word, and two. */
    private int[] rootOfTwoWords(int[] n) {
        int s = machineRoot(n[1]);
        int r = sub(n[1], mul(s, s));
        // (r * 2^32 + next digit) / 2 s, halved on both sides so that it is a word.
        int digit = shrImm(n[0], 32);
        int numerator = or(shlImm(r, 31), shrImm(digit, 1));
        int q = div(numerator, s);
        int u = add(shlImm(sub(numerator, mul(q, s)), 1), andImm(digit, 1));
        int root = add(shlImm(s, 32), q);
        int[] rest = {or(shlImm(u, 32), andImm(n[0], 0xffff_ffffL)), shrImm(u, 32)};
        int[] square = {mul(q, q), mulHigh(q, q)};
        int[] difference = subAll(rest, square);
        int negative = isImm(IntCC.SLT, difference[1], 0);
        int[] left = {difference[0], difference[1]};
        // Too large by one: take one away, and the rest grows by 2 root - 1.
        int[] twice = {shlImm(root, 1), select(isZero(root), word(2), shrImm(root, 63))};
        int[] more = subAll(addAll(left, twice), new int[] {word(1), word(0)});
        return new int[] {
            sub(root, asWord(negative)), select(negative, more[0], left[0]), select(negative, more[1], left[1])
        };
    }

    /** The root, rounded down, of a word of at least 2^62: the machine's, mended by one. */
    private int machineRoot(int n) {
        int guess = asUint(sqrt(fromUint(n)));
        int most = word(0xffff_ffffL);
        int s = select(below(most, guess), most, guess);
        int square = mul(s, s);
        int tooLarge = below(n, square);
        int tooSmall = all(nor(tooLarge), below(shlImm(s, 1), sub(n, square)));
        return add(sub(s, asWord(tooLarge)), asWord(all(tooSmall, below(s, most))));
    }

    /** From root and rest of the upper two words, the lower two being zero, the root of two words, its lowest bit set if it is inexact. */
    private int[] fullRoot(int[] root) {
        int s = root[0];
        int high = or(shlImm(root[2], 63), shrImm(root[1], 1));
        int low = shlImm(root[1], 63);
        int full = is(IntCC.EQ, high, s);
        int q = select(full, word(-1), divideStep(high, low, s));
        int u = sub(low, mul(q, s));
        int square = mul(q, q);
        int squareHigh = mulHigh(q, q);
        int twice = shlImm(u, 1);
        int beyond = isNonzero(shrImm(u, 63));
        int less = all(
                nor(beyond), any(below(twice, squareHigh), all(is(IntCC.EQ, twice, squareHigh), isNonzero(square))));
        int exact = all(nor(beyond), all(is(IntCC.EQ, twice, squareHigh), isZero(square)));
        int tooLarge = all(less, nor(full));
        int[] result = subAll(new int[] {q, s}, new int[] {asWord(tooLarge), word(0)});
        return new int[] {or(result[0], asWord(any(full, nor(exact)))), result[1]};
    }

    private int fromUint(int word) {
        return builder().fcvtFromUint(Type.F64, word);
    }

    private int sqrt(int number) {
        return builder().sqrt(number);
    }

    private int asUint(int number) {
        return builder().fcvtToUintSat(Type.I64, number);
    }
}
