package dev.gantry.runtime.vm;

import dev.gantry.host.HostException;
import dev.gantry.host.RawMemory;
import dev.gantry.host.VirtualMemory;
import dev.gantry.wasm.Limits;
import dev.gantry.wasm.MemoryType;
import dev.gantry.wasm.clif.VmContextLayout;
import java.lang.foreign.MemorySegment;

/**
 * A linear memory: address space reserved once, so that the base never moves, and made accessible page by page as it grows. What lies behind the current
 * size faults, which is what spares compiled code its bounds checks; where no faults may be relied on, the reservation is only as large as the memory can
 * become.
 *
 * <p>The memory's definition (base, length in bytes), which compiled code reads, is kept up to date.
 */
public final class LinearMemory implements AutoCloseable {
    private final MemoryType type;
    private final long definition;
    private final long base;
    private final long reserved;
    private final long maxPages;
    private long pages;
    private MemorySegment segment = MemorySegment.NULL;
    private boolean closed;

    /**
     * Reserves and makes the first pages accessible.
     *
     * @param type limits in pages
     * @param definition where the definition is to be
     * @param reservation bytes to reserve at least; 0 if accesses are checked: then no more than the maximum, and less if there is not so much
     * @param guard bytes behind the reservation that stay inaccessible for ever
     * @throws HostException if there is not so much address space or memory
     */
    public LinearMemory(MemoryType type, long definition, long reservation, long guard) {
        this.type = type;
        this.definition = definition;
        Limits limits = type.limits();
        long most = limits.hasMax() ? Math.min(limits.max(), MemoryType.MAX_PAGES) : MemoryType.MAX_PAGES;
        long wanted = VirtualMemory.roundUp(
                Math.max(Math.max(most * MemoryType.PAGE_SIZE, reservation), VirtualMemory.PAGE_SIZE) + guard);
        if (reservation > 0) {
            this.reserved = wanted;
            this.base = VirtualMemory.reserve(wanted);
            this.maxPages = most;
        } else {
            long[] range = reserveUpTo(wanted, Math.max(limits.min(), 1) * MemoryType.PAGE_SIZE);
            this.base = range[0];
            this.reserved = range[1];
            this.maxPages = Math.min(most, reserved / MemoryType.PAGE_SIZE);
        }
        if (limits.min() > maxPages || !makeAccessible(0, limits.min())) {
            VirtualMemory.free(base, reserved);
            throw new HostException("no memory for " + limits.min() + " pages");
        }
        setPages(limits.min());
    }

    /** Reserves as much as there is: half as much each time the system refuses, down to {@code least}. */
    private static long[] reserveUpTo(long wanted, long least) {
        long bytes = wanted;
        while (true) {
            try {
                return new long[] {VirtualMemory.reserve(bytes), bytes};
            } catch (HostException e) {
                if (bytes / 2 < least) {
                    throw e;
                }
                bytes = VirtualMemory.roundUp(bytes / 2);
            }
        }
    }

    /** {@return the type with which it was made} */
    public MemoryType type() {
        return type;
    }

    /** {@return where the definition is} */
    public long definition() {
        return definition;
    }

    /** {@return the address of byte 0} */
    public long base() {
        return base;
    }

    /** {@return the size in pages} */
    public long pages() {
        return pages;
    }

    /** {@return the accessible bytes} */
    public MemorySegment segment() {
        return segment;
    }

    /**
     * Grows the memory.
     *
     * @param delta pages to add, at least 0
     * @return the old size in pages, or -1 if it would exceed its maximum or there is no memory
     */
    public long grow(long delta) {
        long old = pages;
        if (closed || delta < 0 || delta > maxPages - old || !makeAccessible(old, delta)) {
            return -1;
        }
        setPages(old + delta);
        return old;
    }

    private boolean makeAccessible(long from, long count) {
        return count == 0 || VirtualMemory.commit(base + from * MemoryType.PAGE_SIZE, count * MemoryType.PAGE_SIZE);
    }

    private void setPages(long count) {
        pages = count;
        long bytes = count * MemoryType.PAGE_SIZE;
        segment = RawMemory.segment(base, bytes);
        RawMemory.putLong(definition + VmContextLayout.MEMORY_BASE, base);
        RawMemory.putLong(definition + VmContextLayout.MEMORY_LENGTH, bytes);
    }

    /** {@return whether a range lies within the memory; both unsigned 32 bits or less than 2^62} */
    public boolean contains(long address, long length) {
        long bytes = pages * MemoryType.PAGE_SIZE;
        return address >= 0 && length >= 0 && length <= bytes && address <= bytes - length;
    }

    /** Gives the address space back; the memory then has size 0. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            pages = 0;
            segment = MemorySegment.NULL;
            VirtualMemory.free(base, reserved);
        }
    }
}
