package dev.gantry.runtime;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a host function sees of its caller. Valid only during the call. */
public final class Caller {
    private final Store store;

    private Caller(Store store) {
        this.store = store;
    }

    /** {@return the store} */
    public Store store() {
        return store;
    }

    /** {@return the store's data, as {@link Store#data}} */
    public <T> @Nullable T data(Class<T> type) {
        return store.data(type);
    }

    /** {@return the calling instance; empty if the host called the function directly} */
    public Optional<Instance> instance() {
        throw new UnsupportedOperationException();
    }

    /** {@return an export of the calling instance} */
    public Optional<Extern> getExport(String name) {
        throw new UnsupportedOperationException();
    }

    /**
     * {@return the calling instance's export "memory"; cheap}
     *
     * @throws IllegalStateException if the caller exports no such memory
     */
    public Memory memory() {
        throw new UnsupportedOperationException();
    }
}
