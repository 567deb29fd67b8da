package dev.gantry.wasm;

/**
 * Smallest and largest size of a memory (in pages of 64 KiB) or of a table (in elements).
 *
 * @param min initial size, unsigned 32 bits
 * @param max size that growing cannot exceed, or {@link #NO_MAX}
 */
public record Limits(long min, long max) {
    /** Stands for the maximum where there is none. */
    public static final long NO_MAX = -1;

    /** True if there is a maximum. */
    public boolean hasMax() {
        return max != NO_MAX;
    }

    /**
     * True if something of the given current size and own maximum may be imported where these limits are demanded.
     *
     * @param size current size
     * @param ownMax its maximum, or {@link #NO_MAX}
     */
    public boolean admits(long size, long ownMax) {
        return size >= min && (!hasMax() || ownMax != NO_MAX && ownMax <= max);
    }

    /** As the text format has them: {@code 1} or {@code 1 10}. */
    @Override
    public String toString() {
        return hasMax() ? min + " " + max : Long.toString(min);
    }
}
