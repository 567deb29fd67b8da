package dev.gantry.runtime.vm;

import dev.gantry.host.HostException;
import dev.gantry.host.RawMemory;
import dev.gantry.host.VirtualMemory;
import dev.gantry.wasm.Limits;
import dev.gantry.wasm.TableType;
import dev.gantry.wasm.clif.VmContextLayout;

/**
 * A table of references: 8 bytes an element, the address of a funcref or the handle of an external reference, 0 for null. Address space is reserved for the
 * largest size, so elements do not move. The definition that compiled code reads is kept up to date.
 */
public final class RefTable implements AutoCloseable {
    /** The largest number of elements of any table. */
    public static final long MAX_ELEMENTS = 10_000_000;

    private final TableType type;
    private final long definition;
    private final long base;
    private final long reserved;
    private final long maxSize;
    private long size;
    private long accessible;
    private boolean closed;

    /**
     * Makes a table filled with one value.
     *
     * @param type limits in elements
     * @param definition where the definition is to be
     * @param init value of the first elements
     * @throws HostException if the minimum is more than {@link #MAX_ELEMENTS} or there is no memory
     */
    public RefTable(TableType type, long definition, long init) {
        this.type = type;
        this.definition = definition;
        Limits limits = type.limits();
        this.maxSize = limits.hasMax() ? Math.min(limits.max(), MAX_ELEMENTS) : MAX_ELEMENTS;
        if (limits.min() > maxSize) {
            throw new HostException("no table may have " + limits.min() + " elements");
        }
        this.reserved = VirtualMemory.roundUp(Math.max(8 * maxSize, 1));
        this.base = VirtualMemory.reserve(reserved);
        RawMemory.putLong(definition + VmContextLayout.TABLE_BASE, base);
        if (grow(limits.min(), init) < 0) {
            VirtualMemory.free(base, reserved);
            throw new HostException("no memory for a table of " + limits.min() + " elements");
        }
    }

    /** {@return the type with which it was made} */
    public TableType type() {
        return type;
    }

    /** {@return where the definition is} */
    public long definition() {
        return definition;
    }

    /** {@return the number of elements} */
    public long size() {
        return size;
    }

    /** {@return an element; the index must be less than the size} */
    public long get(long index) {
        return RawMemory.getLong(base + 8 * index);
    }

    /** Replaces an element; the index must be less than the size. */
    public void set(long index, long value) {
        RawMemory.putLong(base + 8 * index, value);
    }

    /** {@return whether a range lies within the table} */
    public boolean contains(long index, long count) {
        return index >= 0 && count >= 0 && count <= size && index <= size - count;
    }

    /** Sets elements of a range within the table. */
    public void fill(long index, long count, long value) {
        for (long i = index; i < index + count; i++) {
            set(i, value);
        }
    }

    /** Copies elements; both ranges must lie within their tables. */
    public void copyFrom(RefTable source, long to, long from, long count) {
        RawMemory.copy(source.base + 8 * from, base + 8 * to, 8 * count);
    }

    /**
     * Grows the table.
     *
     * @param delta elements to add, at least 0
     * @param init their value
     * @return the old size, or -1 if it would exceed its maximum or there is no memory
     */
    public long grow(long delta, long init) {
        long old = size;
        if (closed || delta < 0 || delta > maxSize - old) {
            return -1;
        }
        long wanted = VirtualMemory.roundUp(8 * (old + delta));
        if (wanted > accessible) {
            if (!VirtualMemory.commit(base + accessible, wanted - accessible)) {
                return -1;
            }
            accessible = wanted;
        }
        size = old + delta;
        if (init != 0) {
            fill(old, delta, init);
        }
        RawMemory.putLong(definition + VmContextLayout.TABLE_LENGTH, size);
        return old;
    }

    /** Gives the memory back; the table then has size 0. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            size = 0;
            VirtualMemory.free(base, reserved);
        }
    }
}
