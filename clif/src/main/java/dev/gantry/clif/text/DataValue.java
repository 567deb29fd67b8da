package dev.gantry.clif.text;

import dev.gantry.clif.ir.Type;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * A value of any type as its bytes, the lowest first.
 *
 * @param type its type, not a dynamic vector
 * @param bytes as many bytes as the type has; not to be changed
 */
public record DataValue(Type type, byte[] bytes) {
    /** A value of at most 64 bits from the low bits of a number. */
    public static DataValue ofBits(Type type, long bits) {
        return ofWords(type, bits, 0);
    }

    /** A value of at most 128 bits from two words. */
    public static DataValue ofWords(Type type, long low, long high) {
        byte[] bytes = new byte[type.bytes()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ((i < 8 ? low : high) >>> (8 * (i & 7)));
        }
        return new DataValue(type, bytes);
    }

    /** The eight bytes from number 8 * {@code index} on as a word; those beyond the end are zero. */
    public long word(int index) {
        long word = 0;
        for (int i = 7; i >= 0; i--) {
            int at = 8 * index + i;
            word = word << 8 | (at < bytes.length ? bytes[at] & 0xff : 0);
        }
        return word;
    }

    /** Whether any bit is set. */
    public boolean isNonZero() {
        for (byte b : bytes) {
            if (b != 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DataValue value && type == value.type && Arrays.equals(bytes, value.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * type.id() + Arrays.hashCode(bytes);
    }

    private void lane(int at, int size, StringBuilder out) {
        byte[] big = new byte[size];
        for (int i = 0; i < size; i++) {
            big[i] = bytes[at + size - 1 - i];
        }
        if (type.hasFloatLanes()) {
            out.append(FloatText.print(new BigInteger(1, big), 8 * size));
        } else {
            out.append(new BigInteger(big));
        }
    }

    /** The value as directives write it: integers signed and decimal, vectors as lanes in brackets. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        int size = type.laneBits() / 8;
        if (!type.isVector()) {
            lane(0, size, out);
            return out.toString();
        }
        for (int at = 0; at < bytes.length; at += size) {
            out.append(at == 0 ? '[' : ' ');
            lane(at, size, out);
        }
        return out.append(']').toString();
    }
}
