package dev.gantry.asm;

import java.util.Arrays;

/**
 * Labels as a forest: a label is either a root, with an offset or not yet bound, or an alias of another label.
 *
 * <p>Aliases arise where two labels are bound at one offset and where a label in front of a jump is moved to the jump's
 * target. Moving a root moves all its aliases at once; finding a root halves the path it walks, so a sequence of
 * operations is as good as linear.
 */
final class LabelTable {
    static final int UNBOUND = -1;

    private int[] parent = new int[64];
    private int[] offset = new int[64];
    private int count;

    void reset() {
        count = 0;
    }

    int count() {
        return count;
    }

    int add() {
        int label = count++;
        if (label == parent.length) {
            parent = Arrays.copyOf(parent, label * 2);
            offset = Arrays.copyOf(offset, label * 2);
        }
        parent[label] = label;
        offset[label] = UNBOUND;
        return label;
    }

    int root(int label) {
        int[] up = parent;
        while (up[label] != label) {
            up[label] = up[up[label]];
            label = up[label];
        }
        return label;
    }

    boolean isFree(int label) {
        return parent[label] == label && offset[label] == UNBOUND;
    }

    /** Offset of the label, {@link #UNBOUND} if it has none yet. */
    int offset(int label) {
        return offset[root(label)];
    }

    void place(int root, int at) {
        offset[root] = at;
    }

    void alias(int root, int target) {
        parent[root] = target;
    }
}
