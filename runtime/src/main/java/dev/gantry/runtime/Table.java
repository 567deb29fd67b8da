package dev.gantry.runtime;

import dev.gantry.wasm.TableType;

/** A table of references. */
public final class Table implements Extern {
    private final Store store;

    private Table(Store store) {
        this.store = store;
    }

    /** {@return a new table, filled with a value} */
    public static Table create(Store store, TableType type, Val init) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Store store() {
        return store;
    }

    /** {@return its type, with the current size as minimum} */
    public TableType type() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ExternType externType() {
        return new ExternType.Table(type());
    }

    /** {@return its size in elements} */
    public int size() {
        throw new UnsupportedOperationException();
    }

    /**
     * {@return an element}
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public Val get(int index) {
        throw new UnsupportedOperationException();
    }

    /**
     * Replaces an element.
     *
     * @throws IndexOutOfBoundsException if there is none
     * @throws IllegalArgumentException if the value is of another type
     */
    public void set(int index, Val value) {
        throw new UnsupportedOperationException();
    }

    /**
     * Grows the table.
     *
     * @param count by how many elements
     * @param init their value
     * @return the old size, or -1 if it could not grow
     */
    public int grow(int count, Val init) {
        throw new UnsupportedOperationException();
    }
}
