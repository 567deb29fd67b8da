package dev.gantry.wasm;

/**
 * The type of a memory.
 *
 * @param limits sizes in pages of {@link #PAGE_SIZE} bytes
 */
public record MemoryType(Limits limits) {
    /** Bytes of a page. */
    public static final int PAGE_SIZE = 65536;

    /** The largest number of pages of a memory with 32-bit addresses. */
    public static final long MAX_PAGES = 65536;

    /** As the text format has it: the limits. */
    @Override
    public String toString() {
        return limits.toString();
    }
}
