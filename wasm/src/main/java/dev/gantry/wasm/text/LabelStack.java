package dev.gantry.wasm.text;

import java.util.Arrays;

/**
 * The labels in scope. A name stands for its innermost block; what it stood for before is kept with the block and comes back when the
 * block ends, so that a look-up takes constant time at any depth.
 */
final class LabelStack {
    private final IntMap byName = new IntMap();
    private int[] names = new int[16];
    private int[] shadowed = new int[16];
    private int size;

    int size() {
        return size;
    }

    /** Enters a block whose label's symbol is {@code name}, or -1. */
    void push(int name) {
        if (size == names.length) {
            names = Arrays.copyOf(names, size * 2);
            shadowed = Arrays.copyOf(shadowed, size * 2);
        }
        names[size] = name;
        shadowed[size] = name < 0 ? -1 : byName.put(name, size);
        size++;
    }

    /** Leaves the innermost block. */
    void pop() {
        size--;
        if (names[size] >= 0) {
            byName.put(names[size], shadowed[size]);
        }
    }

    void clear() {
        byName.clear();
        size = 0;
    }

    /** Reads a label, by name or as a number, and gives the number of blocks to leave. */
    int depth(Cursor in) {
        if (in.kind() != Token.ID) {
            return (int) in.expectNat(32, "a label");
        }
        int index = byName.get(in.tokens.value[in.at]);
        if (index < 0) {
            throw in.malformed(in.at, "unknown label " + in.tokens.text(in.at));
        }
        in.at++;
        return size - 1 - index;
    }

    /** Reads the label that may be repeated behind {@code else} and {@code end}. */
    void expectSame(Cursor in) {
        int token = in.at;
        int name = in.takeId();
        if (name >= 0 && name != names[size - 1]) {
            throw in.malformed(token, "mismatching label " + in.tokens.text(token));
        }
    }
}
