package dev.gantry.wasm.binary;

import dev.gantry.wasm.Feature;
import dev.gantry.wasm.ImplementationLimits;
import dev.gantry.wasm.WasmException;
import dev.gantry.wasm.WasmFormatException;
import dev.gantry.wasm.WasmUnsupportedException;
import dev.gantry.wasm.WasmValidationException;
import java.nio.charset.StandardCharsets;

/**
 * A position in bytes, and the primitive encodings of the binary format read from there: LEB128 integers, fixed-width
 * values and names. Bytes are read up to an end (of a section, of a body); only an integer may run beyond it, so that an
 * integer which is itself malformed is reported as such.
 *
 * <p>LEB128: seven bits a byte, lowest first, bit 7 set on all but the last. An integer of N bits takes at most
 * ceil(N / 7) bytes, and the unused bits of a last byte at that length must be zero (unsigned) or copies of the sign.
 * Example: 0xE5 0x8E 0x26 is 0x65 + (0x0E << 7) + (0x26 << 14) = 624485.
 *
 * <p>Source: WebAssembly Core Specification 2.0, 5.2.
 */
public final class ByteReader {
    private byte[] bytes = {};
    private int pos;
    private int end;
    /** End of the module: as far as an integer may be read that has begun before {@link #end}. */
    private int moduleEnd;

    private int function = WasmException.NO_FUNCTION;

    /** A reader at nothing; see {@link #reset}. */
    public ByteReader() {}

    /** A reader of {@code bytes} from {@code from} to {@code to}. */
    public ByteReader(byte[] bytes, int from, int to) {
        reset(bytes, from, to, to, WasmException.NO_FUNCTION);
    }

    /**
     * Turns to other bytes.
     *
     * @param moduleTo end of the module, which is not before {@code to}
     * @param functionIndex function that errors shall name, or {@link WasmException#NO_FUNCTION}
     */
    public void reset(byte[] newBytes, int from, int to, int moduleTo, int functionIndex) {
        this.bytes = newBytes;
        this.pos = from;
        this.end = to;
        this.moduleEnd = moduleTo;
        this.function = functionIndex;
    }

    /** Offset of the next byte. */
    public int pos() {
        return pos;
    }

    /** Continues at another offset. */
    public void seek(int to) {
        pos = to;
    }

    /** Offset at which reading must stop. */
    public int end() {
        return end;
    }

    /** Narrows or widens what may be read. */
    public void setEnd(int newEnd) {
        end = newEnd;
    }

    /** Bytes left. */
    public int remaining() {
        return end - pos;
    }

    /** The next byte without consuming it, or -1 at the end. */
    public int peek() {
        return pos < end ? bytes[pos] & 0xff : -1;
    }

    /** One byte. */
    public int u8() {
        if (pos >= end) throw unexpectedEnd();
        return bytes[pos++] & 0xff;
    }

    /** A byte of an integer: may lie beyond the end of the section, which will then be found to have the wrong size. */
    private int lebByte() {
        if (pos >= moduleEnd) throw unexpectedEnd();
        return bytes[pos++] & 0xff;
    }

    /** The byte beyond the end, or -1 at the end of the module. */
    public int peekBeyond() {
        return pos < moduleEnd ? bytes[pos] & 0xff : -1;
    }

    /** Passes over bytes. */
    public void skip(int count) {
        if (count < 0 || count > end - pos) throw unexpectedEnd();
        pos += count;
    }

    /** An unsigned integer of 32 bits, as an int that holds its bits. */
    public int u32() {
        int p = pos;
        if (p < end) {
            int b = bytes[p];
            if (b >= 0) {
                pos = p + 1;
                return b;
            }
        }
        return u32Long();
    }

