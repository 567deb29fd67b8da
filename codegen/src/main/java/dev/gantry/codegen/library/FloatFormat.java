package dev.gantry.codegen.library;

/**
 * A binary interchange format of IEEE 754: from the top a sign bit, exponent bits, fraction bits.
 *
 * @param bits width of the whole
 * @param exponentBits width of the exponent
 */
record FloatFormat(int bits, int exponentBits) {
    static final FloatFormat F16 = new FloatFormat(16, 5);
    static final FloatFormat F32 = new FloatFormat(32, 8);
    static final FloatFormat F64 = new FloatFormat(64, 11);
    static final FloatFormat F128 = new FloatFormat(128, 15);

    /** Width of the fraction. */
    int fractionBits() {
        return bits - 1 - exponentBits;
    }

    /** Number of words that hold a value or a significand. */
    int words() {
        return bits > 64 ? 2 : 1;
    }

    /** Bits of the fraction in the uppermost word: where the exponent begins in it. */
    int exponentAt() {
        return fractionBits() - 64 * (words() - 1);
    }

    /** What is added to an exponent to store it; odd. */
    long bias() {
        return (1L << exponentBits - 1) - 1;
    }

    /** The stored exponent of infinities and NaNs. */
    long maxExponent() {
        return (1L << exponentBits) - 1;
    }

    /** Bits below a significand whose leading one is the top bit of its words: where what is rounded away is. */
    int guardBits() {
        return 64 * words() - fractionBits() - 1;
    }

    /** The sign bit's place in the uppermost word. */
    int signAt() {
        return bits - 1 - 64 * (words() - 1);
    }

    /** The uppermost word of positive infinity; the others are zero. */
    long infinity() {
        return maxExponent() << exponentAt();
    }

    /** In the uppermost word the bit that tells a quiet NaN. */
    long quietBit() {
        return 1L << exponentAt() - 1;
    }

    /** The uppermost word of what invalid operations give: a quiet NaN of negative sign without payload, as the machine's own. */
    long invalid() {
        return 1L << signAt() | infinity() | quietBit();
    }
}
