package dev.gantry.link.object;

import java.util.Arrays;

/** Relocations of one section: offset, type, symbol, addend. */
final class ElfRelocTable {
    private long[] offsets = new long[8];
    private int[] types = new int[8];
    private int[] symbols = new int[8];
    private long[] addends = new long[8];
    private int count;

    void add(long offset, int type, int symbol, long addend) {
        if (count == types.length) {
            offsets = Arrays.copyOf(offsets, count * 2);
            types = Arrays.copyOf(types, count * 2);
            symbols = Arrays.copyOf(symbols, count * 2);
            addends = Arrays.copyOf(addends, count * 2);
        }
        offsets[count] = offset;
        types[count] = type;
        symbols[count] = symbol;
        addends[count++] = addend;
    }

    int count() {
        return count;
    }

    long offset(int i) {
        return offsets[i];
    }

    int type(int i) {
        return types[i];
    }

    int symbol(int i) {
        return symbols[i];
    }

    long addend(int i) {
        return addends[i];
    }
}
