package dev.gantry.wasm.text;

import java.util.Arrays;

/** A growing byte array with the binary format's number encodings. */
final class ByteWriter {
    private byte[] bytes;
    private int size;

    ByteWriter() {
        this(64);
    }

    ByteWriter(int capacity) {
        bytes = new byte[capacity];
    }

    int size() {
        return size;
    }

    /** The array behind this writer; valid up to {@link #size()} and until the next write. */
    byte[] array() {
        return bytes;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    void clear() {
        size = 0;
    }

    /** Forgets everything from {@code newSize} on. */
    void truncate(int newSize) {
        size = newSize;
    }

    void u8(int value) {
        if (size == bytes.length) {
            grow(1);
        }
        bytes[size++] = (byte) value;
    }

    void write(byte[] source, int from, int to) {
        int length = to - from;
        if (length > bytes.length - size) {
            grow(length);
        }
        System.arraycopy(source, from, bytes, size, length);
        size += length;
    }

    void write(ByteWriter other) {
        write(other.bytes, 0, other.size);
    }

    /** Unsigned LEB128 of 32 bits. */
    void u32(int value) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            u8(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        u8(rest);
    }

    /** Unsigned LEB128 of 64 bits. */
    void u64(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            u8((int) rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        u8((int) rest);
    }

    /** Signed LEB128; serves 32, 33 and 64 bits, since the shortest form of a value is the same in each. */
    void s64(long value) {
        long rest = value;
        while (rest < -64 || rest > 63) {
            u8((int) rest & 0x7F | 0x80);
            rest >>= 7;
        }
        u8((int) rest & 0x7F);
    }

    /** Four bytes, little-endian. */
    void le32(int value) {
        u8(value);
        u8(value >> 8);
        u8(value >> 16);
        u8(value >> 24);
    }

    /** Eight bytes, little-endian. */
    void le64(long value) {
        le32((int) value);
        le32((int) (value >>> 32));
    }

    /** A vector of bytes: its length, then the bytes. */
    void vec(byte[] source) {
        u32(source.length);
        write(source, 0, source.length);
    }

    /** The other writer's contents preceded by their length. */
    void sized(ByteWriter contents) {
        u32(contents.size);
        write(contents);
    }

    private void grow(int more) {
        long wanted = Math.max((long) size + more, bytes.length * 2L);
        bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
    }
}
