package dev.gantry.clif.text;

import dev.gantry.clif.ir.MemFlags;
import dev.gantry.clif.ir.TrapCode;
import dev.gantry.clif.ir.Type;
import java.math.BigInteger;
import java.util.Arrays;

/** Reads the small things: types, numbers, floats, byte strings, memory flags, trap codes. */
final class Operands {
    /** Largest number of bytes in a constant. */
    private static final int MAX_BYTES = 4096;

    /** Entities other than values and blocks may be numbered up to this. */
    static final int MAX_DECLARATIONS = 1 << 16;

    private final Lexer lexer;

    Operands(Lexer lexer) {
        this.lexer = lexer;
    }

    // ---- Types ----

    boolean atType() {
        return lexer.kind == Lexer.Kind.IDENT && !Type.ofName(lexer.text).isInvalid();
    }

    Type type() {
        Type type = lexer.kind == Lexer.Kind.IDENT ? Type.ofName(lexer.text) : Type.INVALID;
        if (type.isInvalid()) {
            throw lexer.expected("a type");
        }
        lexer.advance();
        return type;
    }

    /** A point and a type. */
    Type suffixType() {
        lexer.expect('.', "and a type");
        return type();
    }

    // ---- Integers ----

    /** A signed or unsigned 64-bit number; the upper half of the unsigned range gives negative results. */
    long imm64() {
        BigInteger value = integer();
        if (value.bitLength() > 64 || (value.signum() < 0 && value.bitLength() > 63)) {
            throw lexer.error("the number " + lexer.text + " does not fit 64 bits");
        }
        lexer.advance();
        return value.longValue();
    }

    /** A number from 0 to the limit, which is included. */
    long unsigned(long limit, String what) {
        BigInteger value = lexer.kind == Lexer.Kind.NUMBER ? integer() : BigInteger.valueOf(-1);
        if (value.signum() < 0) {
            throw lexer.expected(what);
        }
        if (value.bitLength() > 63 || value.longValue() > limit) {
            throw lexer.error(what + " must not exceed " + limit + ", found " + lexer.text);
        }
        lexer.advance();
        return value.longValue();
    }

    int unsigned32(String what) {
        return (int) unsigned(0xffff_ffffL, what);
    }

    /** An offset with a sign, or nothing. */
    int optionalOffset() {
        if (!atOffset()) {
            return 0;
        }
        BigInteger value = integer();
        if (value.bitLength() > 31) {
            throw lexer.error("the offset " + lexer.text + " does not fit 32 bits");
        }
        lexer.advance();
        return value.intValue();
    }

    boolean atOffset() {
        return lexer.kind == Lexer.Kind.NUMBER && (lexer.text.charAt(0) == '+' || lexer.text.charAt(0) == '-');
    }

