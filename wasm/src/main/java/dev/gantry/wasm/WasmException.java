package dev.gantry.wasm;

/**
 * A module cannot be accepted. The three kinds are never mixed: malformed bytes, a well-formed module that breaks a rule
 * of validation, and a feature that is recognised but not supported.
 */
public abstract sealed class WasmException extends RuntimeException
        permits WasmFormatException, WasmValidationException, WasmUnsupportedException {
    private static final long serialVersionUID = 1L;

    /** Answer of {@link #functionIndex()} where the error is outside function bodies. */
    public static final int NO_FUNCTION = -1;

    private final String reason;
    private final int offset;
    private final int functionIndex;

    WasmException(String reason, int offset, int functionIndex) {
        super(describe(reason, offset, functionIndex), null);
        this.reason = reason;
        this.offset = offset;
        this.functionIndex = functionIndex;
    }

    private static String describe(String reason, int offset, int functionIndex) {
        String where = " (at offset 0x" + Integer.toHexString(offset);
        return reason + where + (functionIndex == NO_FUNCTION ? ")" : ", in function " + functionIndex + ")");
    }

    /** What is wrong, without the position; begins with the words of the specification's test suite. */
    public String reason() {
        return reason;
    }

    /** Byte offset in the module. */
    public int offset() {
        return offset;
    }

    /** Index of the function whose body is at fault, or {@link #NO_FUNCTION}. */
    public int functionIndex() {
        return functionIndex;
    }
}
