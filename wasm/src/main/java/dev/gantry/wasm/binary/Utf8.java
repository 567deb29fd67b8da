package dev.gantry.wasm.binary;

/**
 * Strict UTF-8: shortest form only, no surrogates, nothing above U+10FFFF.
 *
 * <p>Source: The Unicode Standard, table 3-7 (well-formed byte sequences): the lead byte fixes the length and the range
 * of the second byte; all further bytes are 80..BF.
 */
public final class Utf8 {
    private Utf8() {}

    /** Length of the well-formed sequence that starts at {@code at}, or -1 if there is none before {@code to}. */
    public static int sequenceLength(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xff;
        if (lead < 0x80) return 1;
        int trail = lead < 0xc2 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : lead < 0xf5 ? 3 : 0;
        if (trail == 0 || to - at <= trail) return -1;
        int second = bytes[at + 1] & 0xff;
        int low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        if (second < low || second > high) return -1;
        for (int k = 2; k <= trail; k++) {
            if ((bytes[at + k] & 0xc0) != 0x80) return -1;
        }
        return trail + 1;
    }

    /** True if the bytes from {@code from} to {@code to} are well-formed. */
    public static boolean isValid(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            int length = sequenceLength(bytes, i, to);
            if (length < 0) return false;
            i += length;
        }
        return true;
    }
}
