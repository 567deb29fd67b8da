package dev.gantry.wasm;

/**
 * A data segment. Its bytes stay in the module's bytes.
 *
 * @param mode when it is used
 * @param memory memory of an active segment, otherwise 0
 * @param offset where an active segment goes, otherwise {@link ConstExpr#NONE}
 * @param start position of the first byte in {@link WasmModule#bytes()}
 * @param length bytes
 */
public record DataSegment(Mode mode, int memory, ConstExpr offset, int start, int length) {
    /** When a segment is used. */
    public enum Mode {
        /** Copied into its memory at instantiation, then dropped. */
        ACTIVE,
        /** Copied by {@code memory.init}. */
        PASSIVE
    }
}
