package dev.gantry.wasm.text;

import java.util.Arrays;

/** A map from non-negative ints to non-negative ints that is emptied in time proportional to what it holds. */
final class IntMap {
    private int[] keys = new int[16];
    private int[] values = new int[16];
    private int[] used = new int[8];
    private int size;

    /** The value of the key, or -1. */
    int get(int key) {
        int slot = slot(keys, key);
        return keys[slot] == 0 ? -1 : values[slot];
    }

    /** Sets the value of the key; returns the value it had before, or -1. */
    int put(int key, int value) {
        int slot = slot(keys, key);
        if (keys[slot] != 0) {
            int previous = values[slot];
            values[slot] = value;
            return previous;
        }
        if (size == used.length) {
            grow();
            slot = slot(keys, key);
        }
        keys[slot] = key + 1;
        values[slot] = value;
        used[size++] = slot;
        return -1;
    }

    void clear() {
        for (int i = 0; i < size; i++) {
            keys[used[i]] = 0;
        }
        size = 0;
    }

    private static int slot(int[] keys, int key) {
        int mask = keys.length - 1;
        int slot = key * 0x9E3779B1 >>> 7 & mask;
        while (keys[slot] != 0 && keys[slot] != key + 1) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        int[] newKeys = new int[keys.length * 2];
        int[] newValues = new int[newKeys.length];
        used = Arrays.copyOf(used, used.length * 2);
        for (int i = 0; i < size; i++) {
            int old = used[i];
            int slot = slot(newKeys, keys[old] - 1);
            newKeys[slot] = keys[old];
            newValues[slot] = values[old];
            used[i] = slot;
        }
        keys = newKeys;
        values = newValues;
    }
}
