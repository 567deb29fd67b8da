package dev.gantry.wasm.validate;

import dev.gantry.wasm.Immediate;
import dev.gantry.wasm.Op;
import dev.gantry.wasm.OpSignature;
import dev.gantry.wasm.OperatorVisitor;
import dev.gantry.wasm.TableType;
import dev.gantry.wasm.ValType;
import dev.gantry.wasm.WasmModule;
import dev.gantry.wasm.binary.ByteReader;

/**
 * Operators on whole memories and on tables: size, growing, filling, copying, segments, elements.
 *
 * <p>Source: WebAssembly Core Specification 2.0, 3.3.6 and 3.3.7.
 */
final class BulkOperators {
    private final ByteReader in;
    private final OperandStack stack;

    BulkOperators(ByteReader in, OperandStack stack) {
        this.in = in;
        this.stack = stack;
    }

    void memory(WasmModule module, Op op, OperatorVisitor visitor) {
        int first = in.u32();
        int second = 0;
        switch (op.immediate()) {
            case DATA -> checkData(module, first);
            case DATA_MEMORY -> {
                second = in.u32();
                checkMemory(module, second);
                checkData(module, first);
            }
            case MEMORY_MEMORY -> {
                second = in.u32();
                checkMemory(module, first);
                checkMemory(module, second);
            }
            default -> checkMemory(module, first);
        }
        stack.apply(op.signature());
        visitor.memory(op, first, second);
    }

    private void checkMemory(WasmModule module, int index) {
        if (index < 0 || index >= module.memoryCount()) throw stack.unknown("memory", index);
    }

    private void checkData(WasmModule module, int index) {
        if (module.dataCount() == WasmModule.NONE) throw in.malformed("data count section required", stack.offset());
        if (index < 0 || index >= module.dataCount()) throw stack.unknown("data segment", index);
    }

    // Tables.

    void table(WasmModule module, Op op, OperatorVisitor visitor) {
        int first = in.u32();
        int second = op.immediate() == Immediate.TABLE || op == Op.ELEM_DROP ? 0 : in.u32();
        switch (op) {
            case TABLE_INIT -> {
                ValType element = tableType(module, second).element();
                checkElements(module, first);
                if (module.elements().get(first).type() != element) {
                    throw in.invalid("type mismatch: elements differ in type from the table", stack.offset());
                }
            }
            case TABLE_COPY -> {
                if (tableType(module, first).element()
                        != tableType(module, second).element()) {
                    throw in.invalid("type mismatch: the tables differ in type", stack.offset());
                }
            }
            case ELEM_DROP -> checkElements(module, first);
            default -> tableElement(op, tableType(module, first).element().code());
        }
        if (op.signature() != OpSignature.SPECIAL) stack.apply(op.signature());
        visitor.table(op, first, second);
    }

    /** Operators whose types depend on the table's elements. */
    private void tableElement(Op op, int element) {
        switch (op) {
            case TABLE_GET -> {
                stack.pop(ValType.I32_CODE);
                stack.push(element);
            }
            case TABLE_SET -> {
                stack.pop(element);
                stack.pop(ValType.I32_CODE);
            }
            case TABLE_GROW -> {
                stack.pop(ValType.I32_CODE);
                stack.pop(element);
                stack.push(ValType.I32_CODE);
            }
            case TABLE_FILL -> {
                stack.pop(ValType.I32_CODE);
                stack.pop(element);
                stack.pop(ValType.I32_CODE);
            }
            default -> {} // table.size has a fixed signature
        }
    }

    TableType tableType(WasmModule module, int index) {
        if (index < 0 || index >= module.tableCount()) throw stack.unknown("table", index);
        return module.table(index);
    }

    private void checkElements(WasmModule module, int index) {
        if (index < 0 || index >= module.elements().size()) throw stack.unknown("elem segment", index);
    }
}
