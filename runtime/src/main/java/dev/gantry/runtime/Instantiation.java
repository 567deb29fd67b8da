package dev.gantry.runtime;

import dev.gantry.host.RawMemory;
import dev.gantry.runtime.compile.CompiledModule;
import dev.gantry.wasm.DataSegment;
import dev.gantry.wasm.ElementSegment;
import dev.gantry.wasm.ExternKind;
import dev.gantry.wasm.GlobalType;
import dev.gantry.wasm.WasmModule;
import dev.gantry.wasm.clif.VmContextLayout;

/**
 * Instantiates a module, in the order of the specification: imports are checked, everything is allocated, globals get their values, active element
 * segments and then active data segments are copied, the start function runs. A trap on the way leaves what was written.
 */
final class Instantiation {
    private final Store store;
    private final Module module;
    private final WasmModule wasm;
    private final Extern[] imports;
    private final Instance instance;
    private final VmContextLayout layout;
    private final long vmctx;

    private Instantiation(Store store, Module module, Extern[] imports) {
        this.store = store;
        this.module = module;
        this.wasm = module.wasm();
        this.imports = imports;
        this.instance = new Instance(store, module);
        this.layout = instance.layout();
        this.vmctx = instance.vmctx();
    }

    static Instance run(Store store, Module module, Extern[] imports) {
        if (module.engine() != store.engine()) {
            throw new IllegalArgumentException("the module was compiled for another engine");
        }
        ImportCheck.check(store, module, imports);
        store.enter();
        Instance instance;
        try {
            Instantiation work = new Instantiation(store, module, imports);
            instance = work.instance;
            work.allocate();
            work.initialise();
        } finally {
            store.leave();
        }
        int start = module.wasm().startFunction();
        if (start != WasmModule.NONE) {
            instance.callStart(start);
        }
        return instance;
    }

    private void allocate() {
        RawMemory.putInt(vmctx + VmContextLayout.MAGIC_OFFSET, VmContextLayout.MAGIC);
        RawMemory.putLong(vmctx + VmContextLayout.STORE, store.memory().context());
        RawMemory.putLong(vmctx + VmContextLayout.EPOCH, store.engine().memory().pollCounter());
        RawMemory.putLong(
                vmctx + VmContextLayout.BUILTINS, store.engine().memory().builtins());
        RawMemory.putLong(vmctx + VmContextLayout.INSTANCE, store.addInstance(instance));
        int[] typeIds = new int[wasm.typeCount()];
        for (int i = 0; i < typeIds.length; i++) {
            typeIds[i] = store.engine().trampolines().id(wasm.type(i));
            RawMemory.putInt(vmctx + layout.typeId(i), typeIds[i]);
        }
        placeImports();
        allocateFuncRefs(typeIds);
        for (int i = wasm.importedCount(ExternKind.MEMORY); i < wasm.memoryCount(); i++) {
            instance.setMemory(i, Memory.at(store, wasm.memory(i), vmctx + layout.memory(i)));
        }
        for (int i = wasm.importedCount(ExternKind.TABLE); i < wasm.tableCount(); i++) {
            instance.setTable(i, Table.at(store, wasm.table(i), 0, vmctx + layout.table(i)));
        }
        for (int i = wasm.importedCount(ExternKind.GLOBAL); i < wasm.globalCount(); i++) {
            GlobalType type = wasm.global(i);
            Global global = new Global(store, type, vmctx + layout.global(i));
            ConstExprs.Value value = ConstExprs.evaluate(instance, wasm.globalInit(i));
            RawMemory.putLong(global.address(), value.low());
            RawMemory.putLong(global.address() + 8, value.high());
            instance.setGlobal(i, global);
        }
    }

    private void placeImports() {
        int funcs = 0;
        int tables = 0;
        int memories = 0;
        int globals = 0;
        for (Extern item : imports) {
            switch (item) {
                case Func func -> placeFunc(vmctx + layout.importedFunc(funcs++), func.reference());
                case Table table -> {
                    RawMemory.putLong(
                            vmctx + layout.importedTable(tables), table.vm().definition());
                    instance.setTable(tables++, table);
                }
                case Memory memory -> {
                    RawMemory.putLong(
                            vmctx + layout.importedMemory(memories), memory.vm().definition());
                    instance.setMemory(memories++, memory);
                }
                case Global global -> {
                    RawMemory.putLong(vmctx + layout.importedGlobal(globals), global.address());
                    instance.setGlobal(globals++, global);
                }
            }
        }
    }

    private static void placeFunc(long slot, long reference) {
        RawMemory.putLong(
                slot + VmContextLayout.IMPORTED_FUNC_CODE,
                RawMemory.getLong(reference + VmContextLayout.FUNC_REF_CODE));
        RawMemory.putLong(
                slot + VmContextLayout.IMPORTED_FUNC_VMCTX,
                RawMemory.getLong(reference + VmContextLayout.FUNC_REF_VMCTX));
        RawMemory.putLong(slot + VmContextLayout.IMPORTED_FUNC_REF, reference);
    }

    private void allocateFuncRefs(int[] typeIds) {
        CompiledModule compiled = module.compiled();
        for (int i = wasm.importedFuncCount(); i < wasm.funcCount(); i++) {
            if (layout.hasFuncRef(i)) {
                long reference = vmctx + layout.funcRef(i);
                RawMemory.putLong(reference + VmContextLayout.FUNC_REF_CODE, compiled.code(i));
                RawMemory.putLong(reference + VmContextLayout.FUNC_REF_VMCTX, vmctx);
                RawMemory.putInt(reference + VmContextLayout.FUNC_REF_TYPE, typeIds[wasm.funcTypeIndex(i)]);
                RawMemory.putInt(reference + VmContextLayout.FUNC_REF_INDEX, i);
            }
        }
    }

    private void initialise() {
        Segments segments = instance.segments();
        for (int i = 0; i < wasm.elements().size(); i++) {
            ElementSegment segment = wasm.elements().get(i);
            if (segment.mode() == ElementSegment.Mode.ACTIVE) {
                long to = ConstExprs.offset(instance, segment.offset());
                require(segments.tableInit(segment.table(), i, to, 0, segment.itemCount()), Trap.TABLE_OUT_OF_BOUNDS);
            }
            if (segment.mode() != ElementSegment.Mode.PASSIVE) {
                segments.dropElements(i);
            }
        }
        for (int i = 0; i < wasm.data().size(); i++) {
            DataSegment segment = wasm.data().get(i);
            if (segment.mode() == DataSegment.Mode.ACTIVE) {
                long to = ConstExprs.offset(instance, segment.offset());
                require(segments.memoryInit(segment.memory(), i, to, 0, segment.length()), Trap.MEMORY_OUT_OF_BOUNDS);
                segments.dropData(i);
            }
        }
    }

    private static void require(boolean done, Trap trap) {
        if (!done) {
            throw new TrapException(trap, trap.message(), WasmBacktrace.EMPTY);
        }
    }
}
