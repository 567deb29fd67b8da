package dev.gantry.runtime;

import dev.gantry.wasm.MemoryType;
import java.lang.foreign.MemorySegment;

/**
 * A linear memory. Addresses are byte addresses from 0; every access outside the current size throws {@link IndexOutOfBoundsException}. Multi-byte
 * values are little-endian and need no alignment.
 */
public final class Memory implements Extern {
    /** Bytes in a page. */
    public static final int PAGE_SIZE = 65536;

    private final Store store;

    private Memory(Store store) {
        this.store = store;
    }

    /**
     * Makes a memory.
     *
     * @throws OutOfMemoryError if the address space cannot be reserved
     */
    public static Memory create(Store store, MemoryType type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Store store() {
        return store;
    }

    /** {@return its type, with the current size as minimum} */
    public MemoryType type() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ExternType externType() {
        return new ExternType.Memory(type());
    }

    /** {@return its size in pages} */
    public long size() {
        throw new UnsupportedOperationException();
    }

    /** {@return its size in bytes} */
    public long byteSize() {
        throw new UnsupportedOperationException();
    }

    /**
     * Grows it.
     *
     * @param pages by how much, at least 0
     * @return the old size in pages, or -1 if it could not grow
     */
    public long grow(long pages) {
        throw new UnsupportedOperationException();
    }

    /** {@return the memory's bytes as of now; get it again after anything that may have grown the memory; must not be used after the store is closed} */
    public MemorySegment segment() {
        throw new UnsupportedOperationException();
    }

    /** {@return the byte at an address} */
    public byte readByte(long address) {
        throw new UnsupportedOperationException();
    }

    /** {@return the 16-bit value at an address} */
    public short readShort(long address) {
        throw new UnsupportedOperationException();
    }

    /** {@return the 32-bit value at an address} */
    public int readInt(long address) {
        throw new UnsupportedOperationException();
    }

    /** {@return the 64-bit value at an address} */
    public long readLong(long address) {
        throw new UnsupportedOperationException();
    }

    /** Copies bytes out of the memory. */
    public void read(long address, byte[] target, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    /** {@return a copy of bytes of the memory} */
    public byte[] readBytes(long address, int length) {
        throw new UnsupportedOperationException();
    }

    /** {@return bytes of the memory read as UTF-8, malformed ones replaced} */
    public String readString(long address, int length) {
        throw new UnsupportedOperationException();
    }

    /** Writes a byte. */
    public void writeByte(long address, byte value) {
        throw new UnsupportedOperationException();
    }

    /** Writes a 16-bit value. */
    public void writeShort(long address, short value) {
        throw new UnsupportedOperationException();
    }

    /** Writes a 32-bit value. */
    public void writeInt(long address, int value) {
        throw new UnsupportedOperationException();
    }

    /** Writes a 64-bit value. */
    public void writeLong(long address, long value) {
        throw new UnsupportedOperationException();
    }

    /** Copies bytes into the memory. */
    public void write(long address, byte[] source, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    /** Copies bytes into the memory. */
    public void write(long address, byte[] source) {
        write(address, source, 0, source.length);
    }
}
