package dev.gantry.wasm.text;

import dev.gantry.wasm.binary.Utf8;

/**
 * String literals: the bytes between the quotes. {@link #scan} finds the end and checks the escapes; {@link #append} gives the
 * bytes that a checked literal stands for.
 */
final class StringLiteral {
    /** {@link #scan}: a line or the text ends before the string does. */
    static final int UNCLOSED = -1;
    /** {@link #scan}: a control character. */
    static final int CONTROL = -2;
    /** {@link #scan}: a backslash that no escape follows. */
    static final int ESCAPE = -3;
    /** {@link #scan}: bytes that are not UTF-8. */
    static final int ENCODING = -4;

    private StringLiteral() {}

    /** The offset behind the closing quote of the string whose opening quote is at {@code at}, or one of the constants. */
    static int scan(byte[] text, int at, int end) {
        int i = at + 1;
        while (i < end) {
            int c = text[i];
            if (c == '"') {
                return i + 1;
            } else if (c == '\\') {
                int length = escapeLength(text, i, end);
                if (length < 0) {
                    return ESCAPE;
                }
                i += length;
            } else if (c < 0) {
                int length = Utf8.sequenceLength(text, i, end);
                if (length < 0) {
                    return ENCODING;
                }
                i += length;
            } else if (c < 0x20 || c == 0x7F) {
                return c == '\n' || c == '\r' ? UNCLOSED : CONTROL;
            } else {
                i++;
            }
        }
        return UNCLOSED;
    }

    /** Appends the bytes of a checked literal; {@code from} and {@code to} are within the quotes. */
    static void append(byte[] text, int from, int to, ByteWriter out) {
        int i = from;
        while (i < to) {
            int plain = i;
            while (i < to && text[i] != '\\') {
                i++;
            }
            out.write(text, plain, i);
            if (i < to) {
                i += appendEscape(text, i, to, out);
            }
        }
    }

    static int hexDigit(int c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int letter = c | 0x20;
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }

    private static int escapeLength(byte[] text, int at, int end) {
        if (at + 1 >= end) {
            return -1;
        }
        return switch (text[at + 1]) {
            case 't', 'n', 'r', '"', '\'', '\\' -> 2;
            case 'u' -> unicodeLength(text, at, end);
            default -> at + 2 < end && hexDigit(text[at + 1]) >= 0 && hexDigit(text[at + 2]) >= 0 ? 3 : -1;
        };
    }

    /** Length of {@code \}{@code u{...}} with a scalar value written as a hexadecimal number, or -1. */
    private static int unicodeLength(byte[] text, int at, int end) {
        int i = at + 3;
        if (i > end || text[at + 2] != '{') {
            return -1;
        }
        int codePoint = 0;
        boolean digitBefore = false;
        while (i < end && text[i] != '}') {
            int digit = hexDigit(text[i]);
            if (digit < 0 && !(text[i] == '_' && digitBefore)) {
                return -1;
            }
            digitBefore = digit >= 0;
            if (digitBefore) {
                codePoint = codePoint << 4 | digit;
            }
            if (codePoint > 0x10FFFF) {
                return -1;
            }
            i++;
        }
        boolean surrogate = codePoint >= 0xD800 && codePoint < 0xE000;
        return i < end && digitBefore && !surrogate ? i + 1 - at : -1;
    }

    private static int appendEscape(byte[] text, int at, int end, ByteWriter out) {
        int c = text[at + 1];
        switch (c) {
            case 't' -> out.u8('\t');
            case 'n' -> out.u8('\n');
            case 'r' -> out.u8('\r');
            case '"', '\'', '\\' -> out.u8(c);
            case 'u' -> {
                int codePoint = 0;
                int i = at + 3;
                for (; i < end && text[i] != '}'; i++) {
                    if (text[i] != '_') {
                        codePoint = codePoint << 4 | hexDigit(text[i]);
                    }
                }
                appendUtf8(codePoint, out);
                return i + 1 - at;
            }
            default -> {
                out.u8(hexDigit(c) << 4 | hexDigit(text[at + 2]));
                return 3;
            }
        }
        return 2;
    }

    /** Appends the encoding of a Unicode scalar value. */
    private static void appendUtf8(int codePoint, ByteWriter out) {
        if (codePoint < 0x80) {
            out.u8(codePoint);
            return;
        }
        int trail = codePoint < 0x800 ? 1 : codePoint < 0x10000 ? 2 : 3;
        int lead = trail == 1 ? 0xC0 : trail == 2 ? 0xE0 : 0xF0;
        out.u8(lead | codePoint >> 6 * trail);
        for (int k = trail - 1; k >= 0; k--) {
            out.u8(0x80 | codePoint >> 6 * k & 0x3F);
        }
    }
}
