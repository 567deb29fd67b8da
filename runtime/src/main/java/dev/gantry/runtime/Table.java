package dev.gantry.runtime;

import dev.gantry.host.HostException;
import dev.gantry.runtime.vm.RefTable;
import dev.gantry.wasm.Limits;
import dev.gantry.wasm.TableType;
import dev.gantry.wasm.clif.VmContextLayout;
import java.lang.ref.Reference;

/** A table of references. */
public final class Table implements Extern {
    private final Store store;
    private final RefTable vm;

    private Table(Store store, RefTable vm) {
        this.store = store;
        this.vm = vm;
    }

    /**
     * {@return a new table, filled with a value}
     *
     * @throws OutOfMemoryError if there is no memory or the table would be too large
     */
    public static Table create(Store store, TableType type, Val init) {
        Vals.requireType(init, type.element());
        return at(store, type, store.toRaw(init), store.memory().allocate(VmContextLayout.TABLE_SIZE));
    }

    /** A table whose definition is at an address. */
    static Table at(Store store, TableType type, long init, long definition) {
        try {
            return new Table(store, store.memory().own(new RefTable(type, definition, init)));
        } catch (HostException e) {
            throw Memory.outOfMemory(e);
        }
    }

    @Override
    public Store store() {
        return store;
    }

    RefTable vm() {
        return vm;
    }

    /** {@return its type, with the current size as minimum} */
    public TableType type() {
        return new TableType(
                vm.type().element(), new Limits(vm.size(), vm.type().limits().max()));
    }

    @Override
    public ExternType externType() {
        return new ExternType.Table(type());
    }

    /** {@return its size in elements} */
    public int size() {
        return (int) vm.size();
    }

    /**
     * {@return an element}
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public Val get(int index) {
        requireIndex(index);
        Val value = store.fromRaw(vm.type().element(), vm.get(index));
        Reference.reachabilityFence(store);
        return value;
    }

    /**
     * Replaces an element.
     *
     * @throws IndexOutOfBoundsException if there is none
     * @throws IllegalArgumentException if the value is of another type
     */
    public void set(int index, Val value) {
        requireIndex(index);
        Vals.requireType(value, vm.type().element());
        vm.set(index, store.toRaw(value));
        Reference.reachabilityFence(store);
    }

    private void requireIndex(int index) {
        if (!vm.contains(index, 1)) {
            throw new IndexOutOfBoundsException("element " + index + " of a table of " + vm.size());
        }
    }

    /**
     * Grows the table.
     *
     * @param count by how many elements
     * @param init their value
     * @return the old size, or -1 if it could not grow
     */
    public int grow(int count, Val init) {
        Vals.requireType(init, vm.type().element());
        return (int) vm.grow(count, store.toRaw(init));
    }
}
