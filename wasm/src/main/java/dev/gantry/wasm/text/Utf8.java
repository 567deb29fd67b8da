package dev.gantry.wasm.text;

/** UTF-8 as the specification defines it: no overlong forms, no surrogates, nothing above U+10FFFF. */
final class Utf8 {
    private Utf8() {}

    /** Length of the well-formed sequence that starts at {@code at}, or -1 if there is none before {@code end}. */
    static int sequenceLength(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xFF;
        if (first < 0x80) {
            return 1;
        }
        if (first < 0xC2 || first > 0xF4) {
            return -1;
        }
        int length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (at + length > end) {
            return -1;
        }
        int second = bytes[at + 1] & 0xFF;
        int low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        if (second < low || second > high) {
            return -1;
        }
        for (int i = at + 2; i < at + length; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                return -1;
            }
        }
        return length;
    }

    /** Whether the whole range is well-formed. */
    static boolean isValid(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int length = sequenceLength(bytes, at, to);
            if (length < 0) {
                return false;
            }
            at += length;
        }
        return true;
    }

    /** Appends the encoding of a code point that is a Unicode scalar value. */
    static void append(ByteWriter out, int codePoint) {
        if (codePoint < 0x80) {
            out.u8(codePoint);
        } else if (codePoint < 0x800) {
            out.u8(0xC0 | codePoint >> 6);
            out.u8(0x80 | codePoint & 0x3F);
        } else if (codePoint < 0x10000) {
            out.u8(0xE0 | codePoint >> 12);
            out.u8(0x80 | codePoint >> 6 & 0x3F);
            out.u8(0x80 | codePoint & 0x3F);
        } else {
            out.u8(0xF0 | codePoint >> 18);
            out.u8(0x80 | codePoint >> 12 & 0x3F);
            out.u8(0x80 | codePoint >> 6 & 0x3F);
            out.u8(0x80 | codePoint & 0x3F);
        }
    }
}
