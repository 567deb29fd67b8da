package dev.gantry.link;

import dev.gantry.asm.CodeBlob;
import dev.gantry.host.RawMemory;

/**
 * A table of places in a region of code, off-heap: n offsets from the start of the region (32 bits, ascending), n trap codes (8 bits; 0 in a table of
 * calls), padding to a multiple of 4, n source locations (32 bits). The signal handler reads the first two parts.
 */
final class SiteTable {
    private final long address;
    private final int count;
    private int filled;

    /** A table to be filled, in writable memory of {@link #bytes} bytes. */
    SiteTable(long address, int count) {
        this.address = address;
        this.count = count;
    }

    /** Size of a table, a multiple of 8. */
    static long bytes(int count) {
        return srcLocs(count) + 4L * count + 7 & -8;
    }

    private static long srcLocs(int count) {
        return 5L * count + 3 & -4;
    }

    long address() {
        return address;
    }

    int count() {
        return count;
    }

    /** Appends the traps of a function that starts at {@code start}. */
    void addTraps(CodeBlob blob, int start) {
        int range = 0;
        for (int i = 0; i < blob.trapCount(); i++) {
            int offset = blob.trapOffset(i);
            while (range < blob.srcLocCount() && blob.srcLocEnd(range) <= offset) {
                range++;
            }
            add(start + offset, blob.trapCode(i), srcLoc(blob, range, offset));
        }
    }

    /** Appends the call sites of a function that starts at {@code start}; the location is that of the call, which ends at the site. */
    void addCalls(CodeBlob blob, int start) {
        int range = 0;
        for (int i = 0; i < blob.callSiteCount(); i++) {
            int offset = blob.callSiteOffset(i);
            while (range < blob.srcLocCount() && blob.srcLocEnd(range) < offset) {
                range++;
            }
            add(start + offset, 0, srcLoc(blob, range, offset - 1));
        }
    }

    private static int srcLoc(CodeBlob blob, int range, int offset) {
        return range < blob.srcLocCount() && blob.srcLocStart(range) <= offset ? blob.srcLoc(range) : JitModule.NONE;
    }

    private void add(int offset, int code, int srcLoc) {
        RawMemory.putInt(address + 4L * filled, offset);
        RawMemory.putByte(address + 4L * count + filled, (byte) code);
        RawMemory.putInt(address + srcLocs(count) + 4L * filled, srcLoc);
        filled++;
    }

    /** The entry of exactly this offset, or a negative number. */
    int find(int offset) {
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            int found = RawMemory.getInt(address + 4L * middle);
            if (found == offset) {
                return middle;
            }
            if (found < offset) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    int offset(int entry) {
        return RawMemory.getInt(address + 4L * entry);
    }

    int code(int entry) {
        return RawMemory.getByte(address + 4L * count + entry) & 0xff;
    }

    int srcLoc(int entry) {
        return RawMemory.getInt(address + srcLocs(count) + 4L * entry);
    }
}
