package dev.gantry.wasm;

/** The module is well-formed, but a rule of validation is violated. */
public final class WasmValidationException extends WasmException {
    private static final long serialVersionUID = 1L;

    /**
     * An error at a byte offset.
     *
     * @param functionIndex function whose body is at fault, or {@link #NO_FUNCTION}
     */
    public WasmValidationException(String reason, int offset, int functionIndex) {
        super(reason, offset, functionIndex);
    }
}
