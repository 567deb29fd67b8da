package dev.gantry.fuzz.engine;

import dev.gantry.clif.ir.Type;
import dev.gantry.clif.text.DataValue;

/**
 * When two answers are the same: traps by their code, results bit for bit, but that a lane which is NaN in one may be any other NaN in the other: sign and payload of a
 * NaN that an operation gives are left open by CLIF.
 */
public final class Agreement {
    private Agreement() {}

    /** Whether two answers agree. Answers of engines that could not answer agree with nothing. */
    public static boolean agree(Answer expected, Answer actual) {
        if (expected instanceof Answer.Returned e && actual instanceof Answer.Returned a) {
            if (e.results().size() != a.results().size()) {
                return false;
            }
            for (int i = 0; i < e.results().size(); i++) {
                if (!same(e.results().get(i), a.results().get(i))) {
                    return false;
                }
            }
            return true;
        }
        return expected instanceof Answer.Trapped e && actual instanceof Answer.Trapped a && e.code() == a.code();
    }

    private static boolean same(DataValue x, DataValue y) {
        if (x.equals(y)) {
            return true;
        }
        Type type = x.type();
        if (type != y.type() || !type.hasFloatLanes()) {
            return false;
        }
        int size = type.laneBits() / 8;
        for (int at = 0; at < x.bytes().length; at += size) {
            if (!sameLane(x.bytes(), y.bytes(), at, size)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameLane(byte[] x, byte[] y, int at, int size) {
        boolean equal = true;
        for (int i = at; i < at + size; i++) {
            equal &= x[i] == y[i];
        }
        return equal || (isNan(x, at, size) && isNan(y, at, size));
    }

    /** Whether the bytes, lowest first, are a NaN: all bits of the exponent set and one of the fraction. */
    static boolean isNan(byte[] bytes, int at, int size) {
        int exponentBits =
                switch (size) {
                    case 2 -> 5;
                    case 4 -> 8;
                    case 8 -> 11;
                    default -> 15;
                };
        int fractionBits = 8 * size - 1 - exponentBits;
        boolean fraction = false;
        for (int bit = 0; bit < 8 * size - 1; bit++) {
            boolean set = (bytes[at + bit / 8] >> (bit & 7) & 1) != 0;
            if (bit < fractionBits) {
                fraction |= set;
            } else if (!set) {
                return false;
            }
        }
        return fraction;
    }
}
