package dev.gantry.asm;

import java.util.Arrays;

/** The branches that follow each other without a gap and end at the current offset, first to last. */
final class BranchRun {
    int[] start = new int[16];
    int[] end = new int[16];
    int[] label = new int[16];
    /** Index of the branch's fixup. */
    int[] fixup = new int[16];
    /** Root label bound at the start, or -1. */
    int[] labelBefore = new int[16];

    long[] inverted = new long[16];
    boolean[] conditional = new boolean[16];
    int count;

    void push(int from, int to, int target, int fixupIndex, int before, long invertedBytes, boolean isConditional) {
        int i = count++;
        if (i == start.length) {
            grow(i * 2);
        }
        start[i] = from;
        end[i] = to;
        label[i] = target;
        fixup[i] = fixupIndex;
        labelBefore[i] = before;
        inverted[i] = invertedBytes;
        conditional[i] = isConditional;
    }

    /** Exchanges the bytes of a conditional branch with those of its inversion. */
    void invert(int index, byte[] code) {
        long old = 0;
        long fresh = inverted[index];
        int from = start[index];
        int length = end[index] - from;
        for (int i = 0; i < length; i++) {
            old |= (code[from + i] & 0xffL) << (i * 8);
            code[from + i] = (byte) (fresh >>> (i * 8));
        }
        inverted[index] = old;
    }

    private void grow(int capacity) {
        start = Arrays.copyOf(start, capacity);
        end = Arrays.copyOf(end, capacity);
        label = Arrays.copyOf(label, capacity);
        fixup = Arrays.copyOf(fixup, capacity);
        labelBefore = Arrays.copyOf(labelBefore, capacity);
        inverted = Arrays.copyOf(inverted, capacity);
        conditional = Arrays.copyOf(conditional, capacity);
    }
}
