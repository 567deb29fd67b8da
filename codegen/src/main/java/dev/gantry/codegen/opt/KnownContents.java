package dev.gantry.codegen.opt;

import java.util.Arrays;

/**
 * A hash table of what is known of places in memory: version of memory, address, offset and kind of access give a value.
 * Open addressing over int arrays; grows to twice the size when half full; reused from function to function.
 */
final class KnownContents {
    /** What {@link #find} gives for a place of which nothing is known. */
    static final int NONE = -1;

    private static final int FIELDS = 6;
    private static final int VALUE = 4;
    private static final int INST = 5;

    private int[] slots = new int[64 * FIELDS];
    private int mask = 63;
    private int count;

    /** Forgets everything. */
    void clear() {
        if (count > 0) {
            Arrays.fill(slots, 0);
            count = 0;
        }
    }

    /** Where the place is in the table, or {@link #NONE}. */
    int find(int version, int address, int offset, int kind) {
        int slot = slotOf(version, address, offset, kind);
        return slots[slot + INST] == 0 ? NONE : slot;
    }

    /** The value that the place holds. */
    int value(int slot) {
        return slots[slot + VALUE];
    }

    /** The instruction that read or wrote it. */
    int inst(int slot) {
        return slots[slot + INST] - 1;
    }

    /** Notes that an instruction found this value at the place, or put it there; replaces what was known. */
    void put(int version, int address, int offset, int kind, int value, int inst) {
        if (count * 2 > mask) {
            grow();
        }
        int slot = slotOf(version, address, offset, kind);
        if (slots[slot + INST] == 0) {
            count++;
            slots[slot] = version;
            slots[slot + 1] = address;
            slots[slot + 2] = offset;
            slots[slot + 3] = kind;
        }
        slots[slot + VALUE] = value;
        slots[slot + INST] = inst + 1;
    }

    private int slotOf(int version, int address, int offset, int kind) {
        int hash = ((version * 31 + address) * 31 + offset) * 31 + kind;
        hash *= 0x9e3779b1;
        int index = hash ^ hash >>> 15;
        while (true) {
            int slot = (index & mask) * FIELDS;
            boolean free = slots[slot + INST] == 0;
            if (free
                    || (slots[slot] == version
                            && slots[slot + 1] == address
                            && slots[slot + 2] == offset
                            && slots[slot + 3] == kind)) {
                return slot;
            }
            index++;
        }
    }

    private void grow() {
        int[] old = slots;
        mask = mask * 2 + 1;
        slots = new int[(mask + 1) * FIELDS];
        count = 0;
        for (int s = 0; s < old.length; s += FIELDS) {
            if (old[s + INST] != 0) {
                put(old[s], old[s + 1], old[s + 2], old[s + 3], old[s + VALUE], old[s + INST] - 1);
            }
        }
    }
}