    /** The current token as an integer, without moving. */
    BigInteger integer() {
        if (lexer.kind != Lexer.Kind.NUMBER) {
            throw lexer.expected("a number");
        }
        String text = lexer.text;
        boolean negative = text.charAt(0) == '-';
        int start = negative || text.charAt(0) == '+' ? 1 : 0;
        int radix = text.startsWith("0x", start) ? 16 : 10;
        StringBuilder digits = new StringBuilder(text.length());
        for (int i = start + (radix == 16 ? 2 : 0); i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '_') {
                continue;
            }
            if (c >= 128 || Character.digit(c, radix) < 0) {
                throw lexer.error("expected an integer, found '" + text + "'");
            }
            digits.append(c);
        }
        if (digits.isEmpty() || digits.length() > 2 * MAX_BYTES) {
            throw lexer.error("expected an integer, found '" + (digits.isEmpty() ? text : "too many digits") + "'");
        }
        BigInteger magnitude = new BigInteger(digits.toString(), radix);
        return negative ? magnitude.negate() : magnitude;
    }

    /** An integer of a scalar type of up to 64 bits, sign-extended. */
    long intOfType(Type type) {
        BigInteger value = integer();
        checkFits(value, type.bits());
        lexer.advance();
        int shift = 64 - type.bits();
        return value.longValue() << shift >> shift;
    }

    private void checkFits(BigInteger value, int bits) {
        boolean fits = value.signum() < 0 ? value.bitLength() < bits : value.bitLength() <= bits;
        if (!fits && bits < 64 && value.signum() > 0 && value.bitLength() == 64) {
            long pattern = value.longValue();
            fits = pattern << (64 - bits) >> (64 - bits) == pattern;
        }
        if (!fits) {
            throw lexer.error("the number " + lexer.text + " does not fit " + bits + " bits");
        }
    }

    // ---- Floats ----

    /** A float of so many bits, 16 to 128. */
    BigInteger floatBits(int bits) {
        boolean special = lexer.isIdent("Inf") || lexer.isIdent("NaN");
        if (lexer.kind != Lexer.Kind.NUMBER && !special) {
            throw lexer.expected("a float");
        }
        BigInteger value;
        try {
            value = FloatText.parse(lexer.text, bits);
        } catch (NumberFormatException e) {
            throw lexer.error("bad float " + lexer.text + ": " + e.getMessage());
        }
        lexer.advance();
        return value;
    }

    // ---- Byte strings ----

    /** Bytes in brackets, or one hexadecimal number whose digits say how many bytes there are. */
    byte[] untypedBytes() {
        if (!lexer.is('[')) {
            int digits = 0;
            String text = lexer.text;
            BigInteger value = integer();
            for (int i = 2; i < text.length(); i++) {
                digits += text.charAt(i) == '_' ? 0 : 1;
            }
            if (value.signum() < 0 || !text.startsWith("0x")) {
                throw lexer.expected("a hexadecimal number");
            }
            lexer.advance();
            return littleEndian(value, (digits + 1) / 2);
        }
        return lanes(Type.I8, -1);
    }

    /** The bytes of a value of the type: lanes in brackets, or one number, or a float. */
    byte[] typedBytes(Type type) {
        if (lexer.is('[')) {
            return lanes(type.lane(), type.laneCount());
        }
        if (type.isFloat()) {
            return littleEndian(floatBits(type.bits()), type.bytes());
        }
        BigInteger value = integer();
        if (value.signum() < 0 ? value.bitLength() >= type.bits() : value.bitLength() > type.bits()) {
            throw lexer.error("the constant " + lexer.text + " does not fit " + type);
        }
        lexer.advance();
        return littleEndian(value, type.bytes());
    }

    private byte[] lanes(Type lane, int count) {
        lexer.expect('[', "before the lanes");
        byte[] out = new byte[16];
        int size = 0;
        while (!lexer.is(']')) {
            byte[] one;
            if (lane.isFloat()) {
                one = littleEndian(floatBits(lane.bits()), lane.bytes());
            } else {
                BigInteger value = integer();
                checkFits(value, lane.bits());
                lexer.advance();
                one = littleEndian(value, lane.bytes());
            }
            if (size + one.length > MAX_BYTES) {
                throw lexer.error("the constant is longer than " + MAX_BYTES + " bytes");
            }
            if (size + one.length > out.length) {
                out = Arrays.copyOf(out, out.length * 2);
            }
            System.arraycopy(one, 0, out, size, one.length);
            size += one.length;
            lexer.optional(',');
        }
        if (count >= 0 && size != count * lane.bytes()) {
            throw lexer.error("expected " + count + " lanes, found " + size / lane.bytes());
        }
        lexer.advance();
        return Arrays.copyOf(out, size);
    }

    static byte[] littleEndian(BigInteger value, int bytes) {
        byte[] out = new byte[bytes];
        byte[] big = value.toByteArray();
        byte fill = (byte) (value.signum() < 0 ? -1 : 0);
        for (int i = 0; i < bytes; i++) {
            out[i] = i < big.length ? big[big.length - 1 - i] : fill;
        }
        return out;
    }

    // ---- Flags and codes ----

    int trapCode() {
        int code = lexer.kind == Lexer.Kind.IDENT ? TrapCode.ofName(lexer.text) : -1;
        if (code < 0) {
            throw lexer.expected("a trap code");
        }
        lexer.advance();
        return code;
    }

    /** Any number of memory flags; stops at the first word that is none. */
    int memFlags() {
        int flags = MemFlags.DEFAULT;
        boolean trapGiven = false;
        while (lexer.kind == Lexer.Kind.IDENT) {
            String word = lexer.text;
            int code = word.equals("notrap") ? TrapCode.NONE : TrapCode.ofName(word);
            if (code >= 0) {
                if (trapGiven && MemFlags.trapCode(flags) != code) {
                    throw lexer.error("a second trap code in the memory flags: " + word);
                }
                trapGiven = true;
                flags = MemFlags.withTrapCode(flags, code);
            } else {
                int region = lexer.peekEntity("region");
                if (region < 0) {
                    int with = plainFlag(word, flags);
                    if (with < 0) {
                        return flags;
                    }
                    flags = with;
                } else if (region > Math.min(MemFlags.MAX_REGION, MAX_DECLARATIONS)) {
                    throw lexer.error("the number of " + word + " is too large");
                } else {
                    flags = MemFlags.withRegion(flags, region);
                }
            }
            lexer.advance();
        }
        return flags;
    }

    private int plainFlag(String word, int flags) {
        return switch (word) {
            case "aligned" -> MemFlags.withAligned(flags);
            case "readonly" -> MemFlags.withReadonly(flags);
            case "can_move" -> MemFlags.withCanMove(flags);
            case "little" -> {
                if (MemFlags.big(flags)) {
                    throw lexer.error("the memory flags say big and little");
                }
                yield MemFlags.withLittle(flags);
            }
            case "big" -> {
                if (MemFlags.little(flags)) {
                    throw lexer.error("the memory flags say big and little");
                }
                yield MemFlags.withBig(flags);
            }
            default -> -1;
        };
    }
}
