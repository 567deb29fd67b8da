package dev.gantry.wasm.clif;

import dev.gantry.wasm.ConstExpr;
import dev.gantry.wasm.ElementSegment;
import dev.gantry.wasm.Export;
import dev.gantry.wasm.ExternKind;
import dev.gantry.wasm.Op;
import dev.gantry.wasm.WasmModule;
import java.util.Arrays;

/**
 * Where things are in the vmctx: the off-heap structure of one instance that every compiled function gets as its first parameter. All offsets and
 * sizes are in bytes, the structure is 16-byte aligned and never moves; pointers are 64 bits.
 *
 * <p>Every WebAssembly function has the parameters (vmctx of the callee, vmctx of the caller, its own parameters). In order, the vmctx holds:
 *
 * <pre>
 *   0  magic (i32), unused (i32)
 *   8  pointer to the store context                                    never changes
 *  16  pointer to the engine's epoch counter (i64)                     never changes
 *  24  pointer to the array of builtins                                never changes
 *  32  instance number in its store (i64)
 *  40  unused
 *  48  imported functions, {@value #IMPORTED_FUNC_SIZE} each: code, vmctx of the callee, pointer to its funcref     never change
 *      imported memories, 8 each: pointer to a memory definition       never change
 *      imported tables, 8 each: pointer to a table definition          never change
 *      imported globals, 8 each: pointer to the value                  never change
 *      own memory definitions, 16 each: base address, length in bytes
 *      own table definitions, 16 each: address of element 0, number of elements (i64)
 *      own globals, 16 each, aligned
 *      own funcrefs, {@value #FUNC_REF_SIZE} each: code, vmctx of the callee, type id (i32), function index (i32)   never change
 *      type ids, 4 each: the engine's id of each type of the module    never change
 * </pre>
 *
 * A memory's base never changes, as memories do not move; its length grows. A table's elements are 8 bytes: the address of a funcref, or the handle of
 * an external reference; 0 is null in both. An i32 or f32 global is the low 4 bytes of its slot, a reference 8 bytes.
 *
 * <p>Only functions that can be referred to (exported, in an element segment, in the initial value of a global) have a funcref of their own.
 *
 * <p>The store context is shared by all instances of a store and holds what changes from call to call: see {@code STORE_…}.
 */
public final class VmContextLayout {
    /** The value of the magic field. */
    public static final int MAGIC = 0x6e_61_47_56;

    /** Offset of the magic number. */
    public static final int MAGIC_OFFSET = 0;
    /** Offset of the pointer to the store context. */
    public static final int STORE = 8;
    /** Offset of the pointer to the epoch counter. */
    public static final int EPOCH = 16;
    /** Offset of the pointer to the builtins, see {@link Builtin#offset()}. */
    public static final int BUILTINS = 24;
    /** Offset of the instance number. */
    public static final int INSTANCE = 32;

    /** In the store context: the address below which rsp may not go (i64). */
    public static final int STORE_STACK_LIMIT = 0;
    /** In the store context: the epoch at which {@link Builtin#NEW_EPOCH} is to be called (i64, unsigned): when the counter is not below it. */
    public static final int STORE_EPOCH_DEADLINE = 8;
    /** Size of the store context. */
    public static final int STORE_SIZE = 64;

    /** Size of an imported function's entry. */
    public static final int IMPORTED_FUNC_SIZE = 24;
    /** In an imported function's entry: the code. */
    public static final int IMPORTED_FUNC_CODE = 0;
    /** In an imported function's entry: the callee's vmctx. */
    public static final int IMPORTED_FUNC_VMCTX = 8;
    /** In an imported function's entry: the pointer to its funcref. */
    public static final int IMPORTED_FUNC_REF = 16;

    /** Size of a funcref. */
    public static final int FUNC_REF_SIZE = 32;
    /** In a funcref: the code. */
    public static final int FUNC_REF_CODE = 0;
    /** In a funcref: the callee's vmctx. */
    public static final int FUNC_REF_VMCTX = 8;
    /** In a funcref: the engine's id of the function's type (i32). */
    public static final int FUNC_REF_TYPE = 16;
    /** In a funcref: the function's index in its module (i32). */
    public static final int FUNC_REF_INDEX = 20;

    /** In a memory definition: the base address. */
    public static final int MEMORY_BASE = 0;
    /** In a memory definition: the current length in bytes (i64). */
    public static final int MEMORY_LENGTH = 8;
    /** Size of a memory definition. */
    public static final int MEMORY_SIZE = 16;

    /** In a table definition: the address of element 0; changes when the table grows. */
    public static final int TABLE_BASE = 0;
    /** In a table definition: the current number of elements (i64). */
    public static final int TABLE_LENGTH = 8;
    /** Size of a table definition. */
    public static final int TABLE_SIZE = 16;

    /** Size of a global. */
    public static final int GLOBAL_SIZE = 16;

    private static final int FIRST = 48;

    private final int importedFuncs;
    private final int importedMemories;
    private final int importedTables;
    private final int importedGlobals;
    private final int importedMemoriesAt;
    private final int importedTablesAt;
    private final int importedGlobalsAt;
    private final int memoriesAt;
    private final int tablesAt;
    private final int globalsAt;
    private final int funcRefsAt;
    private final int typeIdsAt;
    private final int size;
    private final int[] funcRefSlots;
    private final int funcRefCount;

