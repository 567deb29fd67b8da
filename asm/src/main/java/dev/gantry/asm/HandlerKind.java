package dev.gantry.asm;

/** What an item in the list of exception handlers of a call site is; items are tried in their order. */
public enum HandlerKind {
    /** Takes exceptions of one tag: the item's operand, opaque to this layer. */
    TAG,
    /** Takes every exception; the operand is 0. */
    DEFAULT,
    /**
     * Not a handler: the tags after it mean something only together with the 64 bits that lie in the frame at the operand's distance, in bytes, from the
     * stack pointer.
     */
    CONTEXT;

    private static final HandlerKind[] ALL = values();

    /** The constant of that ordinal. */
    public static HandlerKind of(int ordinal) {
        return ALL[ordinal];
    }
}
