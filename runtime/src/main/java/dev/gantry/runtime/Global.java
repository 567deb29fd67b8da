package dev.gantry.runtime;

import dev.gantry.wasm.GlobalType;

/** A global variable. */
public final class Global implements Extern {
    private final Store store;
    private final GlobalType type;

    private Global(Store store, GlobalType type) {
        this.store = store;
        this.type = type;
    }

    /**
     * {@return a new global}
     *
     * @throws IllegalArgumentException if the value is of another type
     */
    public static Global create(Store store, GlobalType type, Val init) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Store store() {
        return store;
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
        throw new UnsupportedOperationException();
    }

    /**
     * Replaces its value.
     *
     * @throws IllegalArgumentException if the value is of another type or the global is immutable
     */
    public void set(Val value) {
        throw new UnsupportedOperationException();
    }
}
