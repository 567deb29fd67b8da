package dev.gantry.runtime;

import dev.gantry.host.HostException;
import dev.gantry.runtime.vm.LinearMemory;
import dev.gantry.wasm.Limits;
import dev.gantry.wasm.MemoryType;
import dev.gantry.wasm.clif.VmContextLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A linear memory. Addresses are byte addresses from 0; every access outside the current size throws {@link IndexOutOfBoundsException}. Multi-byte
 * values are little-endian and need no alignment.
 */
public final class Memory implements Extern {
    /** Bytes in a page. */
    public static final int PAGE_SIZE = 65536;

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Store store;
    private final LinearMemory vm;

    private Memory(Store store, LinearMemory vm) {
        this.store = store;
        this.vm = vm;
    }

    /**
     * Makes a memory.
     *
     * @throws OutOfMemoryError if the address space cannot be reserved
     */
    public static Memory create(Store store, MemoryType type) {
        return at(store, type, store.memory().allocate(VmContextLayout.MEMORY_SIZE));
    }

    /** A memory whose definition is at an address. */
    static Memory at(Store store, MemoryType type, long definition) {
        Config config = store.engine().config();
        boolean signals = store.engine().usesSignals();
        try {
            return new Memory(
                    store,
                    store.memory()
                            .own(new LinearMemory(
                                    type,
                                    definition,
                                    signals ? config.memoryReservation() : 0,
                                    signals ? config.memoryGuard() : 0)));
        } catch (HostException e) {
            throw outOfMemory(e);
        }
    }

    static OutOfMemoryError outOfMemory(HostException cause) {
        OutOfMemoryError error = new OutOfMemoryError(cause.getMessage());
        error.initCause(cause);
        return error;
    }

    @Override
    public Store store() {
        return store;
    }

    LinearMemory vm() {
        return vm;
    }

    /** {@return its type, with the current size as minimum} */
    public MemoryType type() {
        return new MemoryType(new Limits(vm.pages(), vm.type().limits().max()));
    }

    @Override
    public ExternType externType() {
        return new ExternType.Memory(type());
    }

    /** {@return its size in pages} */
    public long size() {
        return vm.pages();
    }

    /** {@return its size in bytes} */
    public long byteSize() {
        return vm.pages() * PAGE_SIZE;
    }

    /**
     * Grows it.
     *
     * @param pages by how much, at least 0
     * @return the old size in pages, or -1 if it could not grow
     */
    public long grow(long pages) {
        return vm.grow(pages);
    }

    /**
     * {@return the memory's bytes as of now; get it again after anything that may have grown the memory; the store must be kept as long as
     * it is used, and it must not be used after the store is closed}
     */
    public MemorySegment segment() {
        return vm.segment();
    }

    /** {@return the byte at an address} */
    public byte readByte(long address) {
        byte value = vm.segment().get(ValueLayout.JAVA_BYTE, address);
        Reference.reachabilityFence(store);
        return value;
    }

    /** {@return the 16-bit value at an address} */
    public short readShort(long address) {
        short value = vm.segment().get(SHORT, address);
        Reference.reachabilityFence(store);
        return value;
    }

    /** {@return the 32-bit value at an address} */
    public int readInt(long address) {
        int value = vm.segment().get(INT, address);
        Reference.reachabilityFence(store);
        return value;
    }

    /** {@return the 64-bit value at an address} */
    public long readLong(long address) {
        long value = vm.segment().get(LONG, address);
        Reference.reachabilityFence(store);
        return value;
    }

    /** Copies bytes out of the memory. */
    public void read(long address, byte[] target, int offset, int length) {
        MemorySegment.copy(vm.segment(), ValueLayout.JAVA_BYTE, address, target, offset, length);
        Reference.reachabilityFence(store);
    }

    /** {@return a copy of bytes of the memory} */
    public byte[] readBytes(long address, int length) {
        if (!vm.contains(address, length)) {
            throw new IndexOutOfBoundsException(length + " bytes at " + address + " of a memory of " + byteSize());
        }
        byte[] bytes = new byte[length];
        read(address, bytes, 0, length);
        return bytes;
    }

    /** {@return bytes of the memory read as UTF-8, malformed ones replaced} */
    public String readString(long address, int length) {
        return new String(readBytes(address, length), StandardCharsets.UTF_8);
    }

    /** Writes a byte. */
    public void writeByte(long address, byte value) {
        vm.segment().set(ValueLayout.JAVA_BYTE, address, value);
        Reference.reachabilityFence(store);
    }

    /** Writes a 16-bit value. */
    public void writeShort(long address, short value) {
        vm.segment().set(SHORT, address, value);
        Reference.reachabilityFence(store);
    }

    /** Writes a 32-bit value. */
    public void writeInt(long address, int value) {
        vm.segment().set(INT, address, value);
        Reference.reachabilityFence(store);
    }

    /** Writes a 64-bit value. */
    public void writeLong(long address, long value) {
        vm.segment().set(LONG, address, value);
        Reference.reachabilityFence(store);
    }

    /** Copies bytes into the memory. */
    public void write(long address, byte[] source, int offset, int length) {
        MemorySegment.copy(source, offset, vm.segment(), ValueLayout.JAVA_BYTE, address, length);
        Reference.reachabilityFence(store);
    }

    /** Copies bytes into the memory. */
    public void write(long address, byte[] source) {
        write(address, source, 0, source.length);
    }
}