    /** The layout for a module. */
    public VmContextLayout(WasmModule module) {
        importedFuncs = module.importedFuncCount();
        importedMemories = module.importedCount(ExternKind.MEMORY);
        importedTables = module.importedCount(ExternKind.TABLE);
        importedGlobals = module.importedCount(ExternKind.GLOBAL);
        funcRefSlots = new int[module.funcCount()];
        funcRefCount = numberFuncRefs(module, funcRefSlots);
        importedMemoriesAt = FIRST + IMPORTED_FUNC_SIZE * importedFuncs;
        importedTablesAt = importedMemoriesAt + 8 * importedMemories;
        importedGlobalsAt = importedTablesAt + 8 * importedTables;
        memoriesAt = importedGlobalsAt + 8 * importedGlobals;
        tablesAt = memoriesAt + MEMORY_SIZE * (module.memoryCount() - importedMemories);
        globalsAt = (tablesAt + TABLE_SIZE * (module.tableCount() - importedTables) + 15) & -16;
        funcRefsAt = globalsAt + GLOBAL_SIZE * (module.globalCount() - importedGlobals);
        typeIdsAt = funcRefsAt + FUNC_REF_SIZE * funcRefCount;
        size = (typeIdsAt + 4 * module.typeCount() + 15) & -16;
    }

    /** Numbers the own functions that can be referred to; the others get -1. */
    private static int numberFuncRefs(WasmModule module, int[] slots) {
        Arrays.fill(slots, -1);
        for (Export export : module.exports()) {
            if (export.kind() == ExternKind.FUNC) slots[export.index()] = 0;
        }
        for (ElementSegment segment : module.elements()) {
            for (int i = 0; i < segment.itemCount(); i++) {
                int func = segment.funcIndex(i);
                if (func >= 0) slots[func] = 0;
            }
        }
        for (int i = module.importedCount(ExternKind.GLOBAL); i < module.globalCount(); i++) {
            for (ConstExpr.Inst inst : module.globalInit(i).insts()) {
                if (inst.op() == Op.REF_FUNC) slots[(int) inst.lo()] = 0;
            }
        }
        int count = 0;
        for (int i = 0; i < slots.length; i++) {
            boolean own = i >= module.importedFuncCount();
            slots[i] = slots[i] == 0 && own ? count++ : -1;
        }
        return count;
    }

    /** {@return the size of the structure} */
    public int size() {
        return size;
    }

    /** {@return the offset of the entry of an imported function} */
    public int importedFunc(int func) {
        return FIRST + IMPORTED_FUNC_SIZE * func;
    }

    /** {@return the offset of the pointer to an imported memory's definition} */
    public int importedMemory(int memory) {
        return importedMemoriesAt + 8 * memory;
    }

    /** {@return the offset of the pointer to an imported table's definition} */
    public int importedTable(int table) {
        return importedTablesAt + 8 * table;
    }

    /** {@return the offset of the pointer to an imported global's value} */
    public int importedGlobal(int global) {
        return importedGlobalsAt + 8 * global;
    }

    /** {@return whether a memory is imported: then {@link #importedMemory} applies, else {@link #memory}} */
    public boolean isImportedMemory(int memory) {
        return memory < importedMemories;
    }

    /** {@return whether a table is imported: then {@link #importedTable} applies, else {@link #table}} */
    public boolean isImportedTable(int table) {
        return table < importedTables;
    }

    /** {@return whether a global is imported: then {@link #importedGlobal} applies, else {@link #global}} */
    public boolean isImportedGlobal(int global) {
        return global < importedGlobals;
    }

    /** {@return whether a function is imported: then {@link #importedFunc} applies, else {@link #funcRef}} */
    public boolean isImportedFunc(int func) {
        return func < importedFuncs;
    }

    /** {@return the offset of the definition of an own memory; the index counts imports} */
    public int memory(int memory) {
        return memoriesAt + MEMORY_SIZE * (memory - importedMemories);
    }

    /** {@return the offset of the definition of an own table; the index counts imports} */
    public int table(int table) {
        return tablesAt + TABLE_SIZE * (table - importedTables);
    }

    /** {@return the offset of an own global; the index counts imports} */
    public int global(int global) {
        return globalsAt + GLOBAL_SIZE * (global - importedGlobals);
    }

    /** {@return whether an own function has a funcref} */
    public boolean hasFuncRef(int func) {
        return funcRefSlots[func] >= 0;
    }

    /**
     * {@return the offset of an own function's funcref; the index counts imports}
     *
     * @throws IllegalArgumentException if it has none
     */
    public int funcRef(int func) {
        if (funcRefSlots[func] < 0) {
            throw new IllegalArgumentException("function " + func + " has no funcref");
        }
        return funcRefsAt + FUNC_REF_SIZE * funcRefSlots[func];
    }

    /** {@return how many own functions have a funcref} */
    public int funcRefCount() {
        return funcRefCount;
    }

    /** {@return the offset of the engine's id of a type (i32)} */
    public int typeId(int type) {
        return typeIdsAt + 4 * type;
    }
}
