package dev.gantry.runtime;

import dev.gantry.wasm.FuncType;
import java.util.List;

/** A function of a store: exported by an instance or defined by the host. */
public final class Func implements Extern {
    private final Store store;
    private final FuncType type;

    private Func(Store store, FuncType type) {
        this.store = store;
        this.type = type;
    }

    /** {@return a function of the host, in raw form} */
    public static Func wrap(Store store, FuncType type, HostFunction function) {
        throw new UnsupportedOperationException();
    }

    /** {@return a function of the host, on boxed values} */
    public static Func ofVals(Store store, FuncType type, ValFunction function) {
        throw new UnsupportedOperationException();
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

    /**
     * Calls the function without boxing.
     *
     * @param args the arguments, in the form {@link HostFunction#call} describes; at least as many slots as the type has parameters
     * @param results receives the results; at least as many slots as the type has results; i32 are sign-extended. May be the same array as {@code args}
     * @throws TrapException if the guest traps
     * @throws IllegalArgumentException if an array is too short
     */
    public void callRaw(long[] args, long[] results) {
        throw new UnsupportedOperationException();
    }

    /**
     * Calls a function with at most one result, on raw arguments.
     *
     * @return the result in raw form (i32 sign-extended), 0 if there is none
     * @throws TrapException if the guest traps
     * @throws IllegalArgumentException if the number of arguments is wrong or there is more than one result
     */
    public long callRaw(long... args) {
        throw new UnsupportedOperationException();
    }

    /**
     * Calls the function.
     *
     * @throws TrapException if the guest traps
     * @throws IllegalArgumentException if the number or the type of an argument is wrong
     */
    public List<Val> call(List<Val> args) {
        throw new UnsupportedOperationException();
    }

    /** As {@link #call(List)}. */
    public List<Val> call(Val... args) {
        return call(List.of(args));
    }
}
