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
import java.util.Optional;

/**
 * The module {@code spectest} that the scripts of the WebAssembly test suite import from. Its print functions print nothing. An export is made when it is
 * first asked for, since most scripts need none or one.
 */
final class SpecTestHost {
    static final String NAME = "spectest";

    private final Store store;
    private final Map<String, Extern> made = new HashMap<>();

    SpecTestHost(Store store) {
        this.store = store;
    }

    /** The export of a name. */
    Optional<Extern> export(String name) {
        Extern known = made.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Extern> item = make(name);
        item.ifPresent(i -> made.put(name, i));
        return item;
    }

    private Optional<Extern> make(String name) {
        return switch (name) {
            case "print" -> print();
            case "print_i32" -> print(ValType.I32);
            case "print_i64" -> print(ValType.I64);
            case "print_f32" -> print(ValType.F32);
            case "print_f64" -> print(ValType.F64);
            case "print_i32_f32" -> print(ValType.I32, ValType.F32);
            case "print_f64_f64" -> print(ValType.F64, ValType.F64);
            case "global_i32" -> constant(Val.i32(666));
            case "global_i64" -> constant(Val.i64(666));
            case "global_f32" -> constant(Val.f32(666.6f));
            case "global_f64" -> constant(Val.f64(666.6));
            case "table" ->
                Optional.of(Table.create(store, new TableType(ValType.FUNCREF, new Limits(10, 20)), Val.funcRef(null)));
            case "memory" -> Optional.of(Memory.create(store, new MemoryType(new Limits(1, 2))));
            default -> Optional.empty();
        };
    }

    private Optional<Extern> constant(Val value) {
        return Optional.of(Global.create(store, new GlobalType(value.type(), false), value));
    }

    private Optional<Extern> print(ValType... params) {
        FuncType type = FuncType.of(params, new ValType[0]);
        return Optional.of(Func.wrap(store, type, (caller, slots) -> {}));
    }
}
