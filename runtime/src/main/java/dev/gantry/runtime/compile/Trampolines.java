package dev.gantry.runtime.compile;

import dev.gantry.link.JitModule;
import dev.gantry.wasm.FuncType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The function types of an engine: each distinct type has a number, which compiled code compares in {@code call_indirect}, and two trampolines, made when
 * they are first needed. Thread-safe.
 */
public final class Trampolines implements Runnable {
    private static final class Entry {
        final FuncType type;
        long entry;
        long hostAdapter;

        Entry(FuncType type) {
            this.type = type;
        }
    }

    private final CompilerBackend backend;
    private final long exit;
    private final Map<FuncType, Integer> ids = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private final List<JitModule> code = new ArrayList<>();

    /**
     * No types yet.
     *
     * @param exit address of the function by which host adapters leave to Java
     */
    public Trampolines(CompilerBackend backend, long exit) {
        this.backend = backend;
        this.exit = exit;
    }

    /** {@return the number of a type; equal types have equal numbers} */
    public synchronized int id(FuncType type) {
        Integer known = ids.get(type);
        if (known != null) {
            return known;
        }
        ids.put(type, entries.size());
        entries.add(new Entry(type));
        return entries.size() - 1;
    }

    /** {@return the type of a number} */
    public synchronized FuncType type(int id) {
        return entries.get(id).type;
    }

    /** {@return the address of the entry trampoline of a type} */
    public synchronized long entry(int id) {
        Entry entry = entries.get(id);
        if (entry.entry == 0) {
            entry.entry = link(backend.entryTrampoline(entry.type));
        }
        return entry.entry;
    }

    /** {@return the address of the host adapter of a type} */
    public synchronized long hostAdapter(int id) {
        Entry entry = entries.get(id);
        if (entry.hostAdapter == 0) {
            entry.hostAdapter = link(backend.hostAdapter(entry.type, exit));
        }
        return entry.hostAdapter;
    }

    private long link(CompiledBody body) {
        JitModule.Builder builder = JitModule.builder();
        builder.add(body.code(), body.symbols());
        JitModule module = builder.link();
        code.add(module);
        return module.address(0);
    }

    /** Unmaps all trampolines. */
    @Override
    public synchronized void run() {
        for (JitModule module : code) {
            module.close();
        }
        code.clear();
    }
}
