package dev.gantry.clif.build;

import java.util.Arrays;

/** What a variable is at the end of a block: a hash table from (variable, block) to value, open addressing. */
final class DefTable {
    private static final int SMALL = 1 << 10;
    private static final long EMPTY = -1;

    private long[] keys = newKeys(SMALL);
    private int[] values = new int[SMALL];
    private int size;

    private static long[] newKeys(int capacity) {
        long[] keys = new long[capacity];
        Arrays.fill(keys, EMPTY);
        return keys;
    }

    /** Forgets everything. Gives memory back if the last function was much larger than most. */
    void clear() {
        if (keys.length > SMALL && size < keys.length / 16) {
            keys = newKeys(keys.length / 4);
            values = new int[keys.length];
        } else if (size > 0) {
            Arrays.fill(keys, EMPTY);
        }
        size = 0;
    }

    private static long key(int var, int block) {
        return (long) block << 32 | var;
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        // The top bits of the product depend on all bits of the key.
        int i = (int) (key * 0x9E3779B97F4A7C15L >>> (Long.numberOfLeadingZeros(mask) & 63));
        while (keys[i] != key && keys[i] != EMPTY) {
            i = (i + 1) & mask;
        }
        return i;
    }

    /** The value of a variable at the end of a block as far as known, or -1. */
    int get(int var, int block) {
        long key = key(var, block);
        int i = slot(key);
        return keys[i] == key ? values[i] : -1;
    }

    void put(int var, int block, int value) {
        long key = key(var, block);
        int i = slot(key);
        if (keys[i] == EMPTY) {
            if (size * 2 >= keys.length) {
                grow();
                i = slot(key);
            }
            keys[i] = key;
            size++;
        }
        values[i] = value;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = newKeys(oldKeys.length * 2);
        values = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != EMPTY) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
