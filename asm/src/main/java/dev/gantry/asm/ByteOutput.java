package dev.gantry.asm;

import java.util.Arrays;

/** Bytes of a table or a file, appended in little-endian order; fields can be filled in later. */
public final class ByteOutput {
    private byte[] data = new byte[64];
    private int size;

    /** No bytes yet. */
    public ByteOutput() {}

    /** Number of bytes so far. */
    public int size() {
        return size;
    }

    /** A copy of the bytes. */
    public byte[] toBytes() {
        return Arrays.copyOf(data, size);
    }

    /** Appends the low byte. */
    public void put1(int value) {
        if (size == data.length) {
            data = Arrays.copyOf(data, size * 2);
        }
        data[size++] = (byte) value;
    }

    /** Appends two bytes. */
    public void put2(int value) {
        put1(value);
        put1(value >> 8);
    }

    /** Appends four bytes. */
    public void put4(int value) {
        put2(value);
        put2(value >> 16);
    }

    /** Appends eight bytes. */
    public void put8(long value) {
        put4((int) value);
        put4((int) (value >> 32));
    }

    /** Replaces the four bytes at an offset. */
    public void set4(int at, int value) {
        data[at] = (byte) value;
        data[at + 1] = (byte) (value >> 8);
        data[at + 2] = (byte) (value >> 16);
        data[at + 3] = (byte) (value >> 24);
    }

    /** Appends bytes. */
    public void put(byte[] bytes) {
        put(bytes, bytes.length);
    }

    /** Appends the first bytes of an array. */
    public void put(byte[] bytes, int length) {
        if (size + length > data.length) {
            data = Arrays.copyOf(data, Math.max(data.length * 2, size + length));
        }
        System.arraycopy(bytes, 0, data, size, length);
        size += length;
    }

    /** Appends an unsigned number in base 128, low digits first. */
    public void putUleb(long value) {
        long rest = value;
        while (rest >>> 7 != 0) {
            put1((int) rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        put1((int) rest);
    }

    /** Appends a signed number in base 128, low digits first. */
    public void putSleb(long value) {
        long rest = value;
        while (rest >> 6 != 0 && rest >> 6 != -1) {
            put1((int) rest & 0x7f | 0x80);
            rest >>= 7;
        }
        put1((int) rest & 0x7f);
    }

    /** Appends the low bytes of the characters and a zero. */
    public void putText(String text) {
        for (int i = 0; i < text.length(); i++) {
            put1(text.charAt(i));
        }
        put1(0);
    }

    /** Appends a byte until the size is a multiple of {@code alignment}, a power of two. */
    public void align(int alignment, int filler) {
        while ((size & alignment - 1) != 0) {
            put1(filler);
        }
    }
}
