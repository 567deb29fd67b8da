package dev.gantry.clif.text;

import java.math.BigInteger;

/**
 * Floats in the text format: hexadecimal, so that text and bits correspond exactly. {@code 0x1.8p1} is 3.0;
 * {@code +Inf}, {@code -NaN}, {@code +NaN:0x1} (a quiet NaN with a payload) and {@code +sNaN:0x1} (a signalling one) are the
 * special values.
 *
 * <p>A format is given by the widths of its exponent and trailing significand: (5, 10), (8, 23), (11, 52), (15, 112).
 */
public final class FloatText {
    private static final int MAX_DIGITS = 100;
    private static final int MAX_EXPONENT = 100_000;

    private FloatText() {}

    /** Width of the exponent of a format of so many bits in all: 16, 32, 64 or 128. */
    public static int exponentBits(int bits) {
        return switch (bits) {
            case 16 -> 5;
            case 32 -> 8;
            case 64 -> 11;
            case 128 -> 15;
            default -> throw new IllegalArgumentException("no float of " + bits + " bits");
        };
    }

    /**
     * The bits of a float of 16, 32, 64 or 128 bits. Throws {@link NumberFormatException} with a reason if the text is no
     * float, or one that the format cannot represent exactly.
     */
    public static BigInteger parse(String text, int bits) {
        int w = exponentBits(bits);
        int t = bits - 1 - w;
        boolean negative = text.startsWith("-");
        String body = negative || text.startsWith("+") ? text.substring(1) : text;
        BigInteger magnitude = parseMagnitude(body, w, t);
        return negative ? magnitude.setBit(bits - 1) : magnitude;
    }

    private static BigInteger parseMagnitude(String body, int w, int t) {
        BigInteger maxExponent =
                BigInteger.ONE.shiftLeft(w).subtract(BigInteger.ONE).shiftLeft(t);
        if (body.equals("Inf")) {
            return maxExponent;
        }
        if (body.equals("NaN")) {
            return maxExponent.setBit(t - 1);
        }
        if (body.startsWith("NaN:0x")) {
            return maxExponent.setBit(t - 1).or(payload(body.substring(6), t));
        }
        if (body.startsWith("sNaN:0x")) {
            BigInteger payload = payload(body.substring(7), t);
            if (payload.signum() == 0) {
                throw new NumberFormatException("the payload of a signalling NaN is not zero");
            }
            return maxExponent.or(payload);
        }
        if (body.equals("0.0") || body.equals("0")) {
            return BigInteger.ZERO;
        }
        if (body.startsWith("0x")) {
            return parseHex(body, w, t);
        }
        throw new NumberFormatException("a float is hexadecimal, 0.0, Inf or NaN");
    }

    private static BigInteger payload(String digits, int t) {
        BigInteger payload = BigInteger.ZERO;
        for (int i = 0; i < digits.length(); i++) {
            payload = payload.shiftLeft(4).add(BigInteger.valueOf(hexDigit(digits.charAt(i))));
            if (payload.bitLength() > t - 1) {
                throw new NumberFormatException("the payload of the NaN has too many bits");
            }
        }
        if (digits.isEmpty()) {
            throw new NumberFormatException("the payload of the NaN is missing");
        }
        return payload;
    }

    private static int hexDigit(char c) {
        int digit = Character.digit(c, 16);
        if (digit < 0 || c > 'f') {
            throw new NumberFormatException("invalid hexadecimal digit '" + c + "'");
        }
        return digit;
    }

    private static BigInteger parseHex(String body, int w, int t) {
        BigInteger m = BigInteger.ZERO;
        int digits = 0;
        int fraction = -1;
        int i = 2;
        for (; i < body.length() && body.charAt(i) != 'p'; i++) {
            char c = body.charAt(i);
            if (c == '.' && fraction < 0) {
                fraction = 0;
            } else if (c != '_') {
                m = m.shiftLeft(4).add(BigInteger.valueOf(hexDigit(c)));
                fraction += fraction >= 0 ? 1 : 0;
                if (++digits > MAX_DIGITS) {
                    throw new NumberFormatException("too many digits");
                }
            }
        }
        if (digits == 0) {
            throw new NumberFormatException("a float needs digits");
        }
        int exponent = i < body.length() ? parseExponent(body.substring(i + 1)) : 0;
        return encode(m, exponent - 4 * Math.max(fraction, 0), w, t);
    }

    private static int parseExponent(String text) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        int exponent = 0;
        for (int i = signed ? 1 : 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new NumberFormatException("bad exponent");
            }
            exponent = Math.min(10 * exponent + digit, MAX_EXPONENT);
        }
        if (text.length() == (signed ? 1 : 0)) {
            throw new NumberFormatException("bad exponent");
        }
        return text.startsWith("-") ? -exponent : exponent;
    }

    /** The bits of m * 2^scale. */
    private static BigInteger encode(BigInteger m, int scale, int w, int t) {
        if (m.signum() == 0) {
            return m;
        }
        int bias = (1 << (w - 1)) - 1;
        int emin = 1 - bias;
        int e = m.bitLength() - 1 + scale;
        if (e > bias) {
            throw new NumberFormatException("magnitude too large");
        }
        boolean normal = e >= emin;
        int shift = normal ? t - (m.bitLength() - 1) : scale - (emin - t);
        if (shift < 0 && m.getLowestSetBit() < -shift) {
            throw new NumberFormatException(normal ? "too many significant bits" : "magnitude too small");
        }
        BigInteger significand = m.shiftLeft(shift);
        if (!normal) {
            return significand;
        }
        return significand.clearBit(t).or(BigInteger.valueOf(e + bias).shiftLeft(t));
    }

    /** The text of a float of 16, 32 or 64 bits. */
    public static String print(long value, int bits) {
        BigInteger unsigned = new BigInteger(Long.toUnsignedString(bits == 64 ? value : value & ((1L << bits) - 1)));
        return print(unsigned, bits);
    }

    /** The text of a float of 16, 32, 64 or 128 bits. */
    public static String print(BigInteger value, int bits) {
        int w = exponentBits(bits);
        int t = bits - 1 - w;
        BigInteger trailing = value.mod(BigInteger.ONE.shiftLeft(t));
        int biased = value.shiftRight(t).intValue() & ((1 << w) - 1);
        boolean negative = value.testBit(bits - 1);
        int bias = (1 << (w - 1)) - 1;
        String sign = negative ? "-" : "";
        if (biased == (1 << w) - 1) {
            return (negative ? "-" : "+") + special(trailing, t);
        }
        if (biased == 0 && trailing.signum() == 0) {
            return sign + "0.0";
        }
        int digits = (t + 3) / 4;
        String hex = trailing.shiftLeft(4 * digits - t).toString(16);
        String padded = "0".repeat(digits - hex.length()) + hex;
        return biased == 0 ? sign + "0x0." + padded + "p" + (1 - bias) : sign + "0x1." + padded + "p" + (biased - bias);
    }

    private static String special(BigInteger trailing, int t) {
        if (trailing.signum() == 0) {
            return "Inf";
        }
        BigInteger payload = trailing.clearBit(t - 1);
        if (!trailing.testBit(t - 1)) {
            return "sNaN:0x" + payload.toString(16);
        }
        return payload.signum() == 0 ? "NaN" : "NaN:0x" + payload.toString(16);
    }
}
