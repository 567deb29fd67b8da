package dev.gantry.wasm;

/** The module uses a feature that is recognised but not supported, or switched off. */
public final class WasmUnsupportedException extends WasmException {
    private static final long serialVersionUID = 1L;

    /**
     * An error at a byte offset.
     *
     * @param functionIndex function whose body is at fault, or {@link #NO_FUNCTION}
     */
    public WasmUnsupportedException(String reason, int offset, int functionIndex) {
        super(reason, offset, functionIndex);
    }
}
