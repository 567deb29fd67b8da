package dev.gantry.wasm.validate;

import dev.gantry.wasm.ConstExpr;
import dev.gantry.wasm.DataSegment;
import dev.gantry.wasm.ElementSegment;
import dev.gantry.wasm.Export;
import dev.gantry.wasm.ExternKind;
import dev.gantry.wasm.Feature;
import dev.gantry.wasm.FuncType;
import dev.gantry.wasm.GlobalType;
import dev.gantry.wasm.Limits;
import dev.gantry.wasm.MemoryType;
import dev.gantry.wasm.OpSignature;
import dev.gantry.wasm.ValType;
import dev.gantry.wasm.WasmException;
import dev.gantry.wasm.WasmModule;
import dev.gantry.wasm.WasmUnsupportedException;
import dev.gantry.wasm.WasmValidationException;
import java.util.HashSet;
import java.util.Set;

/** The rules of validation outside function bodies. Source: WebAssembly Core Specification 2.0, 3.2 and 3.4. */
final class ModuleValidator {
    private static final long MAX_TABLE_SIZE = 0xffff_ffffL;

    private final WasmModule module;

    ModuleValidator(WasmModule module) {
        this.module = module;
    }

    void check() {
        checkTables();
        checkMemories();
        checkGlobals();
        checkExports();
        checkStart();
        for (ElementSegment segment : module.elements()) checkElements(segment);
        for (DataSegment segment : module.data()) checkData(segment);
    }

    private void checkTables() {
        for (int i = 0; i < module.tableCount(); i++) {
            checkLimits(module.table(i).limits(), MAX_TABLE_SIZE, "table size must be at most 2^32-1");
        }
        if (module.tableCount() > 1 && !module.features().has(Feature.REFERENCE_TYPES)) {
            throw unsupported("several tables", Feature.REFERENCE_TYPES);
        }
    }

    private void checkMemories() {
        for (int i = 0; i < module.memoryCount(); i++) {
            Limits limits = module.memory(i).limits();
            checkLimits(limits, MemoryType.MAX_PAGES, "memory size must be at most 65536 pages (4GiB)");
        }
        if (module.memoryCount() > 1) throw unsupported("several memories", Feature.MULTI_MEMORY);
    }

    private void checkLimits(Limits limits, long most, String tooLarge) {
        if (limits.min() > most || limits.hasMax() && limits.max() > most) throw invalid(tooLarge);
        if (limits.hasMax() && limits.min() > limits.max()) {
            throw invalid("size minimum must not be greater than maximum");
        }
    }

    private void checkGlobals() {
        for (int i = module.importedCount(ExternKind.GLOBAL); i < module.globalCount(); i++) {
            checkExpr(module.globalInit(i), module.global(i).type(), i);
        }
    }

    private void checkExports() {
        Set<String> names = HashSet.newHashSet(module.exports().size());
        for (Export export : module.exports()) {
            int count =
                    switch (export.kind()) {
                        case FUNC -> module.funcCount();
                        case TABLE -> module.tableCount();
                        case MEMORY -> module.memoryCount();
                        case GLOBAL -> module.globalCount();
                    };
            String keyword = export.kind() == ExternKind.FUNC
                    ? "function"
                    : export.kind().keyword();
            checkIndex(keyword, export.index(), count);
            if (!names.add(export.name())) throw invalid("duplicate export name \"" + export.name() + "\"");
        }
    }

    private void checkStart() {
        int start = module.startFunction();
        if (start == WasmModule.NONE) return;
        checkIndex("function", start, module.funcCount());
        if (!module.funcType(start).equals(FuncType.EMPTY)) {
            throw invalid("start function must have neither parameters nor results");
        }
    }

    private void checkElements(ElementSegment segment) {
        if (segment.mode() == ElementSegment.Mode.ACTIVE) {
            checkIndex("table", segment.table(), module.tableCount());
            if (module.table(segment.table()).element() != segment.type()) {
                throw invalid("type mismatch: elements differ in type from the table");
            }
            checkExpr(segment.offset(), ValType.I32, module.globalCount());
        }
        int count = segment.itemCount();
        for (int i = 0; i < count; i++) {
            int function = segment.funcIndex(i);
            if (function >= 0) {
                checkIndex("function", function, module.funcCount());
            } else if (function == ElementSegment.GLOBAL_VALUE) {
                ConstExpr item = segment.item(i);
                checkType(segment.type(), globalGet(segment.globalIndex(i), module.globalCount(), item), item);
            }
        }
    }

    private void checkData(DataSegment segment) {
        if (segment.mode() == DataSegment.Mode.PASSIVE) return;
        checkIndex("memory", segment.memory(), module.memoryCount());
        checkExpr(segment.offset(), ValType.I32, module.globalCount());
    }

    /**
     * Checks a constant expression.
     *
     * @param globals globals that it may know of: those before it
     */
    private void checkExpr(ConstExpr expr, ValType expected, int globals) {
        ValType[] stack = new ValType[expr.insts().size()];
        int height = 0;
        for (ConstExpr.Inst inst : expr.insts()) {
            OpSignature signature = inst.op().signature();
            for (int i = signature.paramCount() - 1; i >= 0; i--) {
                if (height == 0) throw mismatch(signature.param(i), "nothing", expr);
                checkType(signature.param(i), stack[--height], expr);
            }
            stack[height++] = resultOf(inst, globals, expr);
        }
        if (height != 1) throw mismatch(expected, height == 0 ? "nothing" : "several values", expr);
        checkType(expected, stack[0], expr);
    }

    private ValType resultOf(ConstExpr.Inst inst, int globals, ConstExpr expr) {
        return switch (inst.op()) {
            case GLOBAL_GET -> globalGet(inst.lo(), globals, expr);
            case REF_FUNC -> {
                if (inst.lo() >= module.funcCount()) throw invalid("unknown function " + inst.lo(), expr.offset());
                yield ValType.FUNCREF;
            }
            case REF_NULL -> inst.lo() == ValType.FUNCREF_CODE ? ValType.FUNCREF : ValType.EXTERNREF;
            default -> inst.op().signature().result(0);
        };
    }

    private ValType globalGet(long index, int globals, ConstExpr expr) {
        if (index >= globals) throw invalid("unknown global " + index, expr.offset());
        GlobalType type = module.global((int) index);
        if (type.mutable()) throw invalid("constant expression required, global is mutable", expr.offset());
        boolean imported = index < module.importedCount(ExternKind.GLOBAL);
        if (!imported && !module.features().has(Feature.EXTENDED_CONST)) {
            throw unsupported("global of the module itself in a constant expression", Feature.EXTENDED_CONST);
        }
        return type.type();
    }

    private static void checkType(ValType expected, ValType actual, ConstExpr expr) {
        if (actual != expected) throw mismatch(expected, actual.toString(), expr);
    }

    private static WasmException mismatch(ValType expected, String actual, ConstExpr expr) {
        return invalid("type mismatch: expected " + expected + ", found " + actual, expr.offset());
    }

    private static void checkIndex(String what, int index, int count) {
        if (index < 0 || index >= count) throw invalid("unknown " + what + " " + Integer.toUnsignedString(index));
    }

    private static WasmException invalid(String reason) {
        return invalid(reason, 0);
    }

    private static WasmException invalid(String reason, int offset) {
        return new WasmValidationException(reason, offset, WasmException.NO_FUNCTION);
    }

    private static WasmException unsupported(String what, Feature feature) {
        String reason = "not supported: " + what + " (" + feature.label() + ")";
        return new WasmUnsupportedException(reason, 0, WasmException.NO_FUNCTION);
    }
}
