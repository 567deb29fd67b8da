package dev.gantry.clif.ir;

import java.util.OptionalLong;

/**
 * A piece of the frame with an address.
 *
 * @param size bytes
 * @param alignShift base-two logarithm of the alignment in bytes; 0 asks for none
 * @param key the client's mark by which debuggers find the slot
 */
public record StackSlot(int size, int alignShift, OptionalLong key) {
    /** A slot without a key. */
    public static StackSlot of(int size, int alignShift) {
        return new StackSlot(size, alignShift, OptionalLong.empty());
    }

    @Override
    public String toString() {
        String text = "explicit_slot " + Integer.toUnsignedString(size);
        if (alignShift > 0) {
            text += ", align = " + (1L << alignShift);
        }
        if (key.isPresent()) {
            text += ", key = " + Long.toUnsignedString(key.getAsLong());
        }
        return text;
    }
}
