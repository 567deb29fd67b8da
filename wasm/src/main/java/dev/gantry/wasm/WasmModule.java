package dev.gantry.wasm;

import java.util.List;
import java.util.Optional;

/**
 * A parsed module. Immutable, and a view of its bytes: function bodies, data and custom sections are positions in them.
 *
 * <p>Index spaces have the imported items first. Indices inside have not been checked unless the validator has accepted
 * the module.
 */
public final class WasmModule {
    /** Answer of {@link #startFunction()} and {@link #dataCount()} where there is none. */
    public static final int NONE = -1;

    private final ModuleParts parts;
    private volatile Optional<NameSection> names = Optional.empty();

    /** For the reader: the parts must not change any more. */
    public WasmModule(ModuleParts parts) {
        this.parts = parts;
    }

    /** The bytes that the module was read from; not a copy, and not to be changed. */
    public byte[] bytes() {
        return parts.bytes;
    }

    /** Position in {@link #bytes()} of the module's first byte. */
    public int start() {
        return parts.start;
    }

    /** Position in {@link #bytes()} after the module's last byte. */
    public int end() {
        return parts.end;
    }

    /** Features that the module was read with. */
    public Features features() {
        return parts.features;
    }

    public int typeCount() {
        return parts.types.length;
    }

    /** Type {@code index}. */
    public FuncType type(int index) {
        return parts.types[index];
    }

    /** All imports in order. */
    public List<Import> imports() {
        return parts.imports;
    }

    /** Imported items of one kind. */
    public int importedCount(ExternKind kind) {
        return parts.importedCounts[kind.ordinal()];
    }

    public int importedFuncCount() {
        return importedCount(ExternKind.FUNC);
    }

    /** Functions, imported ones included. */
    public int funcCount() {
        return parts.funcTypes.length;
    }

    /** Type index of function {@code index}. */
    public int funcTypeIndex(int index) {
        return parts.funcTypes[index];
    }

    /** Type of function {@code index}. */
    public FuncType funcType(int index) {
        return parts.types[parts.funcTypes[index]];
    }

    /** True if a function occurs outside function bodies (exports, globals, elements), as {@code ref.func} demands. */
    public boolean isDeclared(int function) {
        return parts.declaredFuncs.length > 0 && (parts.declaredFuncs[function >> 6] >>> function & 1) != 0;
    }

    /** Tables, imported ones included. */
    public int tableCount() {
        return parts.tables.length;
    }

    public TableType table(int index) {
        return parts.tables[index];
    }

    /** Memories, imported ones included. */
    public int memoryCount() {
        return parts.memories.length;
    }

    public MemoryType memory(int index) {
        return parts.memories[index];
    }

    /** Globals, imported ones included. */
    public int globalCount() {
        return parts.globals.length;
    }

    public GlobalType global(int index) {
        return parts.globals[index];
    }

    /** Initial value of a global that is not imported; {@code index} counts imports. */
    public ConstExpr globalInit(int index) {
        return parts.globalInits[index - importedCount(ExternKind.GLOBAL)];
    }

    /** All exports in order. */
    public List<Export> exports() {
        return parts.exports;
    }

    /** The function to call after instantiation, or {@link #NONE}. */
    public int startFunction() {
        return parts.startFunction;
    }

    public List<ElementSegment> elements() {
        return parts.elements;
    }

    public List<DataSegment> data() {
        return parts.data;
    }

    /** What the data count section says, or {@link #NONE} if there is no such section. */
    public int dataCount() {
        return parts.dataCount;
    }

    /** Function bodies: functions that are not imported. */
    public int bodyCount() {
        return parts.bodyStarts.length;
    }

    /** Position in {@link #bytes()} of body {@code i} (locals first); {@code i} counts from the first body. */
    public int bodyStart(int i) {
        return parts.bodyStarts[i];
    }

    /** Bytes of body {@code i}, locals included. */
    public int bodyLength(int i) {
        return parts.bodyLengths[i];
    }

    /** Position in {@link #bytes()} of the code section's contents; the offsets of DWARF count from it. 0 if absent. */
    public int codeStart() {
        return parts.codeStart;
    }

    /** All custom sections in order, the name section included. */
    public List<CustomSection> customSections() {
        return parts.customSections;
    }

    /** The name section, read at first use. What is wrong in it is left out. */
    public NameSection names() {
        Optional<NameSection> known = names;
        if (known.isEmpty()) {
            known = Optional.of(NameSection.read(this));
            names = known;
        }
        return known.get();
    }
}
