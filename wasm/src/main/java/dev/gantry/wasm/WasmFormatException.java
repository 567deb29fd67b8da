package dev.gantry.wasm;

/** The bytes are not a WebAssembly module: the binary format is violated. */
public final class WasmFormatException extends WasmException {
    private static final long serialVersionUID = 1L;

    /**
     * An error at a byte offset.
     *
     * @param functionIndex function whose body is at fault, or {@link #NO_FUNCTION}
     */
    public WasmFormatException(String reason, int offset, int functionIndex) {
        super(reason, offset, functionIndex);
    }
}
