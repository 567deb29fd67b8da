package dev.gantry.runtime;

import java.util.Map;
import java.util.Optional;

/** An instantiated module. */
public final class Instance {
    private final Store store;
    private final Module module;

    private Instance(Store store, Module module) {
        this.store = store;
        this.module = module;
    }

    /**
     * Instantiates a module and runs its start function.
     *
     * @param store where it will live
     * @param module the module
     * @param imports one item for each import, in the module's order
     * @return the instance
     * @throws LinkException if an import is missing or does not fit
     * @throws TrapException if a segment does not fit or the start function traps
     */
    public static Instance create(Store store, Module module, Extern... imports) {
        throw new UnsupportedOperationException();
    }

    /** {@return the store} */
    public Store store() {
        return store;
    }

    /** {@return the module} */
    public Module module() {
        return module;
    }

    /** {@return the exports by name, in the module's order; not modifiable} */
    public Map<String, Extern> exports() {
        throw new UnsupportedOperationException();
    }

    /** {@return an export} */
    public Optional<Extern> getExport(String name) {
        throw new UnsupportedOperationException();
    }

    /** {@return an exported function; empty if there is none of this name} */
    public Optional<Func> getFunc(String name) {
        throw new UnsupportedOperationException();
    }

    /** {@return an exported memory; empty if there is none of this name} */
    public Optional<Memory> getMemory(String name) {
        throw new UnsupportedOperationException();
    }

    /** {@return an exported table; empty if there is none of this name} */
    public Optional<Table> getTable(String name) {
        throw new UnsupportedOperationException();
    }

    /** {@return an exported global; empty if there is none of this name} */
    public Optional<Global> getGlobal(String name) {
        throw new UnsupportedOperationException();
    }
}
