package dev.gantry.runtime;

import dev.gantry.wasm.FuncType;
import java.util.Optional;

/**
 * Names for imports. Host functions defined here belong to no store: each store that instantiates gets its own. A linker may be used for many stores
 * of its engine as long as only host functions are defined in it; other definitions tie it to their store.
 */
public final class Linker {
    private final Engine engine;

    private Linker(Engine engine) {
        this.engine = engine;
    }

    /** {@return an empty linker} */
    public static Linker create(Engine engine) {
        return new Linker(engine);
    }

    /** {@return the engine} */
    public Engine engine() {
        return engine;
    }

    /** Whether a name may be defined again, the later definition winning; false at first. */
    public Linker allowShadowing(boolean allow) {
        throw new UnsupportedOperationException();
    }

    /**
     * Defines a name.
     *
     * @throws LinkException if it is defined already and shadowing is not allowed
     */
    public Linker define(String module, String name, Extern item) {
        throw new UnsupportedOperationException();
    }

    /** Defines a host function; errors as {@link #define}. */
    public Linker func(String module, String name, FuncType type, HostFunction function) {
        throw new UnsupportedOperationException();
    }

    /** Defines a host function on boxed values; errors as {@link #define}. */
    public Linker funcOfVals(String module, String name, FuncType type, ValFunction function) {
        throw new UnsupportedOperationException();
    }

    /** Defines all exports of an instance under a module name; errors as {@link #define}. */
    public Linker instance(String module, Instance instance) {
        throw new UnsupportedOperationException();
    }

    /** Gives every function a module imports and that is not defined yet a definition that throws when called. */
    public Linker defineUnknownImportsAsTraps(Module module) {
        throw new UnsupportedOperationException();
    }

    /** {@return the definition of a name for a store} */
    public Optional<Extern> get(Store store, String module, String name) {
        throw new UnsupportedOperationException();
    }

    /**
     * Resolves a module's imports, instantiates it and runs its start function.
     *
     * @return the instance
     * @throws LinkException if an import is unknown or does not fit
     * @throws TrapException if a segment does not fit or the start function traps
     */
    public Instance instantiate(Store store, Module module) {
        throw new UnsupportedOperationException();
    }
}
