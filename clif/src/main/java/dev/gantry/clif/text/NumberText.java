package dev.gantry.clif.text;

/** Integers as the text format writes them. */
final class NumberText {
    private static final int DECIMAL_LIMIT = 10_000;

    private NumberText() {}

    /** Decimal if short, else hexadecimal of the 64-bit pattern in groups of four digits. */
    static void immediate(long value, StringBuilder out) {
        if (value > -DECIMAL_LIMIT && value < DECIMAL_LIMIT) {
            out.append(value);
        } else {
            hex(value, out);
        }
    }

    /** An offset with its sign; nothing for zero. */
    static void offset(long value, StringBuilder out) {
        if (value == 0) {
            return;
        }
        out.append(value < 0 ? '-' : '+');
        long magnitude = Math.abs(value);
        if (magnitude >= 0 && magnitude < DECIMAL_LIMIT) {
            out.append(magnitude);
        } else {
            hex(magnitude, out);
        }
    }

    private static void hex(long value, StringBuilder out) {
        int position = value == 0 ? 0 : (63 - Long.numberOfLeadingZeros(value)) & 0xf0;
        out.append("0x");
        group(value >>> position, out);
        while (position > 0) {
            position -= 16;
            group(value >>> position, out.append('_'));
        }
    }

    private static void group(long value, StringBuilder out) {
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(Character.forDigit((int) (value >>> shift) & 15, 16));
        }
    }

    /** A byte string in memory order as one hexadecimal number, the last byte first. */
    static void bytes(byte[] data, StringBuilder out) {
        out.append("0x");
        for (int i = data.length - 1; i >= 0; i--) {
            out.append(Character.forDigit((data[i] >> 4) & 15, 16)).append(Character.forDigit(data[i] & 15, 16));
        }
    }
}
