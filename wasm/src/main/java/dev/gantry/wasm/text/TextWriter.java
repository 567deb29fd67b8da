package dev.gantry.wasm.text;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Text on its way to a stream, with the tokens of the text format: numbers, strings, identifiers, indented lines. */
final class TextWriter {
    /** Deeper lines are not indented further, so that the text stays in proportion to the module. */
    private static final int DEEPEST_INDENT = 40;

    private static final int FLUSH_AT = 1 << 16;
    private static final String DIGITS = "0123456789abcdef";

    private final OutputStream out;
    private final ByteWriter buffer = new ByteWriter(FLUSH_AT * 2);

    TextWriter(OutputStream out) {
        this.out = out;
    }

    void flush() {
        try {
            out.write(buffer.array(), 0, buffer.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        buffer.clear();
    }

    /** Appends ASCII. */
    void text(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            buffer.u8(ascii.charAt(i));
        }
    }

    /** Ends the line, if there is one, and starts the next. */
    void line(int indent) {
        if (buffer.size() > FLUSH_AT) {
            flush();
        }
        buffer.u8('\n');
        for (int i = Math.min(indent, DEEPEST_INDENT); i > 0; i--) {
            buffer.u8(' ');
            buffer.u8(' ');
        }
    }

    /** A space, unless one is there already. */
    void gap() {
        if (buffer.size() == 0 || buffer.array()[buffer.size() - 1] != ' ') {
            buffer.u8(' ');
        }
    }

    void signed(long value) {
        if (value >= 0) {
            unsigned(value);
            return;
        }
        buffer.u8('-');
        unsigned(-value);
    }

    /** A decimal number of 64 bits without sign. */
    void unsigned(long value) {
        if (value < 0 || value > 9) {
            unsigned(Long.divideUnsigned(value, 10)); // twenty digits at most
        }
        buffer.u8('0' + (int) Long.remainderUnsigned(value, 10));
    }

    /** An index. */
    void index(int index) {
        unsigned(Integer.toUnsignedLong(index));
    }

    /** {@code 0x} and so many hexadecimal digits, zeros in front included. */
    void hex(long value, int digits) {
        text("0x");
        for (int i = digits - 1; i >= 0; i--) {
            buffer.u8(DIGITS.charAt((int) (value >>> i * 4) & 15));
        }
    }

    void f32(int bits) {
        int payload = bits & 0x7F_FFFF;
        if (Float.isNaN(Float.intBitsToFloat(bits))) {
            nan(bits < 0, payload, payload == 0x40_0000);
        } else {
            finite(Float.toString(Float.intBitsToFloat(bits)));
        }
    }

    void f64(long bits) {
        long payload = bits & 0xF_FFFF_FFFF_FFFFL;
        if (Double.isNaN(Double.longBitsToDouble(bits))) {
            nan(bits < 0, payload, payload == 0x8_0000_0000_0000L);
        } else {
            finite(Double.toString(Double.longBitsToDouble(bits)));
        }
    }

    private void finite(String number) {
        if (number.endsWith("Infinity")) {
            text(number.startsWith("-") ? "-inf" : "inf");
        } else {
            text(number);
        }
    }

    private void nan(boolean negative, long payload, boolean canonical) {
        text(negative ? "-nan" : "nan");
        if (!canonical) {
            text(":");
            hex(payload, Math.max(1, (67 - Long.numberOfLeadingZeros(payload)) / 4));
        }
    }

    /** A string literal of any bytes. */
    void string(byte[] bytes, int from, int to) {
        buffer.u8('"');
        for (int i = from; i < to; i++) {
            int c = bytes[i];
            if (c >= ' ' && c < 0x7F && c != '"' && c != '\\') {
                buffer.u8(c);
            } else {
                buffer.u8('\\');
                buffer.u8(DIGITS.charAt(c >> 4 & 15));
                buffer.u8(DIGITS.charAt(c & 15));
            }
        }
        buffer.u8('"');
    }

    /** A string literal of a name, readable where it has letters beyond ASCII. */
    void string(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        buffer.u8('"');
        int plain = 0;
        for (int i = 0; i < bytes.length; i++) {
            int c = bytes[i];
            if (c >= 0 && (c < ' ' || c == 0x7F || c == '"' || c == '\\')) {
                buffer.write(bytes, plain, i);
                buffer.u8('\\');
                buffer.u8(DIGITS.charAt(c >> 4));
                buffer.u8(DIGITS.charAt(c & 15));
                plain = i + 1;
            }
        }
        buffer.write(bytes, plain, bytes.length);
        buffer.u8('"');
    }

    /** {@code $name}, in quotes where the name has characters that identifiers have not. */
    void identifier(String name) {
        buffer.u8('$');
        boolean plain = true;
        for (int i = 0; plain && i < name.length(); i++) {
            plain = name.charAt(i) < 128 && Lexer.isIdChar(name.charAt(i));
        }
        if (plain) {
            text(name);
        } else {
            string(name);
        }
    }

    void closeIf(boolean open) {
        if (open) {
            buffer.u8(')');
        }
    }

    /** A field of a module on a line of its own: the parenthesis and the word. */
    void field(String word) {
        line(1);
        text("(");
        text(word);
    }

    /** The identifier of a definition, or its index in a comment. */
    void definition(@Nullable String[] space, int index) {
        String name = PrintNames.at(space, index);
        if (name == null) {
            text(" (;");
            index(index);
            text(";)");
        } else {
            text(" ");
            identifier(name);
        }
    }

    /** An index, by name if it has one. */
    void reference(@Nullable String[] space, int index) {
        String name = PrintNames.at(space, index);
        if (name == null) {
            index(index);
        } else {
            identifier(name);
        }
    }
}
