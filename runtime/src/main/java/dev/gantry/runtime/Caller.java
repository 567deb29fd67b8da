package dev.gantry.runtime;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a host function sees of its caller. Valid only during the call. */
public final class Caller {
    private final Store store;
    private final @Nullable Instance instance;
    private @Nullable Memory memory;

    private Caller(Store store, @Nullable Instance instance) {
        this.store = store;
        this.instance = instance;
    }

    static Caller of(Instance instance) {
        return new Caller(instance.store(), instance);
    }

    static Caller ofHost(Store store) {
        return new Caller(store, null);
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
        return Optional.ofNullable(instance);
    }

    /** {@return an export of the calling instance} */
    public Optional<Extern> getExport(String name) {
        return instance == null ? Optional.empty() : instance.getExport(name);
    }

    /**
     * {@return the calling instance's export "memory"; cheap}
     *
     * @throws IllegalStateException if the caller exports no such memory
     */
    public Memory memory() {
        Memory known = memory;
        if (known == null) {
            known = instance == null ? null : instance.getMemory("memory").orElse(null);
            if (known == null) {
                throw new IllegalStateException("the caller exports no memory named \"memory\"");
            }
            memory = known;
        }
        return known;
    }
}
