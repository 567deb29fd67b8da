package dev.gantry.runtime;

import dev.gantry.wasm.FuncType;
import dev.gantry.wasm.ValType;
import java.util.ArrayList;
import java.util.List;

/** Between boxed values and slots. */
final class Vals {
    private Vals() {}

    /** Slots of a value. */
    static int slots(ValType type) {
        return type == ValType.V128 ? 2 : 1;
    }

    /** Writes a value, which must be of the type; {@return the next slot}. */
    static int put(Store store, Val value, ValType type, long[] slots, int slot) {
        requireType(value, type);
        slots[slot] = store.toRaw(value);
        if (value instanceof Val.V128 vector) {
            slots[slot + 1] = vector.high();
        }
        return slot + slots(type);
    }

    static Val get(Store store, ValType type, long[] slots, int slot) {
        return type == ValType.V128 ? new Val.V128(slots[slot], slots[slot + 1]) : store.fromRaw(type, slots[slot]);
    }

    /** Checks that a value is of a type, and a function reference of no other store. */
    static void requireType(Val value, ValType type) {
        if (value.type() != type) {
            throw new IllegalArgumentException("expected a value of type " + type + ", found " + value);
        }
    }

    /** A host function on boxed values in raw form. */
    static HostFunction raw(FuncType type, ValFunction function) {
        return (caller, slots) -> {
            List<Val> args = new ArrayList<>(type.paramCount());
            for (int i = 0, slot = 0; i < type.paramCount(); i++) {
                args.add(get(caller.store(), type.param(i), slots, slot));
                slot += slots(type.param(i));
            }
            List<Val> results = function.call(caller, args);
            if (results.size() != type.resultCount()) {
                throw new IllegalStateException(
                        "a host function of type " + type + " returned " + results.size() + " values");
            }
            for (int i = 0, slot = 0; i < type.resultCount(); i++) {
                slot = put(caller.store(), results.get(i), type.result(i), slots, slot);
            }
        };
    }
}
