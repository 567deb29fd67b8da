package dev.gantry.wasm.clif;

import dev.gantry.clif.ir.TrapCode;

/** The trap codes that translated WebAssembly uses, beside the compiler's own five. */
public final class WasmTrap {
    /** {@code unreachable}. */
    public static final int UNREACHABLE = TrapCode.user(1);
    /** A table access outside the table, by anything but {@code call_indirect}. */
    public static final int TABLE_OUT_OF_BOUNDS = TrapCode.user(2);
    /** {@code call_indirect} outside the table. */
    public static final int UNDEFINED_ELEMENT = TrapCode.user(3);
    /** {@code call_indirect} through null. */
    public static final int INDIRECT_CALL_TO_NULL = TrapCode.user(4);
    /** {@code call_indirect} to a function of another type. */
    public static final int BAD_SIGNATURE = TrapCode.user(5);
    /** A null reference where none may be. */
    public static final int NULL_REFERENCE = TrapCode.user(6);
    /** An atomic access to an unaligned address. */
    public static final int HEAP_MISALIGNED = TrapCode.user(7);
    /** A deadline passed or the thread was interrupted. */
    public static final int INTERRUPT = TrapCode.user(8);

    private WasmTrap() {}
}
