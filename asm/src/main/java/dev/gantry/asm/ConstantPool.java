package dev.gantry.asm;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Constants that the code reads, each with a label, equal ones sharing it. Up to 16 bytes are kept as two longs and found
 * through an open-addressed hash table; longer ones as byte arrays.
 */
final class ConstantPool {
    private long[] words = new long[16];
    private int[] labels = new int[8];
    private int[] sizes = new int[8];
    private int[] aligns = new int[8];
    private byte[] @Nullable [] large = new byte[8][];
    private int count;
    private int[] table = new int[32];
    private int bytesUpperBound;

    void reset() {
        if (count > 0) {
            Arrays.fill(table, 0);
            Arrays.fill(large, 0, count, null);
        }
        count = 0;
        bytesUpperBound = 0;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** No fewer bytes than {@link #emit} will append. */
    int bytesUpperBound() {
        return bytesUpperBound;
    }

    /** Label of an equal constant, or -1. Remembers a stricter alignment. */
    int find(long low, long high, int size, int align) {
        int mask = table.length - 1;
        for (int slot = hash(low, high, size) & mask; table[slot] != 0; slot = (slot + 1) & mask) {
            int index = table[slot] - 1;
            if (words[index * 2] == low && words[index * 2 + 1] == high && sizes[index] == size && isSmall(index)) {
                raiseAlign(index, align);
                return labels[index];
            }
        }
        return -1;
    }

    int find(byte[] bytes, int align) {
        int mask = table.length - 1;
        for (int slot = Arrays.hashCode(bytes) & mask; table[slot] != 0; slot = (slot + 1) & mask) {
            int index = table[slot] - 1;
            if (Arrays.equals(large[index], bytes)) {
                raiseAlign(index, align);
                return labels[index];
            }
        }
        return -1;
    }

    void add(long low, long high, int size, int align, int label) {
        int index = append(size, align, label);
        words[index * 2] = low;
        words[index * 2 + 1] = high;
        insert(index);
    }

    void add(byte[] bytes, int align, int label) {
        int index = append(bytes.length, align, label);
        large[index] = bytes;
        insert(index);
    }

    /** Appends all constants, the most strictly aligned first, and binds their labels. Returns the strictest alignment. */
    int emit(CodeBuffer buffer) {
        int strictest = 1;
        for (int i = 0; i < count; i++) {
            strictest = Math.max(strictest, aligns[i]);
        }
        for (int align = strictest; align >= 1; align >>= 1) {
            for (int i = 0; i < count; i++) {
                if (aligns[i] == align) {
                    buffer.padData(align);
                    buffer.bindLabel(labels[i]);
                    emitOne(buffer, i);
                }
            }
        }
        reset();
        return strictest;
    }

    private void emitOne(CodeBuffer buffer, int index) {
        byte[] bytes = large[index];
        int size = sizes[index];
        for (int i = 0; i < size; i++) {
            int b = bytes != null ? bytes[i] : (int) (words[index * 2 + (i >> 3)] >>> ((i & 7) * 8));
            buffer.put1(b);
        }
    }

    private boolean isSmall(int index) {
        return large[index] == null;
    }

    private void raiseAlign(int index, int align) {
        if (align > aligns[index]) {
            bytesUpperBound += align - aligns[index];
            aligns[index] = align;
        }
    }

    private int append(int size, int align, int label) {
        int index = count++;
        if (index == labels.length) {
            grow();
        }
        labels[index] = label;
        sizes[index] = size;
        aligns[index] = align;
        bytesUpperBound += size + align - 1;
        return index;
    }

    private void grow() {
        int capacity = count * 2;
        words = Arrays.copyOf(words, capacity * 2);
        labels = Arrays.copyOf(labels, capacity);
        sizes = Arrays.copyOf(sizes, capacity);
        aligns = Arrays.copyOf(aligns, capacity);
        large = Arrays.copyOf(large, capacity);
        table = new int[Integer.highestOneBit(capacity) * 4];
        for (int i = 0; i < count - 1; i++) {
            insert(i);
        }
    }

    private void insert(int index) {
        byte[] bytes = large[index];
        int hash = bytes != null ? Arrays.hashCode(bytes) : hash(words[index * 2], words[index * 2 + 1], sizes[index]);
        int mask = table.length - 1;
        int slot = hash & mask;
        while (table[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        table[slot] = index + 1;
    }

    private static int hash(long low, long high, int size) {
        long mixed = (low * 0x9E3779B97F4A7C15L ^ high) * 0xC2B2AE3D27D4EB4FL + size;
        return (int) (mixed >>> 29);
    }
}
