package dev.gantry.runtime;

import dev.gantry.clif.ir.TrapCode;
import dev.gantry.wasm.clif.WasmTrap;

/** From the trap codes of compiled code to {@link Trap}. */
final class Traps {
    private Traps() {}

    static Trap ofCode(int code) {
        return switch (code) {
            case TrapCode.STACK_OVERFLOW -> Trap.STACK_OVERFLOW;
            case TrapCode.HEAP_OUT_OF_BOUNDS -> Trap.MEMORY_OUT_OF_BOUNDS;
            case TrapCode.INTEGER_OVERFLOW -> Trap.INTEGER_OVERFLOW;
            case TrapCode.INTEGER_DIVISION_BY_ZERO -> Trap.INTEGER_DIVISION_BY_ZERO;
            case TrapCode.BAD_CONVERSION_TO_INTEGER -> Trap.BAD_CONVERSION_TO_INTEGER;
            default -> ofUserCode(code);
        };
    }

    private static Trap ofUserCode(int code) {
        if (code == WasmTrap.UNREACHABLE) return Trap.UNREACHABLE_CODE_REACHED;
        if (code == WasmTrap.TABLE_OUT_OF_BOUNDS) return Trap.TABLE_OUT_OF_BOUNDS;
        if (code == WasmTrap.UNDEFINED_ELEMENT) return Trap.UNDEFINED_ELEMENT;
        if (code == WasmTrap.INDIRECT_CALL_TO_NULL) return Trap.INDIRECT_CALL_TO_NULL;
        if (code == WasmTrap.BAD_SIGNATURE) return Trap.BAD_SIGNATURE;
        if (code == WasmTrap.NULL_REFERENCE) return Trap.NULL_REFERENCE;
        if (code == WasmTrap.HEAP_MISALIGNED) return Trap.HEAP_MISALIGNED;
        if (code == WasmTrap.INTERRUPT) return Trap.INTERRUPT;
        throw new IllegalStateException("compiled code trapped with the unknown code " + code);
    }
}
