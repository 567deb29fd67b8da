package dev.gantry.link.guest;

import dev.gantry.host.RawMemory;
import dev.gantry.host.VirtualMemory;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * All code in which traps may happen, for Java (sorted map) and for the signal handler (a snapshot in off-heap memory).
 *
 * <p>A snapshot is a count followed by entries of 32 bytes (start, end, trap table, number of traps), ascending by start. It is never changed: a
 * registration writes a new one and swaps the pointer that the handler reads. The handler counts itself in before it reads the pointer and out when it
 * is done with the tables; an old snapshot, and code that left the registry, may be freed once that counter has been seen at zero after the swap.
 *
 * <p>Example: ranges A = [0x1000, 0x1800) and B = [0x5000, 0x5400) with 3 and 7 traps give the words 2, 0x1000, 0x1800, tableA, 3, 0x5000, 0x5400,
 * tableB, 7.
 */
public final class CodeRegistry {
    /** In the handler's data: the pointer to the snapshot. */
    static final int SNAPSHOT = 0;
    /** In the handler's data: how many handlers are running. */
    static final int IN_FLIGHT = 8;
    /** In the handler's data: the address of the previous handler of signal n is at this offset plus 8 n. */
    static final int OLD_HANDLERS = 16;
    /** In a snapshot: the first entry. */
    static final int ENTRIES = 8;
    /** log2 of the size of an entry. */
    static final int ENTRY_SHIFT = 5;

    private final long data;
    private final ConcurrentSkipListMap<Long, CodeRange> ranges = new ConcurrentSkipListMap<>();
    private long snapshotSize;

    CodeRegistry(long data) {
        this.data = data;
    }

    /** Adds a range; from now on its traps are recognised. */
    public synchronized void register(CodeRange range) {
        ranges.put(range.start(), range);
        publish(range);
    }

    /** Removes a range; when this returns no handler reads its tables any more, and it may be unmapped if nothing runs in it. */
    public synchronized void unregister(CodeRange range) {
        ranges.remove(range.start());
        publish(range);
    }

    /** {@return the range that an address is in, or null} */
    public @Nullable CodeRange find(long pc) {
        Map.Entry<Long, CodeRange> entry = ranges.floorEntry(pc);
        return entry != null && pc < entry.getValue().end() ? entry.getValue() : null;
    }

    /** Writes a new snapshot after a change; the handler need not know of ranges without traps. */
    private void publish(CodeRange changed) {
        if (changed.trapCount() == 0) {
            return;
        }
        int count = 0;
        for (CodeRange range : ranges.values()) {
            count += range.trapCount() > 0 ? 1 : 0;
        }
        long size = VirtualMemory.roundUp(ENTRIES + ((long) count << ENTRY_SHIFT));
        long snapshot = VirtualMemory.allocate(size);
        RawMemory.putLong(snapshot, count);
        long entry = snapshot + ENTRIES;
        for (CodeRange range : ranges.values()) {
            if (range.trapCount() == 0) {
                continue;
            }
            RawMemory.putLong(entry, range.start());
            RawMemory.putLong(entry + 8, range.end());
            RawMemory.putLong(entry + 16, range.trapTable());
            RawMemory.putLong(entry + 24, range.trapCount());
            entry += 1 << ENTRY_SHIFT;
        }
        long old = RawMemory.getLong(data + SNAPSHOT);
        RawMemory.putLongVolatile(data + SNAPSHOT, snapshot);
        while (RawMemory.getLongVolatile(data + IN_FLIGHT) != 0) {
            Thread.onSpinWait();
        }
        if (old != 0) {
            VirtualMemory.free(old, snapshotSize);
        }
        snapshotSize = size;
    }
}
