package dev.gantry.cli.wast;

import dev.gantry.runtime.Extern;
import dev.gantry.runtime.Func;
import dev.gantry.runtime.Global;
import dev.gantry.runtime.Memory;
import dev.gantry.runtime.Store;
import dev.gantry.runtime.Table;
import dev.gantry.runtime.Val;
import dev.gantry.wasm.FuncType;
import dev.gantry.wasm.GlobalType;
import dev.gantry.wasm.Limits;
import dev.gantry.wasm.MemoryType;
import dev.gantry.wasm.TableType;
import dev.gantry.wasm.ValType;
import java.util.HashMap;
import java.util.Map;

/** The module {@code spectest} that the scripts of the WebAssembly test suite import from. Its print functions print nothing. */
final class SpecTestHost {
    static final String NAME = "spectest";

    private SpecTestHost() {}

    /** The exports, made for a store. */
    static Map<String, Extern> exports(Store store) {
        Map<String, Extern> exports = new HashMap<>();
        print(exports, store, "print");
        print(exports, store, "print_i32", ValType.I32);
        print(exports, store, "print_i64", ValType.I64);
        print(exports, store, "print_f32", ValType.F32);
        print(exports, store, "print_f64", ValType.F64);
        print(exports, store, "print_i32_f32", ValType.I32, ValType.F32);
        print(exports, store, "print_f64_f64", ValType.F64, ValType.F64);
        exports.put("global_i32", Global.create(store, new GlobalType(ValType.I32, false), Val.i32(666)));
        exports.put("global_i64", Global.create(store, new GlobalType(ValType.I64, false), Val.i64(666)));
        exports.put("global_f32", Global.create(store, new GlobalType(ValType.F32, false), Val.f32(666.6f)));
        exports.put("global_f64", Global.create(store, new GlobalType(ValType.F64, false), Val.f64(666.6)));
        TableType table = new TableType(ValType.FUNCREF, new Limits(10, 20));
        exports.put("table", Table.create(store, table, Val.funcRef(null)));
        exports.put("memory", Memory.create(store, new MemoryType(new Limits(1, 2))));
        return exports;
    }

    private static void print(Map<String, Extern> exports, Store store, String name, ValType... params) {
        FuncType type = FuncType.of(params, new ValType[0]);
        exports.put(name, Func.wrap(store, type, (caller, slots) -> {}));
    }
}
