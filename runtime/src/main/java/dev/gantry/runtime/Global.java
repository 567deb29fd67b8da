package dev.gantry.runtime;

import dev.gantry.host.RawMemory;
import dev.gantry.wasm.GlobalType;
import dev.gantry.wasm.ValType;
import dev.gantry.wasm.clif.VmContextLayout;
import java.lang.ref.Reference;

/** A global variable. */
public final class Global implements Extern {
    private final Store store;
    private final GlobalType type;
    private final long address;

    /** A global whose value is at an address. */
    Global(Store store, GlobalType type, long address) {
        this.store = store;
        this.type = type;
        this.address = address;
    }

    /**
     * {@return a new global}
     *
     * @throws IllegalArgumentException if the value is of another type
     */
    public static Global create(Store store, GlobalType type, Val init) {
        Vals.requireType(init, type.type());
        Global global = new Global(store, type, store.memory().allocate(VmContextLayout.GLOBAL_SIZE));
        global.write(init);
        return global;
    }

    @Override
    public Store store() {
        return store;
    }

    long address() {
        return address;
    }

    /** {@return its type} */
    public GlobalType type() {
        return type;
    }

    @Override
    public ExternType externType() {
        return new ExternType.Global(type);
    }

    /** {@return its value} */
    public Val get() {
        requireOpen();
        long low = RawMemory.getLong(address);
        long high = type.type() == ValType.V128 ? RawMemory.getLong(address + 8) : 0;
        Reference.reachabilityFence(store);
        return type.type() == ValType.V128 ? new Val.V128(low, high) : store.fromRaw(type.type(), low);
    }

    /**
     * Replaces its value.
     *
     * @throws IllegalArgumentException if the value is of another type or the global is immutable
     */
    public void set(Val value) {
        if (!type.mutable()) {
            throw new IllegalArgumentException("the global is immutable");
        }
        Vals.requireType(value, type.type());
        requireOpen();
        write(value);
    }

    private void write(Val value) {
        RawMemory.putLong(address, store.toRaw(value));
        if (value instanceof Val.V128 vector) {
            RawMemory.putLong(address + 8, vector.high());
        }
        Reference.reachabilityFence(store);
    }

    private void requireOpen() {
        if (store.memory().isClosed()) {
            throw new IllegalStateException("the store is closed");
        }
    }
}
