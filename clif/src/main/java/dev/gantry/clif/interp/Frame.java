package dev.gantry.clif.interp;

import org.jspecify.annotations.Nullable;

/** A call that is under way. */
final class Frame {
    final Code code;
    /** The caller, standing at its call; null at the bottom of a stack. */
    final @Nullable Frame caller;
    /** All values, two words each. */
    final long[] words;
    /** The stack pointer before this frame's slots. */
    final long stackBefore;
    /** Address of this frame's slots. */
    long slots;
    /** Index of the instruction that runs, or of the call that it waits for. */
    int at;

    Frame(Code code, @Nullable Frame caller, long stackBefore) {
        this.code = code;
        this.caller = caller;
        this.words = new long[code.words];
        this.stackBefore = stackBefore;
        this.at = code.entry;
    }
}
