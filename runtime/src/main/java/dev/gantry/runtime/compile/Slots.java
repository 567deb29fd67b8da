package dev.gantry.runtime.compile;

import dev.gantry.wasm.FuncType;
import dev.gantry.wasm.ValType;

/**
 * How values lie in buffers between Java and compiled code: 8 bytes each, a v128 16, in order from the start; i32 sign-extended, f32 zero-extended.
 * Parameters and results share a buffer.
 */
public final class Slots {
    private Slots() {}

    /** {@return slots of 8 bytes for the parameters} */
    public static int params(FuncType type) {
        int count = type.paramCount();
        for (int i = 0; i < type.paramCount(); i++) {
            if (type.param(i) == ValType.V128) {
                count++;
            }
        }
        return count;
    }

    /** {@return slots of 8 bytes for the results} */
    public static int results(FuncType type) {
        int count = type.resultCount();
        for (int i = 0; i < type.resultCount(); i++) {
            if (type.result(i) == ValType.V128) {
                count++;
            }
        }
        return count;
    }
}
