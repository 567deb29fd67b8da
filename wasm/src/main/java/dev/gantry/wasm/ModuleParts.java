package dev.gantry.wasm;

import java.util.List;

/** The contents of a module while it is being put together. Whoever fills it makes a {@link WasmModule} of it at last. */
public final class ModuleParts {
    public final byte[] bytes;
    public final int start;
    public final int end;
    public final Features features;

    public FuncType[] types = {};
    public List<Import> imports = List.of();
    /** By ordinal of {@link ExternKind}. */
    public final int[] importedCounts = new int[ExternKind.values().length];
    /** Type indices; imported functions first, as in the arrays that follow. */
    public int[] funcTypes = {};

    public TableType[] tables = {};
    public MemoryType[] memories = {};
    public GlobalType[] globals = {};
    /** Of the globals that are not imported. */
    public ConstExpr[] globalInits = {};

    public List<Export> exports = List.of();
    public int startFunction = WasmModule.NONE;
    public List<ElementSegment> elements = List.of();
    public List<DataSegment> data = List.of();
    /** Functions that {@code ref.func} may name in bodies, a bit each; see {@link #declare}. */
    public long[] declaredFuncs = {};

    public int dataCount = WasmModule.NONE;
    public int codeStart;
    public int[] bodyStarts = {};
    public int[] bodyLengths = {};
    public List<CustomSection> customSections = List.of();

    /**
     * An empty module.
     *
     * @param start position of its first byte in {@code bytes}
     * @param end position after its last byte
     */
    public ModuleParts(byte[] bytes, int start, int end, Features features) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.features = features;
    }

    /** Notes that a function occurs in the module outside function bodies. Unknown functions are passed over. */
    public void declare(int function) {
        if (function < 0 || function >= funcTypes.length) return;
        if (declaredFuncs.length == 0) declaredFuncs = new long[(funcTypes.length + 63) / 64];
        declaredFuncs[function >> 6] |= 1L << function;
    }
}