    private int u32Long() {
        int start = pos;
        int value = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            int b = lebByte();
            value |= (b & 0x7f) << shift;
            if (b < 0x80) return value;
        }
        int b = lebByte();
        if (b >= 0x80) throw tooLong(start);
        if (b > 0x0f) throw tooLarge(start);
        return value | b << 28;
    }

    /** A signed integer of 32 bits. */
    public int s32() {
        int p = pos;
        if (p < end) {
            int b = bytes[p];
            if (b >= 0) {
                pos = p + 1;
                return b << 25 >> 25;
            }
        }
        return s32Long();
    }

    private int s32Long() {
        int start = pos;
        int value = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            int b = lebByte();
            value |= (b & 0x7f) << shift;
            if (b < 0x80) return value << (25 - shift) >> (25 - shift);
        }
        int b = lebByte();
        if (b >= 0x80) throw tooLong(start);
        int unused = b & 0x78;
        if (unused != 0 && unused != 0x78) throw tooLarge(start);
        return value | b << 28;
    }

    /** A signed integer of 33 bits. */
    public long s33() {
        int start = pos;
        long value = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            int b = lebByte();
            value |= (long) (b & 0x7f) << shift;
            if (b < 0x80) return value << (57 - shift) >> (57 - shift);
        }
        int b = lebByte();
        if (b >= 0x80) throw tooLong(start);
        int unused = b & 0x70;
        if (unused != 0 && unused != 0x70) throw tooLarge(start);
        value |= (long) (b & 0x1f) << 28;
        return value << 31 >> 31;
    }

    /** A signed integer of 64 bits. */
    public long s64() {
        int start = pos;
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            int b = lebByte();
            value |= (long) (b & 0x7f) << shift;
            if (b < 0x80) return value << (57 - shift) >> (57 - shift);
        }
        int b = lebByte();
        if (b >= 0x80) throw tooLong(start);
        if (b != 0 && b != 0x7f) throw tooLarge(start);
        return value | (long) b << 63;
    }

    /** An unsigned integer of 64 bits, as a long that holds its bits. */
    public long u64() {
        int start = pos;
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            int b = lebByte();
            value |= (long) (b & 0x7f) << shift;
            if (b < 0x80) return value;
        }
        int b = lebByte();
        if (b >= 0x80) throw tooLong(start);
        if (b > 1) throw tooLarge(start);
        return value | (long) b << 63;
    }

    /** Four bytes, little-endian. */
    public int fixed32() {
        if (end - pos < 4) throw unexpectedEnd();
        int p = pos;
        pos = p + 4;
        return bytes[p] & 0xff | (bytes[p + 1] & 0xff) << 8 | (bytes[p + 2] & 0xff) << 16 | bytes[p + 3] << 24;
    }

    /** Eight bytes, little-endian. */
    public long fixed64() {
        if (end - pos < 8) throw unexpectedEnd();
        return fixed32() & 0xffff_ffffL | (long) fixed32() << 32;
    }

    /**
     * The length of a vector, for which the bytes left are known to suffice.
     *
     * @param what the items, for the message
     * @param max bound of the implementation
     * @param minBytes bytes of the shortest item, or 0 if the caller does not allocate by the count
     */
    public int count(String what, int max, int minBytes) {
        int start = pos;
        int count = u32();
        if (Integer.compareUnsigned(count, max) > 0) {
            throw malformed("too many " + what + ": " + Integer.toUnsignedString(count) + ", at most " + max, start);
        }
        if ((long) count * minBytes > end - pos) throw unexpectedEnd();
        return count;
    }

    /** A name: a length and that many bytes of UTF-8. */
    public String name() {
        int start = pos;
        int length = u32();
        if (length < 0 || length > end - pos) throw malformed("length out of bounds", start);
        if (length > ImplementationLimits.MAX_NAME_LENGTH) throw malformed("name too long", start);
        int from = pos;
        if (!Utf8.isValid(bytes, from, from + length)) throw malformed("malformed UTF-8 encoding", from);
        pos = from + length;
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }

    /** An error of the binary format at an offset. */
    public WasmFormatException malformed(String reason, int offset) {
        return new WasmFormatException(reason, offset, function);
    }

    /** An error of validation at an offset. */
    public WasmValidationException invalid(String reason, int offset) {
        return new WasmValidationException(reason, offset, function);
    }

    /** A feature that is not supported at an offset. */
    public WasmUnsupportedException unsupported(Feature feature, String what, int offset) {
        return new WasmUnsupportedException("not supported: " + what + " (" + feature.label() + ")", offset, function);
    }

    private WasmFormatException unexpectedEnd() {
        return malformed("unexpected end of section or function", pos);
    }

    private WasmFormatException tooLong(int start) {
        return malformed("integer representation too long", start);
    }

    private WasmFormatException tooLarge(int start) {
        return malformed("integer too large", start);
    }
}
