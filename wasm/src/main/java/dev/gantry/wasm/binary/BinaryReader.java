package dev.gantry.wasm.binary;

import dev.gantry.wasm.ConstExpr;
import dev.gantry.wasm.CustomSection;
import dev.gantry.wasm.DataSegment;
import dev.gantry.wasm.ElementSegment;
import dev.gantry.wasm.Export;
import dev.gantry.wasm.ExternKind;
import dev.gantry.wasm.Feature;
import dev.gantry.wasm.Features;
import dev.gantry.wasm.FuncType;
import dev.gantry.wasm.GlobalType;
import dev.gantry.wasm.ImplementationLimits;
import dev.gantry.wasm.Import;
import dev.gantry.wasm.ImportDesc;
import dev.gantry.wasm.MemoryType;
import dev.gantry.wasm.ModuleParts;
import dev.gantry.wasm.Op;
import dev.gantry.wasm.TableType;
import dev.gantry.wasm.WasmModule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Reads a module in the binary format.
 *
 * <p>A module is a preamble (magic number, version) and sections: an id, a size, contents. Custom sections (id 0) may
 * stand anywhere; the others at most once, in the order of {@link #RANK}. Contents must fill their section exactly.
 * Function bodies are delimited, not decoded: the validator does that, function by function.
 *
 * <p>Invariant: no count is trusted. Arrays are made only after {@link ByteReader#count} has seen that the bytes left can
 * hold that many items. Source: WebAssembly Core Specification 2.0, 5.5.
 */
public final class BinaryReader {
    private static final int MAGIC = 0x6d736100;
    private static final int VERSION = 1;
    private static final int COMPONENT_VERSION = 0x1000d;

    private static final int CUSTOM = 0;
    private static final int CODE = 10;
    private static final int DATA = 11;
    private static final int TAG = 13;

    /** Place of a section, by id, in the order of sections: data count (12) stands before code (10). */
    private static final int[] RANK = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 10};

    private final ByteReader in;
    private final ModuleParts parts;
    private final TypeReader types;
    private final ExprReader exprs;
    private final SegmentReader segments;
    private final List<CustomSection> customSections = new ArrayList<>();

    private BinaryReader(byte[] bytes, int offset, int length, Features features) {
        in = new ByteReader(bytes, offset, offset + length);
        parts = new ModuleParts(bytes, offset, offset + length, features);
        types = new TypeReader(in, features);
        exprs = new ExprReader(in, features);
        segments = new SegmentReader(in, features, exprs, parts);
    }

    /**
     * Reads a module with all supported features.
     *
     * @throws dev.gantry.wasm.WasmException if it cannot be accepted
     */
    public static WasmModule parse(byte[] bytes) {
        return parse(bytes, 0, bytes.length, Features.ALL);
    }

    /**
     * Reads a module from part of an array. The module keeps the array, which must not be changed any more; offsets in
     * errors and in the module are positions in the array.
     *
     * @throws dev.gantry.wasm.WasmException if the bytes are malformed or need a feature that is not on
     */
    public static WasmModule parse(byte[] bytes, int offset, int length, Features features) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        return new BinaryReader(bytes, offset, length, features).module();
    }

    private WasmModule module() {
        int moduleEnd = in.end();
        preamble();
        int lastRank = 0;
        while (in.pos() < moduleEnd) {
            int start = in.pos();
            int id = in.u8();
            if (id == TAG) throw in.unsupported(Feature.EXCEPTIONS, "tag section", start);
            if (id >= RANK.length) {
                scanLastBody(moduleEnd);
                throw in.malformed("malformed section id: " + id, start);
            }
            int size = in.u32();
            if (size < 0 || size > in.remaining()) throw in.malformed("length out of bounds", start);
            if (id != CUSTOM) {
                if (RANK[id] <= lastRank) throw in.malformed("unexpected content after last section", start);
                lastRank = RANK[id];
            }
            int end = in.pos() + size;
            in.setEnd(end);
            section(id, lastRank);
            if (in.pos() != end) throw in.malformed("section size mismatch", in.pos());
            in.setEnd(moduleEnd);
        }
        checkLengths(moduleEnd);
        parts.customSections = List.copyOf(customSections);
        return new WasmModule(parts);
    }

    private void scanLastBody(int moduleEnd) {
        int last = parts.bodyStarts.length - 1;
        if (last >= 0) {
            int start = parts.bodyStarts[last];
            int function = parts.importedCounts[ExternKind.FUNC.ordinal()] + last;
            new BodyScanner().scan(parts.bytes, start, start + parts.bodyLengths[last], moduleEnd, function);
        }
    }

    private void checkLengths(int moduleEnd) {
        int declared = parts.funcTypes.length - parts.importedCounts[ExternKind.FUNC.ordinal()];
        if (parts.bodyStarts.length != declared) {
            throw in.malformed("function and code section have inconsistent lengths", moduleEnd);
        }
        if (parts.dataCount != WasmModule.NONE && parts.dataCount != parts.data.size()) {
            throw in.malformed("data count and data section have inconsistent lengths", moduleEnd);
        }
    }

    private void preamble() {
        int start = in.pos();
        if (in.remaining() > ImplementationLimits.MAX_MODULE_SIZE) throw in.malformed("module too large", start);
        if (in.remaining() < 4) throw in.malformed("unexpected end: no magic header", start);
        if (in.fixed32() != MAGIC) throw in.malformed("magic header not detected", start);
        if (in.remaining() < 4) throw in.malformed("unexpected end: no version", in.pos());
        int version = in.fixed32();
        if (version == COMPONENT_VERSION) throw in.unsupported(Feature.COMPONENT_MODEL, "component", start);
        if (version != VERSION) throw in.malformed("unknown binary version", start + 4);
    }

    private void section(int id, int lastRank) {
        switch (id) {
            case CUSTOM -> customSection(lastRank);
            case 1 -> typeSection();
            case 2 -> importSection();
            case 3 -> functionSection();
            case 4 -> tableSection();
            case 5 -> memorySection();
            case 6 -> globalSection();
            case 7 -> exportSection();
            case 8 -> startSection();
            case 9 -> elementSection();
            case CODE -> codeSection();
            case DATA -> dataSection();
            default -> dataCountSection();
        }
    }

    private void customSection(int lastRank) {
        if (in.remaining() == 0) throw in.malformed("unexpected end: custom section without a name", in.pos());
        String name = in.name();
        customSections.add(new CustomSection(name, in.pos(), in.remaining(), lastRank));
        in.seek(in.end());
    }

    private void typeSection() {
        int count = in.count("types", ImplementationLimits.MAX_TYPES, 3);
        FuncType[] list = new FuncType[count];
        for (int i = 0; i < count; i++) list[i] = types.funcType();
        parts.types = list;
    }

    private void importSection() {
        int count = in.count("imports", ImplementationLimits.MAX_IMPORTS, 0);
        List<Import> imports = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Import item = importItem();
            imports.add(item);
            parts.importedCounts[item.desc().kind().ordinal()]++;
        }
        parts.imports = List.copyOf(imports);
        int[] funcs = new int[parts.importedCounts[ExternKind.FUNC.ordinal()]];
        TableType[] tables = new TableType[parts.importedCounts[ExternKind.TABLE.ordinal()]];
        MemoryType[] memories = new MemoryType[parts.importedCounts[ExternKind.MEMORY.ordinal()]];
        GlobalType[] globals = new GlobalType[parts.importedCounts[ExternKind.GLOBAL.ordinal()]];
        int[] next = new int[ExternKind.values().length];
        for (Import item : imports) {
            int index = next[item.desc().kind().ordinal()]++;
            switch (item.desc()) {
                case ImportDesc.Func f -> funcs[index] = f.typeIndex();
                case ImportDesc.Table t -> tables[index] = t.type();
                case ImportDesc.Memory m -> memories[index] = m.type();
                case ImportDesc.Global g -> globals[index] = g.type();
            }
        }
        parts.funcTypes = funcs;
        parts.tables = tables;
        parts.memories = memories;
        parts.globals = globals;
    }

    private Import importItem() {
        String module = in.name();
        String name = in.name();
        int offset = in.pos();
        ImportDesc desc =
                switch (in.u8()) {
                    case 0 -> new ImportDesc.Func(typeIndex());
                    case 1 -> new ImportDesc.Table(types.tableType());
                    case 2 -> new ImportDesc.Memory(types.memoryType());
                    case 3 -> importedGlobal();
                    case 4 -> throw in.unsupported(Feature.EXCEPTIONS, "imported tag", offset);
                    default -> throw in.malformed("malformed import kind", offset);
                };
        return new Import(module, name, desc);
    }

    private ImportDesc importedGlobal() {
        int offset = in.pos();
        GlobalType type = types.globalType();
        if (type.mutable()) TypeReader.require(in, parts.features, Feature.MUTABLE_GLOBALS, offset);
        return new ImportDesc.Global(type);
    }

    private int typeIndex() {
        int offset = in.pos();
        int index = in.u32();
        if (Integer.compareUnsigned(index, parts.types.length) >= 0) {
            throw in.invalid("unknown type " + Integer.toUnsignedString(index), offset);
        }
        return index;
    }

    private void functionSection() {
        int imported = parts.funcTypes.length;
        int count = in.count("functions", ImplementationLimits.MAX_FUNCTIONS, 1);
        int[] list = Arrays.copyOf(parts.funcTypes, imported + count);
        for (int i = 0; i < count; i++) list[imported + i] = typeIndex();
        parts.funcTypes = list;
    }

    private void tableSection() {
        int imported = parts.tables.length;
        int count = in.count("tables", ImplementationLimits.MAX_TABLES, 2);
        TableType[] list = Arrays.copyOf(parts.tables, imported + count);
        for (int i = 0; i < count; i++) list[imported + i] = types.tableType();
        parts.tables = list;
    }

    private void memorySection() {
        int imported = parts.memories.length;
        int count = in.count("memories", ImplementationLimits.MAX_TABLES, 1);
        MemoryType[] list = Arrays.copyOf(parts.memories, imported + count);
        for (int i = 0; i < count; i++) list[imported + i] = types.memoryType();
        parts.memories = list;
    }

    private void globalSection() {
        int imported = parts.globals.length;
        int count = in.count("globals", ImplementationLimits.MAX_GLOBALS, 3);
        GlobalType[] list = Arrays.copyOf(parts.globals, imported + count);
        ConstExpr[] inits = new ConstExpr[count];
        for (int i = 0; i < count; i++) {
            list[imported + i] = types.globalType();
            inits[i] = exprs.read();
            for (ConstExpr.Inst inst : inits[i].insts()) {
                if (inst.op() == Op.REF_FUNC) parts.declare((int) inst.lo());
            }
        }
        parts.globals = list;
        parts.globalInits = inits;
    }

    private void exportSection() {
        int count = in.count("exports", ImplementationLimits.MAX_EXPORTS, 0);
        List<Export> exports = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = in.name();
            int offset = in.pos();
            ExternKind kind =
                    switch (in.u8()) {
                        case 0 -> ExternKind.FUNC;
                        case 1 -> ExternKind.TABLE;
                        case 2 -> ExternKind.MEMORY;
                        case 3 -> ExternKind.GLOBAL;
                        case 4 -> throw in.unsupported(Feature.EXCEPTIONS, "exported tag", offset);
                        default -> throw in.malformed("malformed export kind", offset);
                    };
            int index = in.u32();
            exports.add(new Export(name, kind, index));
            if (kind == ExternKind.FUNC) parts.declare(index);
        }
        parts.exports = List.copyOf(exports);
    }

    private void startSection() {
        int offset = in.pos();
        int function = in.u32();
        if (function < 0) throw in.invalid("unknown function " + Integer.toUnsignedString(function), offset);
        parts.startFunction = function;
    }

    private void elementSection() {
        int count = in.count("element segments", ImplementationLimits.MAX_ELEMENT_SEGMENTS, 3);
        List<ElementSegment> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) list.add(segments.element());
        parts.elements = List.copyOf(list);
    }

    private void dataCountSection() {
        int offset = in.pos();
        TypeReader.require(in, parts.features, Feature.BULK_MEMORY, offset);
        int count = in.u32();
        if (Integer.compareUnsigned(count, ImplementationLimits.MAX_DATA_SEGMENTS) > 0) {
            throw in.malformed("too many data segments", offset);
        }
        parts.dataCount = count;
    }

    private void codeSection() {
        int start = in.pos();
        int count = in.count("functions", ImplementationLimits.MAX_FUNCTIONS, 1);
        int[] starts = new int[count];
        int[] lengths = new int[count];
        for (int i = 0; i < count; i++) {
            int offset = in.pos();
            int size = in.u32();
            if (Integer.compareUnsigned(size, ImplementationLimits.MAX_BODY_SIZE) > 0 && size <= in.remaining()) {
                throw in.malformed("function body too large", offset);
            }
            starts[i] = in.pos();
            lengths[i] = size;
            in.skip(size);
        }
        parts.codeStart = start;
        parts.bodyStarts = starts;
        parts.bodyLengths = lengths;
    }

    private void dataSection() {
        int count = in.count("data segments", ImplementationLimits.MAX_DATA_SEGMENTS, 2);
        List<DataSegment> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) list.add(segments.data());
        parts.data = List.copyOf(list);
    }
}
