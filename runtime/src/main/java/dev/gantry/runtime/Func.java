package dev.gantry.runtime;

import dev.gantry.host.RawMemory;
import dev.gantry.runtime.compile.Slots;
import dev.gantry.wasm.FuncType;
import dev.gantry.wasm.ValType;
import dev.gantry.wasm.clif.VmContextLayout;
import java.util.ArrayList;
import java.util.List;

/** A function of a store: exported by an instance or defined by the host. */
public final class Func implements Extern {
    private static final long[] NO_SLOTS = new long[0];
    private static final int NOT_HOST = -1;

    private final Store store;
    private final FuncType type;
    private final int typeId;
    private final long reference;
    private final int hostIndex;
    private final long code;
    private final long vmctx;
    /** The entry trampoline of its type, or 0 before the first call. */
    private long trampoline;

    private final int params;
    private final int results;

    /** A WebAssembly function. */
    Func(Store store, FuncType type, int typeId, long reference) {
        this(store, type, typeId, reference, NOT_HOST);
    }

    private Func(Store store, FuncType type, int typeId, long reference, int hostIndex) {
        this.store = store;
        this.type = type;
        this.typeId = typeId;
        this.reference = reference;
        this.hostIndex = hostIndex;
        this.code = RawMemory.getLong(reference + VmContextLayout.FUNC_REF_CODE);
        this.vmctx = RawMemory.getLong(reference + VmContextLayout.FUNC_REF_VMCTX);
        this.params = Slots.params(type);
        this.results = Slots.results(type);
    }

    /** {@return a function of the host, in raw form} */
    public static Func wrap(Store store, FuncType type, HostFunction function) {
        int id = store.engine().trampolines().id(type);
        int index = store.addHostFunction(new HostEntry(type, function, Slots.params(type), Slots.results(type)));
        long context = store.memory().allocate(16);
        RawMemory.putLong(context, index);
        long reference = store.memory().allocate(VmContextLayout.FUNC_REF_SIZE);
        RawMemory.putLong(
                reference + VmContextLayout.FUNC_REF_CODE,
                store.engine().trampolines().hostAdapter(id));
        RawMemory.putLong(reference + VmContextLayout.FUNC_REF_VMCTX, context);
        RawMemory.putInt(reference + VmContextLayout.FUNC_REF_TYPE, id);
        RawMemory.putInt(reference + VmContextLayout.FUNC_REF_INDEX, index);
        Func func = new Func(store, type, id, reference, index);
        store.addFunc(reference, func);
        return func;
    }

    /** {@return a function of the host, on boxed values} */
    public static Func ofVals(Store store, FuncType type, ValFunction function) {
        return wrap(store, type, Vals.raw(type, function));
    }

    @Override
    public Store store() {
        return store;
    }

    /** {@return its signature} */
    public FuncType type() {
        return type;
    }

    @Override
    public ExternType externType() {
        return new ExternType.Func(type);
    }

    /** The address of its funcref. */
    long reference() {
        return reference;
    }

    /**
     * Calls the function without boxing.
     *
     * @param args the arguments, in the form {@link HostFunction#call} describes; at least as many slots as the type has parameters
     * @param results receives the results; at least as many slots as the type has results; i32 are sign-extended. May be the same array as {@code args}
     * @throws TrapException if the guest traps
     * @throws IllegalArgumentException if an array is too short
     */
    public void callRaw(long[] args, long[] results) {
        if (args.length < params || results.length < this.results) {
            throw new IllegalArgumentException("a function of type " + type + " takes " + params + " slots and gives "
                    + this.results + ", not " + args.length + " and " + results.length);
        }
        if (hostIndex != NOT_HOST) {
            callHost(args, results);
            return;
        }
        GuestCall.run(
                store, store.engine().trampolines().entry(typeId), code, vmctx, args, params, results, this.results);
    }

    /** A host function called by the host: no guest in between. */
    private void callHost(long[] args, long[] results) {
        long[] slots = new long[Math.max(Math.max(params, this.results), 1)];
        System.arraycopy(args, 0, slots, 0, params);
        try {
            store.hostFunction(hostIndex).function().call(Caller.ofHost(store), slots);
        } catch (RuntimeException | Error unchecked) {
            throw unchecked;
        } catch (Throwable checked) {
            throw new HostFunctionException(checked);
        }
        for (int i = 0, slot = 0; i < type.resultCount(); i++, slot++) {
            ValType result = type.result(i);
            if (result == ValType.I32) {
                slots[slot] = (int) slots[slot];
            } else if (result == ValType.V128) {
                slot++;
            }
        }
        System.arraycopy(slots, 0, results, 0, this.results);
    }

    /**
     * Calls a function with at most one result, on raw arguments.
     *
     * @return the result in raw form (i32 sign-extended), 0 if there is none
     * @throws TrapException if the guest traps
     * @throws IllegalArgumentException if the number of arguments is wrong or there is more than one result
     */
    public long callRaw(long... args) {
        if (args.length != params || results > 1) {
            throw new IllegalArgumentException(
                    "a function of type " + type + " cannot be called with " + args.length + " slots for one result");
        }
        if (results == 0) {
            callRaw(args, NO_SLOTS);
            return 0;
        }
        long[] result = args.length > 0 ? args : new long[1];
        callRaw(args, result);
        return result[0];
    }

    /**
     * Calls the function.
     *
     * @throws TrapException if the guest traps
     * @throws IllegalArgumentException if the number or the type of an argument is wrong
     */
    public List<Val> call(List<Val> args) {
        if (args.size() != type.paramCount()) {
            throw new IllegalArgumentException(
                    "a function of type " + type + " was called with " + args.size() + " arguments");
        }
        long[] slots = new long[Math.max(params, results)];
        for (int i = 0, slot = 0; i < args.size(); i++) {
            slot = Vals.put(store, args.get(i), type.param(i), slots, slot);
        }
        callRaw(slots, slots);
        List<Val> values = new ArrayList<>(type.resultCount());
        for (int i = 0, slot = 0; i < type.resultCount(); i++) {
            values.add(Vals.get(store, type.result(i), slots, slot));
            slot += Vals.slots(type.result(i));
        }
        return values;
    }

    /** As {@link #call(List)}. */
    public List<Val> call(Val... args) {
        return call(List.of(args));
    }
}
