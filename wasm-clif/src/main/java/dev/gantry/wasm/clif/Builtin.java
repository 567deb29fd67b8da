package dev.gantry.wasm.clif;

/**
 * The functions that compiled code calls through {@link VmContextLayout#BUILTINS}: entry {@code ordinal()} of that array is the address of a function
 * with calling convention {@code system_v}, whose first parameter is the vmctx and whose other parameters and result are i64 (narrower values are
 * zero-extended by the caller; results are to be reduced by the caller). At most five parameters follow the vmctx.
 *
 * <p>Those marked "leaves" go to Java and return from there; they may trap instead of returning. The others are machine code.
 */
public enum Builtin {
    /** {@code (code)}: traps with a trap code; does not return. For the mode without signals. Leaves. */
    RAISE(1, false),
    /** {@code ()}: the epoch deadline has passed; traps or returns. Leaves. */
    NEW_EPOCH(0, false),
    /** {@code (memory, delta)}: the old size in pages, or -1. Leaves. */
    MEMORY_GROW(2, true),
    /** {@code (memory, segment, to, from, length)}: copies from a data segment or traps. Leaves. */
    MEMORY_INIT(5, false),
    /** {@code (segment)}. Leaves. */
    DATA_DROP(1, false),
    /** {@code (table, delta, init)}: the old size, or -1. Leaves. */
    TABLE_GROW(3, true),
    /** {@code (table, segment, to, from, length)}: copies from an element segment or traps. Leaves. */
    TABLE_INIT(5, false),
    /** {@code (segment)}. Leaves. */
    ELEM_DROP(1, false),
    /** {@code (to table, from table, to, from, length)}: copies or traps. Leaves. */
    TABLE_COPY(5, false),
    /** {@code (table, start, value, length)}: fills or traps. Leaves. */
    TABLE_FILL(4, false),
    /** {@code (to address, from address, length)}: copies bytes at machine addresses that were checked; may overlap. Stays in machine code. */
    BYTES_COPY(3, false),
    /** {@code (address, byte, length)}: sets bytes at machine addresses that were checked. Stays in machine code. */
    BYTES_FILL(3, false);

    private final int paramCount;
    private final boolean hasResult;

    Builtin(int paramCount, boolean hasResult) {
        this.paramCount = paramCount;
        this.hasResult = hasResult;
    }

    /** {@return how many i64 parameters follow the vmctx} */
    public int paramCount() {
        return paramCount;
    }

    /** {@return whether there is a result, an i64} */
    public boolean hasResult() {
        return hasResult;
    }

    /** {@return where its address is in the builtin array, in bytes} */
    public int offset() {
        return 8 * ordinal();
    }
}
