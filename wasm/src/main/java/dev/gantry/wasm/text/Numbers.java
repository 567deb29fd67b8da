package dev.gantry.wasm.text;

import java.nio.charset.StandardCharsets;

/**
 * Number literals: which atoms are numbers, and their values, exactly rounded.
 *
 * <p>Integers may be written signed or unsigned: for n bits everything from -2^(n-1) to 2^n - 1 is in range. Decimal floats are left to the
 * JDK, which rounds correctly. Hexadecimal floats are rounded here: the first 61 to 64 significant bits are kept in a long, all that
 * follow are or-ed into one sticky bit, and the rounding to nearest, ties to even, happens once, at the precision that the result
 * has (less than the full one for subnormal numbers).
 *
 * <p>Example: {@code 0x1.000001p0} as f32 is 1 + 2^-24: half a unit in the last place, a tie, rounded to the even 1.0;
 * {@code 0x1.00000100000000000001p0} has its sticky bit set and becomes 1 + 2^-23.
 */
final class Numbers {
    private static final String OUT_OF_RANGE = "constant out of range";

    private Numbers() {}

    /** The kind of token that an atom is: {@link Token#NAT}, {@link Token#INT}, {@link Token#FLOAT} or {@link Token#RESERVED}. */
    static byte classify(byte[] text, int from, int to) {
        int at = from;
        boolean signed = text[at] == '+' || text[at] == '-';
        if (signed) {
            at++;
        }
        if (at == to) {
            return Token.RESERVED;
        }
        if (text[at] == 'i' || text[at] == 'n') {
            return isInfinityOrNan(text, at, to) ? Token.FLOAT : Token.RESERVED;
        }
        boolean hex = isHex(text, at, to);
        int digits = hex ? at + 2 : at;
        int whole = digits(text, digits, to, hex);
        if (whole == digits) {
            return Token.RESERVED;
        }
        if (whole == to) {
            return signed ? Token.INT : Token.NAT;
        }
        int rest = whole;
        if (text[rest] == '.') {
            rest = digits(text, rest + 1, to, hex);
        }
        if (rest < to && (text[rest] | 0x20) == (hex ? 'p' : 'e')) {
            int exponent = rest + 1;
            if (exponent < to && (text[exponent] == '+' || text[exponent] == '-')) {
                exponent++;
            }
            rest = digits(text, exponent, to, false);
            if (rest == exponent) {
                return Token.RESERVED;
            }
        }
        return rest == to ? Token.FLOAT : Token.RESERVED;
    }

    /** The value of an integer token in {@code bits} bits (8, 16, 32 or 64), its sign extended if it is negative. */
    static long integer(Tokens tokens, int token, int bits) {
        return integer(tokens, token, tokens.start[token], bits);
    }

    /** The value of an integer that ends a token and starts at an offset within it. */
    static long integer(Tokens tokens, int token, int from, int bits) {
        byte[] text = tokens.text;
        int to = tokens.end[token];
        boolean negative = text[from] == '-';
        int at = negative || text[from] == '+' ? from + 1 : from;
        boolean hex = isHex(text, at, to);
        int radix = hex ? 16 : 10;
        long limit = negative ? 1L << bits - 1 : -1L >>> 64 - bits;
        long beforeLast = Long.divideUnsigned(limit, radix);
        long lastDigit = Long.remainderUnsigned(limit, radix);
        long value = 0;
        for (int i = hex ? at + 2 : at; i < to; i++) {
            if (text[i] == '_') {
                continue;
            }
            int digit = StringLiteral.hexDigit(text[i]);
            int order = Long.compareUnsigned(value, beforeLast);
            if (order > 0 || order == 0 && digit > lastDigit) {
                throw tokens.failure(WatException.Kind.MALFORMED, token, OUT_OF_RANGE);
            }
            value = value * radix + digit;
        }
        return negative ? -value : value;
    }

    /** The bits of a number token as f32. */
    static int f32(Tokens tokens, int token) {
        return (int) floating(tokens, token, 24, 8);
    }

    /** The bits of a number token as f64. */
    static long f64(Tokens tokens, int token) {
        return floating(tokens, token, 53, 11);
    }

    private static long floating(Tokens tokens, int token, int precision, int exponentBits) {
        byte[] text = tokens.text;
        int from = tokens.start[token];
        int to = tokens.end[token];
        boolean negative = text[from] == '-';
        int at = negative || text[from] == '+' ? from + 1 : from;
        long infinity = (1L << exponentBits) - 1 << precision - 1;
        long bits;
        if (text[at] == 'i') {
            bits = infinity;
        } else if (text[at] == 'n') {
            bits = infinity | nanPayload(tokens, token, at, precision);
        } else {
            bits = isHex(text, at, to)
                    ? hexFloat(text, at + 2, to, precision, exponentBits)
                    : decimal(text, at, to, precision);
            if (bits == infinity) {
                throw tokens.failure(WatException.Kind.MALFORMED, token, OUT_OF_RANGE);
            }
        }
        return negative ? bits | 1L << precision - 1 + exponentBits : bits;
    }

