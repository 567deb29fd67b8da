package dev.gantry.runtime;

import dev.gantry.host.RawMemory;
import dev.gantry.runtime.vm.StoreMemory;
import dev.gantry.wasm.ValType;
import dev.gantry.wasm.clif.VmContextLayout;
import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What instances live in: memories, tables, globals, functions, references to host objects, and the embedder's own data. Used by one thread at a
 * time; closing it (or losing the last reference to it) frees everything in it.
 */
public final class Store implements AutoCloseable {
    private final Engine engine;
    private final StoreMemory memory;
    private final Cleaner.Cleanable cleanable;
    private final List<Instance> instances = new ArrayList<>();
    private final List<HostEntry> hostFunctions = new ArrayList<>();
    private final Map<Long, Func> funcs = new HashMap<>();
    private final Map<Object, Func> linked = new IdentityHashMap<>();
    private final List<Object> externs = new ArrayList<>();
    private final Map<Object, Integer> externHandles = new IdentityHashMap<>();
    private final Interruption interruption;
    private @Nullable Object data;
    private int depth;

    private Store(Engine engine, @Nullable Object data) {
        this.engine = engine;
        this.data = data;
        this.memory = new StoreMemory(engine.stacks());
        this.cleanable = Engine.CLEANER.register(this, memory);
        this.interruption = new Interruption(engine, memory.context());
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
     * Config#epochInterruption}; until it is called there is no deadline.
     *
     * @param ticks advance of the epoch from now, at least 0
     */
    public void setEpochDeadline(long ticks) {
        interruption.setEpochDeadline(ticks);
    }

    /**
     * Limits the time of the calls that follow: a call from the host into a guest that lasts longer traps with {@link Trap#INTERRUPT}. Has an effect
     * only with {@link Config#interruptible}. The limit is kept to within some 20 ms.
     *
     * @param nanos nanoseconds per call, or 0 for no limit
     */
    public void setTimeLimit(long nanos) {
        interruption.setTimeLimit(nanos);
    }

    /**
     * {@return a value in raw form, as {@link Func#callRaw} takes it; of a v128 the low half}
     *
     * @throws IllegalArgumentException if it is a function of another store
     */
    public long toRaw(Val value) {
        return switch (value) {
            case Val.I32 v -> v.value();
            case Val.I64 v -> v.value();
            case Val.F32 v -> v.bits() & 0xffff_ffffL;
            case Val.F64 v -> v.bits();
            case Val.V128 v -> v.low();
            case Val.FuncRef v -> v.func() == null ? 0 : reference(v.func());
            case Val.ExternRef v -> externHandle(v.object());
        };
    }

    /** {@return the value of a raw form that this store gave; of a v128 only the low half is known} */
    public Val fromRaw(ValType type, long raw) {
        return switch (type.code()) {
            case ValType.I32_CODE -> new Val.I32((int) raw);
            case ValType.I64_CODE -> new Val.I64(raw);
            case ValType.F32_CODE -> new Val.F32((int) raw);
            case ValType.F64_CODE -> new Val.F64(raw);
            case ValType.V128_CODE -> new Val.V128(raw, 0);
            case ValType.FUNCREF_CODE -> new Val.FuncRef(raw == 0 ? null : func(raw));
            case ValType.EXTERNREF_CODE -> new Val.ExternRef(raw == 0 ? null : externs.get((int) raw - 1));
            default -> throw new IllegalArgumentException("no values of type " + type);
        };
    }

    private long reference(Func func) {
        if (func.store() != this) {
            throw new IllegalArgumentException("a function of another store");
        }
        return func.reference();
    }

    /** Handles count from 1 and live as long as the store; an object always has the same one. */
    private long externHandle(@Nullable Object object) {
        if (object == null) {
            return 0;
        }
        Integer known = externHandles.get(object);
        if (known != null) {
            return known;
        }
        externs.add(object);
        externHandles.put(object, externs.size());
        return externs.size();
    }

    /** The function of a funcref. */
    Func func(long reference) {
        Func known = funcs.get(reference);
        if (known == null) {
            int id = RawMemory.getInt(reference + VmContextLayout.FUNC_REF_TYPE);
            known = new Func(this, engine.trampolines().type(id), id, reference);
            funcs.put(reference, known);
        }
        return known;
    }

    /** Makes a host function known by its funcref. */
    void addFunc(long reference, Func func) {
        funcs.put(reference, func);
    }

    /** The store's copy of a host function that a linker defines. */
    Func linked(Linker.HostDefinition definition) {
        Func known = linked.get(definition);
        if (known == null) {
            known = Func.wrap(this, definition.type(), definition.function());
            linked.put(definition, known);
        }
        return known;
    }

    int addHostFunction(HostEntry entry) {
        hostFunctions.add(entry);
        return hostFunctions.size() - 1;
    }

    HostEntry hostFunction(int index) {
        return hostFunctions.get(index);
    }

    int addInstance(Instance instance) {
        instances.add(instance);
        return instances.size() - 1;
    }

    /** The instance of a vmctx. */
    Instance instance(long vmctx) {
        return instances.get((int) RawMemory.getLong(vmctx + VmContextLayout.INSTANCE));
    }

    StoreMemory memory() {
        return memory;
    }

    Interruption interruption() {
        return interruption;
    }

    /** Counts a call in; {@return how many calls are now nested}. */
    int enter() {
        if (memory.isClosed()) {
            throw new IllegalStateException("the store is closed");
        }
        return ++depth;
    }

    void leave() {
        depth--;
    }

    /** Frees everything in the store. Not while a guest of this store runs: that throws {@link IllegalStateException}. */
    @Override
    public void close() {
        if (depth != 0) {
            throw new IllegalStateException("a guest of this store is running");
        }
        cleanable.clean();
    }
}
