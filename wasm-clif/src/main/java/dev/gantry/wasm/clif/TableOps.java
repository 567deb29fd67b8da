package dev.gantry.wasm.clif;

import dev.gantry.clif.build.FunctionBuilder;
import dev.gantry.clif.ir.IntCC;
import dev.gantry.clif.ir.MemFlags;
import dev.gantry.clif.ir.Type;
import dev.gantry.wasm.Op;

/** Tables, references, globals and calls: everything that goes through the vmctx but memory. */
final class TableOps {
    private static final int LOG2_ELEMENT = 3;

    private final Body body;
    private final FunctionBuilder b;

    TableOps(Body body) {
        this.body = body;
        this.b = body.b;
    }

    // ---- Tables ----

    void table(Op op, int first, int second) {
        switch (op) {
            case TABLE_GET -> {
                int address = element(first, body.pop(), WasmTrap.TABLE_OUT_OF_BOUNDS);
                body.push(b.load(Type.I64, Body.FIELD, address, 0));
            }
            case TABLE_SET -> {
                int value = body.pop();
                int address = element(first, body.pop(), WasmTrap.TABLE_OUT_OF_BOUNDS);
                b.store(Body.FIELD, value, address, 0);
            }
            case TABLE_SIZE -> body.push(b.ireduce(Type.I32, field(first, VmContextLayout.TABLE_LENGTH)));
            case TABLE_GROW -> {
                int delta = body.widened(body.pop());
                int init = body.pop();
                int call = body.callBuiltin(Builtin.TABLE_GROW, new int[] {0, body.i64(first), delta, init});
                body.push(b.ireduce(Type.I32, b.instResult(call, 0)));
            }
            case TABLE_FILL -> {
                int count = body.widened(body.pop());
                int value = body.pop();
                int start = body.widened(body.pop());
                body.callBuiltin(Builtin.TABLE_FILL, new int[] {0, body.i64(first), start, value, count});
            }
            case TABLE_COPY -> range(Builtin.TABLE_COPY, first, second);
            case TABLE_INIT -> range(Builtin.TABLE_INIT, second, first);
            case ELEM_DROP -> body.callBuiltin(Builtin.ELEM_DROP, new int[] {0, body.i64(first)});
            default -> throw body.unsupported(op.mnemonic());
        }
    }

    private void range(Builtin builtin, int table, int other) {
        int count = body.widened(body.pop());
        int from = body.widened(body.pop());
        int to = body.widened(body.pop());
        body.callBuiltin(builtin, new int[] {0, body.i64(table), body.i64(other), to, from, count});
    }

    /** The address of a table's element, checked. */
    private int element(int table, int index, int trapCode) {
        int wide = body.widened(index);
        int length = field(table, VmContextLayout.TABLE_LENGTH);
        body.trapIf(b.icmp(IntCC.UGE, wide, length), trapCode);
        return b.iadd(field(table, VmContextLayout.TABLE_BASE), b.ishlImm(wide, LOG2_ELEMENT));
    }

    private int field(int table, int field) {
        if (body.layout.isImportedTable(table)) {
            int definition = body.constantPointer(body.layout.importedTable(table));
            return b.load(Type.I64, Body.FIELD, definition, field);
        }
        return b.load(Type.I64, Body.FIELD, body.vmctx, body.layout.table(table) + field);
    }

    // ---- References and globals ----

    void refFunc(int func) {
        if (body.layout.isImportedFunc(func)) {
            body.push(body.constantPointer(body.layout.importedFunc(func) + VmContextLayout.IMPORTED_FUNC_REF));
        } else {
            body.push(b.iaddImm(body.vmctx, body.layout.funcRef(func)));
        }
    }

    void globalGet(int global) {
        Type type = WasmAbi.type(body.module.global(global).type().code());
        int flags = body.module.global(global).mutable() ? Body.FIELD : Body.CONSTANT;
        if (body.layout.isImportedGlobal(global)) {
            int pointer = body.constantPointer(body.layout.importedGlobal(global));
            body.push(b.load(type, flags, pointer, 0));
        } else {
            body.push(b.load(type, flags, body.vmctx, body.layout.global(global)));
        }
    }

    void globalSet(int global) {
        int value = body.pop();
        if (body.layout.isImportedGlobal(global)) {
            b.store(Body.FIELD, value, body.constantPointer(body.layout.importedGlobal(global)), 0);
        } else {
            b.store(Body.FIELD, value, body.vmctx, body.layout.global(global));
        }
    }

    // ---- Calls ----

    void call(int func) {
        int type = body.module.funcTypeIndex(func);
        if (!body.layout.isImportedFunc(func)) {
            int[] args = arguments(type, body.vmctx);
            pushResults(b.call(body.funcRef(func), args), type);
            return;
        }
        int entry = body.layout.importedFunc(func);
        int code = body.constantPointer(entry + VmContextLayout.IMPORTED_FUNC_CODE);
        int callee = body.constantPointer(entry + VmContextLayout.IMPORTED_FUNC_VMCTX);
        int[] args = arguments(type, callee);
        pushResults(b.callIndirect(body.typeSignature(type), code, args), type);
    }

    void callIndirect(int type, int table) {
        int address = element(table, body.pop(), WasmTrap.UNDEFINED_ELEMENT);
        int ref = b.load(Type.I64, Body.FIELD, address, 0);
        int typeFlags = Body.FIELD;
        if (body.faulting()) {
            // Null is address 0, where nothing is mapped: reading the type id faults there.
            typeFlags = MemFlags.withTrapCode(typeFlags, WasmTrap.INDIRECT_CALL_TO_NULL);
        } else {
            body.trapIf(b.icmpImm(IntCC.EQ, ref, 0), WasmTrap.INDIRECT_CALL_TO_NULL);
        }
        int actual = b.load(Type.I32, typeFlags, ref, VmContextLayout.FUNC_REF_TYPE);
        int expected = b.load(Type.I32, Body.CONSTANT, body.vmctx, body.layout.typeId(type));
        body.trapIf(b.icmp(IntCC.NE, actual, expected), WasmTrap.BAD_SIGNATURE);
        int code = b.load(Type.I64, MemFlags.withReadonly(Body.FIELD), ref, VmContextLayout.FUNC_REF_CODE);
        int callee = b.load(Type.I64, MemFlags.withReadonly(Body.FIELD), ref, VmContextLayout.FUNC_REF_VMCTX);
        int[] args = arguments(type, callee);
        pushResults(b.callIndirect(body.typeSignature(type), code, args), type);
    }

    /** Pops the arguments of a function type and puts the two hidden ones in front. */
    private int[] arguments(int type, int callee) {
        int n = body.module.type(type).paramCount();
        int[] args = body.top(n, WasmAbi.HIDDEN_PARAMS);
        body.truncate(body.height() - n);
        args[0] = callee;
        args[1] = body.vmctx;
        return args;
    }

    private void pushResults(int call, int type) {
        int n = body.module.type(type).resultCount();
        for (int i = 0; i < n; i++) {
            body.push(b.instResult(call, i));
        }
    }
}