    private static long nanPayload(Tokens tokens, int token, int at, int precision) {
        int to = tokens.end[token];
        if (at + 3 == to) {
            return 1L << precision - 2;
        }
        long payload = 0;
        for (int i = at + 6; i < to; i++) {
            if (tokens.text[i] != '_') {
                payload = payload << 4 | StringLiteral.hexDigit(tokens.text[i]);
                if (payload >>> precision - 1 != 0) {
                    throw tokens.failure(WatException.Kind.MALFORMED, token, OUT_OF_RANGE);
                }
            }
        }
        if (payload == 0) {
            throw tokens.failure(WatException.Kind.MALFORMED, token, OUT_OF_RANGE);
        }
        return payload;
    }

    private static long decimal(byte[] text, int from, int to, int precision) {
        byte[] plain = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            if (text[i] != '_') {
                plain[length++] = text[i];
            }
        }
        String number = new String(plain, 0, length, StandardCharsets.ISO_8859_1);
        return precision == 24
                ? Float.floatToRawIntBits(Float.parseFloat(number))
                : Double.doubleToRawLongBits(Double.parseDouble(number));
    }

    private static long hexFloat(byte[] text, int from, int to, int precision, int exponentBits) {
        long significand = 0;
        boolean sticky = false;
        boolean fraction = false;
        long exponent = 0;
        int at = from;
        for (; at < to && (text[at] | 0x20) != 'p'; at++) {
            if (text[at] == '.') {
                fraction = true;
            } else if (text[at] != '_') {
                int digit = StringLiteral.hexDigit(text[at]);
                if (significand >>> 60 == 0) {
                    significand = significand << 4 | digit;
                    exponent -= fraction ? 4 : 0;
                } else {
                    sticky |= digit != 0;
                    exponent += fraction ? 0 : 4;
                }
            }
        }
        if (significand == 0) {
            return 0;
        }
        return round(significand, sticky, exponent + binaryExponent(text, at + 1, to), precision, exponentBits);
    }

    /** The number behind the {@code p}, cut off far beyond what any format can hold; 0 if there is none. */
    private static long binaryExponent(byte[] text, int from, int to) {
        if (from >= to) {
            return 0;
        }
        boolean negative = text[from] == '-';
        long exponent = 0;
        for (int i = negative || text[from] == '+' ? from + 1 : from; i < to; i++) {
            if (text[i] != '_' && exponent < 1L << 40) {
                exponent = exponent * 10 + text[i] - '0';
            }
        }
        return negative ? -exponent : exponent;
    }

    /** The bits of {@code significand * 2^exponent}, infinity if that is too large. */
    private static long round(long significand, boolean sticky, long exponent, int precision, int exponentBits) {
        int zeros = Long.numberOfLeadingZeros(significand);
        long normal = significand << zeros;
        long power = exponent + 63 - zeros;
        int bias = (1 << exponentBits - 1) - 1;
        long infinity = (1L << exponentBits) - 1 << precision - 1;
        if (power > bias) {
            return infinity;
        }
        long missing = Math.max(0, 1 - bias - power);
        int keep = (int) Math.max(-1, precision - missing);
        if (keep < 0) {
            return 0;
        }
        long kept = keep == 0 ? 0 : normal >>> 64 - keep;
        int order = Long.compareUnsigned(normal << keep, Long.MIN_VALUE);
        boolean up = order > 0 || order == 0 && (sticky || (kept & 1) != 0);
        long rounded = up ? kept + 1 : kept;
        // A carry out of the significand moves into the exponent, and from the largest one to infinity.
        return missing > 0 ? rounded : (power + bias - 1 << precision - 1) + rounded;
    }

    private static boolean isHex(byte[] text, int at, int to) {
        return at + 1 < to && text[at] == '0' && text[at + 1] == 'x';
    }

    /** The end of the digits, with single underscores between them, that start at {@code from}; {@code from} if there are none. */
    private static int digits(byte[] text, int from, int to, boolean hex) {
        int at = from;
        while (at < to && isDigit(text[at], hex)) {
            at++;
            if (at + 1 < to && text[at] == '_' && isDigit(text[at + 1], hex)) {
                at++;
            }
        }
        return at;
    }

    private static boolean isDigit(int c, boolean hex) {
        return c >= '0' && c <= '9' || hex && StringLiteral.hexDigit(c) >= 0;
    }

    private static boolean isInfinityOrNan(byte[] text, int at, int to) {
        if (to - at < 3
                || text[at + 1] != (text[at] == 'i' ? 'n' : 'a')
                || text[at + 2] != (text[at] == 'i' ? 'f' : 'n')) {
            return false;
        }
        if (at + 3 == to) {
            return true;
        }
        boolean payload = text[at] == 'n' && to - at > 6 && text[at + 3] == ':' && isHex(text, at + 4, to);
        return payload && digits(text, at + 6, to, true) == to;
    }
}
