package dev.gantry.clif.ir;

/** What a client tells debuggers at a call or a sequence point. */
public sealed interface DebugTag {
    /**
     * A number.
     *
     * @param value unsigned
     */
    record User(int value) implements DebugTag {
        @Override
        public String toString() {
            return Integer.toUnsignedString(value);
        }
    }

    /**
     * A stack slot.
     *
     * @param stackSlot which
     */
    record Slot(int stackSlot) implements DebugTag {
        @Override
        public String toString() {
            return "ss" + stackSlot;
        }
    }
}
