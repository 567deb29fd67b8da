package dev.gantry.runtime;

import dev.gantry.host.RawMemory;
import dev.gantry.runtime.compile.CompiledModule;
import dev.gantry.wasm.ElementSegment;
import dev.gantry.wasm.Export;
import dev.gantry.wasm.FuncType;
import dev.gantry.wasm.WasmModule;
import dev.gantry.wasm.clif.VmContextLayout;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An instantiated module. */
public final class Instance {
    private final Store store;
    private final Module module;
    private final CompiledModule compiled;
    private final VmContextLayout layout;
    private final long vmctx;
    private final Memory[] memories;
    private final Table[] tables;
    private final Global[] globals;
    private final Segments segments;
    private final Caller caller;

    /** An instance whose vmctx is still empty: see {@link Instantiation}. */
    Instance(Store store, Module module) {
        WasmModule wasm = module.wasm();
        this.store = store;
        this.module = module;
        this.compiled = module.compiled();
        this.layout = compiled.layout();
        compiled.retain();
        store.memory().own(compiled::release);
        this.vmctx = store.memory().allocate(layout.size());
        this.memories = new Memory[wasm.memoryCount()];
        this.tables = new Table[wasm.tableCount()];
        this.globals = new Global[wasm.globalCount()];
        this.segments = new Segments(this, wasm);
        this.caller = Caller.of(this);
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
        return Instantiation.run(store, module, imports);
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
        Map<String, Extern> all = new LinkedHashMap<>();
        for (Export export : module.wasm().exports()) {
            all.put(export.name(), item(export));
        }
        return Collections.unmodifiableMap(all);
    }

    /** {@return an export} */
    public Optional<Extern> getExport(String name) {
        Export export = module.exportMap().get(name);
        return export == null ? Optional.empty() : Optional.of(item(export));
    }

    private Extern item(Export export) {
        return switch (export.kind()) {
            case FUNC -> func(export.index());
            case TABLE -> tables[export.index()];
            case MEMORY -> memories[export.index()];
            case GLOBAL -> globals[export.index()];
        };
    }

    /**
     * {@return the exported function of a name}
     *
     * @throws LinkException if there is none; the message lists the exports that there are
     */
    public Func func(String name) {
        return getFunc(name).orElseThrow(() -> missing("function", name));
    }

    /**
     * {@return the exported memory of a name}
     *
     * @throws LinkException if there is none; the message lists the exports that there are
     */
    public Memory memory(String name) {
        return getMemory(name).orElseThrow(() -> missing("memory", name));
    }

    private LinkException missing(String kind, String name) {
        StringBuilder message = new StringBuilder("unknown export: there is no ");
        message.append(kind).append(" \"").append(name).append("\" among ");
        for (Export export : module.wasm().exports()) {
            message.append(export.kind().keyword())
                    .append(" \"")
                    .append(export.name())
                    .append("\", ");
        }
        message.setLength(message.length() - (module.wasm().exports().isEmpty() ? " among ".length() : 2));
        return new LinkException(message.toString());
    }

    /** {@return an exported function; empty if there is none of this name} */
    public Optional<Func> getFunc(String name) {
        return getExport(name).filter(Func.class::isInstance).map(Func.class::cast);
    }

    /** {@return an exported memory; empty if there is none of this name} */
    public Optional<Memory> getMemory(String name) {
        return getExport(name).filter(Memory.class::isInstance).map(Memory.class::cast);
    }

    /** {@return an exported table; empty if there is none of this name} */
    public Optional<Table> getTable(String name) {
        return getExport(name).filter(Table.class::isInstance).map(Table.class::cast);
    }

    /** {@return an exported global; empty if there is none of this name} */
    public Optional<Global> getGlobal(String name) {
        return getExport(name).filter(Global.class::isInstance).map(Global.class::cast);
    }

    long vmctx() {
        return vmctx;
    }

    VmContextLayout layout() {
        return layout;
    }

    Memory memory(int index) {
        return memories[index];
    }

    Table table(int index) {
        return tables[index];
    }

    Global global(int index) {
        return globals[index];
    }

    void setMemory(int index, Memory memory) {
        memories[index] = memory;
    }

    void setTable(int index, Table table) {
        tables[index] = table;
    }

    void setGlobal(int index, Global global) {
        globals[index] = global;
    }

    Segments segments() {
        return segments;
    }

    Caller caller() {
        return caller;
    }

    /** The function of an index, which must be imported or have a funcref. */
    Func func(int index) {
        return store.func(funcRef(index));
    }

    /** The address of the funcref of a function. */
    long funcRef(int index) {
        return layout.isImportedFunc(index)
                ? RawMemory.getLong(vmctx + layout.importedFunc(index) + VmContextLayout.IMPORTED_FUNC_REF)
                : vmctx + layout.funcRef(index);
    }

    /** The raw value of an element of a segment. */
    long element(ElementSegment segment, int index) {
        int func = segment.funcIndex(index);
        if (func >= 0) {
            return funcRef(func);
        }
        return func == ElementSegment.NULL_FUNC
                ? 0
                : ConstExprs.evaluate(this, segment.item(index)).low();
    }

    /** Calls a function without parameters and results, exported or not. */
    void callStart(int index) {
        if (layout.isImportedFunc(index)) {
            func(index).callRaw(new long[1], new long[1]);
            return;
        }
        FuncType type = module.wasm().funcType(index);
        int id = store.engine().trampolines().id(type);
        long[] none = new long[0];
        GuestCall.run(store, store.engine().trampolines().entry(id), compiled.code(index), vmctx, none, 0, none, 0);
    }
}
