package dev.gantry.runtime;

import dev.gantry.wasm.FuncType;
import dev.gantry.wasm.Import;
import dev.gantry.wasm.ImportDesc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names for imports. Host functions defined here belong to no store: each store that instantiates gets its own. A linker may be used for many stores
 * of its engine as long as only host functions are defined in it; other definitions tie it to their store.
 */
public final class Linker {
    private record Name(String module, String name) {}

    private sealed interface Definition {}

    private record Item(Extern item) implements Definition {}

    /** A host function that belongs to no store. Compared by identity. */
    static final class HostDefinition implements Definition {
        private final FuncType type;
        private final HostFunction function;

        HostDefinition(FuncType type, HostFunction function) {
            this.type = type;
            this.function = function;
        }

        FuncType type() {
            return type;
        }

        HostFunction function() {
            return function;
        }
    }

    private final Engine engine;
    private final Map<Name, Definition> definitions = new HashMap<>();
    private boolean shadowing;

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
        shadowing = allow;
        return this;
    }

    private Linker put(String module, String name, Definition definition) {
        Name key = new Name(module, name);
        if (!shadowing && definitions.containsKey(key)) {
            throw new LinkException("import \"" + module + "\" \"" + name + "\" is defined twice");
        }
        definitions.put(key, definition);
        return this;
    }

    /**
     * Defines a name.
     *
     * @throws LinkException if it is defined already and shadowing is not allowed
     */
    public Linker define(String module, String name, Extern item) {
        return put(module, name, new Item(item));
    }

    /** Defines a host function; errors as {@link #define}. */
    public Linker func(String module, String name, FuncType type, HostFunction function) {
        return put(module, name, new HostDefinition(type, function));
    }

    /** Defines a host function on boxed values; errors as {@link #define}. */
    public Linker funcOfVals(String module, String name, FuncType type, ValFunction function) {
        return func(module, name, type, Vals.raw(type, function));
    }

    /** Defines all exports of an instance under a module name; errors as {@link #define}. */
    public Linker instance(String module, Instance instance) {
        for (Map.Entry<String, Extern> export : instance.exports().entrySet()) {
            define(module, export.getKey(), export.getValue());
        }
        return this;
    }

    /** Gives every function a module imports and that is not defined yet a definition that throws when called. */
    public Linker defineUnknownImportsAsTraps(Module module) {
        for (Import wanted : module.wasm().imports()) {
            Name key = new Name(wanted.module(), wanted.name());
            if (wanted.desc() instanceof ImportDesc.Func func && !definitions.containsKey(key)) {
                String name = ImportCheck.name(wanted);
                HostFunction thrower = (caller, slots) -> {
                    throw new LinkException("unknown import " + name + " was called");
                };
                definitions.put(key, new HostDefinition(module.wasm().type(func.typeIndex()), thrower));
            }
        }
        return this;
    }

    /** {@return the definition of a name for a store} */
    public Optional<Extern> get(Store store, String module, String name) {
        return Optional.ofNullable(find(store, module, name));
    }

    private @Nullable Extern find(Store store, String module, String name) {
        return switch (definitions.get(new Name(module, name))) {
            case Item item -> item.item();
            case HostDefinition host -> store.linked(host);
            case null -> null;
        };
    }

    /**
     * Resolves a module's imports, instantiates it and runs its start function.
     *
     * @return the instance
     * @throws LinkException if an import is unknown or does not fit
     * @throws TrapException if a segment does not fit or the start function traps
     */
    public Instance instantiate(Store store, Module module) {
        List<Import> wanted = module.wasm().imports();
        Extern[] items = new Extern[wanted.size()];
        for (int i = 0; i < items.length; i++) {
            Import one = wanted.get(i);
            Extern item = find(store, one.module(), one.name());
            if (item == null) {
                throw new LinkException("unknown import " + ImportCheck.name(one));
            }
            items[i] = item;
        }
        return Instance.create(store, module, items);
    }
}
