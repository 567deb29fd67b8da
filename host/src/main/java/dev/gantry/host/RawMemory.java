package dev.gantry.host;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * Reads and writes at absolute addresses, unchecked: a wrong address ends the JVM. For structures shared with machine code. Values are naturally
 * aligned unless the method says otherwise.
 */
public final class RawMemory {
    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

    private RawMemory() {}

    /** {@return the byte at an address} */
    public static byte getByte(long address) {
        return ALL.get(ValueLayout.JAVA_BYTE, address);
    }

    /** {@return the 32-bit value at an address} */
    public static int getInt(long address) {
        return ALL.get(ValueLayout.JAVA_INT_UNALIGNED, address);
    }

    /** {@return the 64-bit value at an address} */
    public static long getLong(long address) {
        return ALL.get(ValueLayout.JAVA_LONG_UNALIGNED, address);
    }

    /** Writes a byte. */
    public static void putByte(long address, byte value) {
        ALL.set(ValueLayout.JAVA_BYTE, address, value);
    }

    /** Writes a 32-bit value. */
    public static void putInt(long address, int value) {
        ALL.set(ValueLayout.JAVA_INT_UNALIGNED, address, value);
    }

    /** Writes a 64-bit value. */
    public static void putLong(long address, long value) {
        ALL.set(ValueLayout.JAVA_LONG_UNALIGNED, address, value);
    }

    /** Reads a 64-bit value that other threads or signal handlers write. */
    public static long getLongVolatile(long address) {
        return (long) LONG.getVolatile(ALL, address);
    }

    /** Writes a 64-bit value that other threads or signal handlers read; everything written before is visible to them. */
    public static void putLongVolatile(long address, long value) {
        LONG.setVolatile(ALL, address, value);
    }

    /** Adds to a 64-bit value atomically; {@return the value before}. */
    public static long getAndAddLong(long address, long delta) {
        return (long) LONG.getAndAdd(ALL, address, delta);
    }

    /** Copies bytes from an array. */
    public static void copyIn(byte[] source, int offset, long address, long length) {
        MemorySegment.copy(MemorySegment.ofArray(source), offset, ALL, address, length);
    }

    /** Copies bytes to an array. */
    public static void copyOut(long address, byte[] target, int offset, long length) {
        MemorySegment.copy(ALL, address, MemorySegment.ofArray(target), offset, length);
    }

    /** Copies bytes; the ranges may overlap. */
    public static void copy(long source, long target, long length) {
        MemorySegment.copy(ALL, source, ALL, target, length);
    }

    /** Sets bytes. */
    public static void fill(long address, long length, byte value) {
        ALL.asSlice(address, length).fill(value);
    }

    /** {@return a view of a range of memory, valid as long as the memory is mapped} */
    public static MemorySegment segment(long address, long length) {
        return ALL.asSlice(address, length);
    }

    /** {@return a function pointer for {@link NativeCall}} */
    public static MemorySegment code(long address) {
        return MemorySegment.ofAddress(address);
    }
}
