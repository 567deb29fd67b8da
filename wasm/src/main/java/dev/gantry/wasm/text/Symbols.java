package dev.gantry.wasm.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Byte strings as dense ints: equal strings get the same number, in the order in which they are first seen. */
final class Symbols {
    private int[] slots = new int[64];
    private int[] hashes = new int[32];
    private int[] ends = new int[32];
    private final ByteWriter pool = new ByteWriter();
    private int count;

    int count() {
        return count;
    }

    /** The number of the string in {@code bytes[from, to)}, new if it was not seen before. */
    int intern(byte[] bytes, int from, int to) {
        int hash = hash(bytes, from, to);
        int slot = slot(bytes, from, to, hash);
        if (slots[slot] != 0) {
            return slots[slot] - 1;
        }
        if (count == ends.length) {
            hashes = Arrays.copyOf(hashes, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        pool.write(bytes, from, to);
        hashes[count] = hash;
        ends[count] = pool.size();
        slots[slot] = ++count;
        if (count * 2 > slots.length) {
            rehash();
        }
        return count - 1;
    }

    /** The number of a string seen before, or -1. */
    int find(byte[] bytes, int from, int to) {
        return slots[slot(bytes, from, to, hash(bytes, from, to))] - 1;
    }

    byte[] bytes(int symbol) {
        return Arrays.copyOfRange(pool.array(), start(symbol), ends[symbol]);
    }

    String text(int symbol) {
        return new String(bytes(symbol), StandardCharsets.UTF_8);
    }

    private int start(int symbol) {
        return symbol == 0 ? 0 : ends[symbol - 1];
    }

    private int slot(byte[] bytes, int from, int to, int hash) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != 0) {
            int symbol = slots[slot] - 1;
            if (hashes[symbol] == hash && Arrays.equals(pool.array(), start(symbol), ends[symbol], bytes, from, to)) {
                return slot;
            }
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void rehash() {
        slots = new int[slots.length * 2];
        int mask = slots.length - 1;
        for (int symbol = 0; symbol < count; symbol++) {
            int slot = hashes[symbol] & mask;
            while (slots[slot] != 0) {
                slot = slot + 1 & mask;
            }
            slots[slot] = symbol + 1;
        }
    }

    private static int hash(byte[] bytes, int from, int to) {
        int hash = 0x811C9DC5;
        for (int i = from; i < to; i++) {
            hash = (hash ^ bytes[i]) * 0x01000193;
        }
        return hash ^ hash >>> 15;
    }
}
