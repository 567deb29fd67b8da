package dev.gantry.asm;

import java.util.Arrays;

/** A growing table of ints, a fixed number of columns a row, the first column an offset in the code that never falls. */
final class IntRows {
    final int columns;
    int[] cells;
    int used;

    IntRows(int columns, int expectedRows) {
        this.columns = columns;
        this.cells = new int[columns * expectedRows];
    }

    /** Makes room for one more row and returns the index of its first cell. */
    int add() {
        int at = used;
        used = at + columns;
        if (used > cells.length) {
            cells = Arrays.copyOf(cells, cells.length * 2 + columns);
        }
        return at;
    }

    int rows() {
        return used / columns;
    }

    /** Drops the rows at {@code offset} and after. */
    void truncate(int offset) {
        while (used > 0 && cells[used - columns] >= offset) {
            used -= columns;
        }
    }

    int[] copy() {
        return Arrays.copyOf(cells, used);
    }
}
