package dev.gantry.runtime;

import dev.gantry.wasm.ValType;
import org.jspecify.annotations.Nullable;

/**
 * What instances live in: memories, tables, globals, functions, references to host objects, and the embedder's own data. Used by one thread at a
 * time; closing it (or losing the last reference to it) frees everything in it.
 */
public final class Store implements AutoCloseable {
    private final Engine engine;
    private @Nullable Object data;

    private Store(Engine engine, @Nullable Object data) {
        this.engine = engine;
        this.data = data;
    }

    /** {@return an empty store} */
    public static Store create(Engine engine) {
        return create(engine, null);
    }

    /** {@return an empty store with data of the embedder's, which host functions get by {@link Caller#data}} */
    public static Store create(Engine engine, @Nullable Object data) {
        return new Store(engine, data);
    }

    /** {@return the engine} */
    public Engine engine() {
        return engine;
    }

    /**
     * {@return the embedder's data}
     *
     * @throws ClassCastException if it is of another class
     */
    public <T> @Nullable T data(Class<T> type) {
        return type.cast(data);
    }

    /** Replaces the embedder's data. */
    public void setData(@Nullable Object data) {
        this.data = data;
    }

    /**
     * Lets guests run until the engine's epoch has advanced by this much; then they trap with {@link Trap#INTERRUPT}. Has an effect only with {@link
     * Config#epochInterruption}.
     *
     * @param ticks advance of the epoch from now, at least 0
     */
    public void setEpochDeadline(long ticks) {
        throw new UnsupportedOperationException();
    }

    /**
     * Limits the time of the calls that follow: a call from the host into a guest that lasts longer traps with {@link Trap#INTERRUPT}. Has an effect
     * only with {@link Config#interruptible}. The limit is kept to within some 20 ms.
     *
     * @param nanos nanoseconds per call, or 0 for no limit
     */
    public void setTimeLimit(long nanos) {
        throw new UnsupportedOperationException();
    }

    /** {@return a value in raw form, as {@link Func#callRaw} takes it; v128 has no raw form of one slot} */
    public long toRaw(Val value) {
        throw new UnsupportedOperationException();
    }

    /** {@return the value of a raw form that this store gave} */
    public Val fromRaw(ValType type, long raw) {
        throw new UnsupportedOperationException();
    }

    /** Frees everything in the store. Not while a guest of this store runs: that throws {@link IllegalStateException}. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
