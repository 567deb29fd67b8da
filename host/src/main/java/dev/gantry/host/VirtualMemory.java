package dev.gantry.host;

import java.lang.foreign.MemorySegment;

/**
 * Address space: reserved first, made accessible page by page, given back. Addresses and sizes are bytes and multiples of {@link #PAGE_SIZE}.
 */
public final class VirtualMemory {
    /** Bytes of a page on every system that is supported. */
    public static final int PAGE_SIZE = 4096;

    /** What may be done with a range of pages. */
    public enum Protection {
        /** Every access faults. */
        NONE(0),
        /** Reading. */
        READ(1),
        /** Reading and writing. */
        READ_WRITE(3),
        /** Reading and executing. */
        READ_EXECUTE(5);

        private final int bits;

        Protection(int bits) {
            this.bits = bits;
        }
    }

    private static final int MAP_PRIVATE = 0x2;
    private static final int MAP_ANONYMOUS = 0x20;
    private static final int MAP_NORESERVE = 0x4000;
    private static final int MADV_DONTNEED = 4;

    private static final MemorySegment MMAP = NativeCall.libc("mmap");
    private static final MemorySegment MUNMAP = NativeCall.libc("munmap");
    private static final MemorySegment MPROTECT = NativeCall.libc("mprotect");
    private static final MemorySegment MADVISE = NativeCall.libc("madvise");

    private VirtualMemory() {}

    /** {@return a size rounded up to whole pages} */
    public static long roundUp(long bytes) {
        return (bytes + PAGE_SIZE - 1) & -PAGE_SIZE;
    }

    /**
     * Reserves address space that cannot be accessed yet and costs no memory.
     *
     * @return its address
     * @throws HostException if there is not so much
     */
    public static long reserve(long bytes) {
        return map(bytes, Protection.NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE);
    }

    /**
     * Reserves address space whose end is a multiple of a power of two.
     *
     * @param bytes how much, at most {@code alignment}
     * @param alignment a power of two, at least a page
     * @return its address
     * @throws HostException if there is not so much
     */
    public static long reserveEndingAt(long bytes, long alignment) {
        long span = bytes + alignment;
        long start = reserve(span);
        long end = (start + span) & -alignment;
        long first = end - bytes;
        if (first > start) {
            free(start, first - start);
        }
        if (start + span > end) {
            free(end, start + span - end);
        }
        return first;
    }

    /**
     * Maps memory for reading and writing, filled with zeroes.
     *
     * @return its address
     * @throws HostException if there is not so much
     */
    public static long allocate(long bytes) {
        return map(bytes, Protection.READ_WRITE, MAP_PRIVATE | MAP_ANONYMOUS);
    }

    private static long map(long bytes, Protection protection, int flags) {
        long address = NativeCall.call(MMAP, 0, bytes, protection.bits, flags, -1, 0);
        if (address == -1) {
            throw new HostException("cannot map " + bytes + " bytes: " + NativeCall.lastError());
        }
        return address;
    }

    /** Changes what may be done with a range; throws {@link HostException} if the system refuses. */
    public static void protect(long address, long bytes, Protection protection) {
        if (!tryProtect(address, bytes, protection)) {
            throw new HostException("cannot make " + bytes + " bytes " + protection + ": " + NativeCall.lastError());
        }
    }

    /** As {@link #protect}; {@return false if the system refuses}. */
    public static boolean tryProtect(long address, long bytes, Protection protection) {
        return NativeCall.call(MPROTECT, address, bytes, protection.bits) == 0;
    }

    /** Makes a reserved range readable and writable; {@return false if the system refuses}. It reads as zeroes. */
    public static boolean commit(long address, long bytes) {
        return tryProtect(address, bytes, Protection.READ_WRITE);
    }

    /** Gives the memory of a range back; its pages stay accessible as they were and read as zeroes. */
    public static void discard(long address, long bytes) {
        if (NativeCall.call(MADVISE, address, bytes, MADV_DONTNEED) != 0) {
            throw new HostException("cannot discard " + bytes + " bytes: " + NativeCall.lastError());
        }
    }

    /** Gives a range back to the system; it must not be used any more. */
    public static void free(long address, long bytes) {
        if (NativeCall.call(MUNMAP, address, bytes, 0) != 0) {
            throw new HostException("cannot unmap " + bytes + " bytes: " + NativeCall.lastError());
        }
    }
}
