package dev.gantry.cli.wast;

import dev.gantry.runtime.Extern;
import dev.gantry.runtime.ImportType;
import dev.gantry.runtime.Instance;
import dev.gantry.runtime.Module;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a script's names stand for: instances, modules defined without instances, and modules registered for imports. Of what is missing because
 * it needs a feature that is not supported, the feature is kept, so that commands which ask for it can be told from those that are wrong.
 */
final class Instances {
    /** An import that nothing is registered for. */
    static final class UnknownImport extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnknownImport(ImportType wanted) {
            super("unknown import " + wanted.module() + "." + wanted.name(), null, false, false);
        }
    }

    /** What a registered module exports. */
    @FunctionalInterface
    interface Exports {
        Optional<Extern> find(String name);
    }

    /** A thing, or the feature for want of which it is missing (empty: it failed). */
    private record Entry<T>(Optional<T> thing, String missingFeature) {
        static <T> Entry<T> of(T thing) {
            return new Entry<>(Optional.of(thing), "");
        }

        static <T> Entry<T> missing(String feature) {
            return new Entry<>(Optional.empty(), feature);
        }

        T get(String what) {
            if (thing.isEmpty()) {
                throw missingFeature.isEmpty()
                        ? new FailedCommand("no such " + what)
                        : new UnsupportedCommand(missingFeature);
            }
            return thing.get();
        }
    }

    /** Names within a script of one kind of thing, and the latest of it. */
    private static final class Table<T> {
        private final String what;
        private final Map<String, Entry<T>> named = new HashMap<>();
        private Entry<T> latest = Entry.missing("");

        Table(String what) {
            this.what = what;
        }

        void put(Optional<String> name, Entry<T> entry) {
            latest = entry;
            name.ifPresent(n -> named.put(n, entry));
        }

        T get(Optional<String> name) {
            Entry<T> entry = name.isPresent() ? named.getOrDefault(name.get(), Entry.missing("")) : latest;
            return entry.get(what);
        }
    }

    private final Table<Instance> instances = new Table<>("instance");
    private final Table<byte[]> definitions = new Table<>("module");
    private final Map<Instance, String> reduced = new IdentityHashMap<>();
    private final Set<Instance> shared = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<String, Entry<Exports>> registered = new HashMap<>();

    /** Makes the latest instance and the one of this name an instance that has been made. */
    void add(Optional<String> name, Instance instance) {
        instances.put(name, Entry.of(instance));
    }

    /** Notes that an instance could not be made: for want of a feature, or (if that is empty) because it failed. */
    void addMissing(Optional<String> name, String feature) {
        instances.put(name, Entry.missing(feature));
    }

    /** Notes that an instance is of a module whose fields that use a feature, which is not supported, were left out. */
    void markReduced(Instance instance, String feature) {
        reduced.put(instance, feature);
    }

    /** The feature for want of which parts of an instance are missing; empty if it is whole. */
    String missingFrom(Instance instance) {
        return reduced.getOrDefault(instance, "");
    }

    void addDefinition(Optional<String> name, byte[] module) {
        definitions.put(name, Entry.of(module));
    }

    void addMissingDefinition(Optional<String> name, String feature) {
        definitions.put(name, Entry.missing(feature));
    }

    /** The instance of a name, or the latest. */
    Instance instance(Optional<String> name) {
        return instances.get(name);
    }

    /** The module defined under a name, or the latest. */
    byte[] definition(Optional<String> name) {
        return definitions.get(name);
    }

    /** Makes exports importable. */
    void register(String module, Exports exports) {
        registered.put(module, Entry.of(exports));
    }

    /** Makes the exports of an instance importable. */
    void register(String module, Optional<String> instance) {
        try {
            Instance exporting = instance(instance);
            register(module, name -> export(exporting, name));
            shared.add(exporting);
        } catch (UnsupportedCommand e) {
            registered.put(module, Entry.missing(e.feature()));
            throw e;
        }
    }

    private Optional<Extern> export(Instance instance, String name) {
        Optional<Extern> export = instance.getExport(name);
        String missing = missingFrom(instance);
        if (export.isEmpty() && !missing.isEmpty()) {
            throw new UnsupportedCommand(missing);
        }
        return export;
    }

    /** Whether other modules may import from an instance. */
    boolean isRegistered(Instance instance) {
        return shared.contains(instance);
    }

    /** What is registered for the imports of a module, in its order. */
    Extern[] imports(Module module) {
        List<ImportType> imports = module.imports();
        Extern[] items = new Extern[imports.size()];
        for (int i = 0; i < items.length; i++) {
            ImportType wanted = imports.get(i);
            Entry<Exports> entry = registered.get(wanted.module());
            if (entry == null) {
                throw new UnknownImport(wanted);
            }
            items[i] = entry.get("module").find(wanted.name()).orElseThrow(() -> new UnknownImport(wanted));
        }
        return items;
    }
}
