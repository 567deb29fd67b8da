package dev.gantry.wasm.text;

import dev.gantry.wasm.Feature;
import java.util.BitSet;

/** The fields of a module that are not read, by the tokens at which they start, and the field that is being read. */
final class LeftOut {
    private final BitSet fields = new BitSet();
    /** Whether fields may be left out, so that what only the binary reader would refuse is refused with the field that causes it. */
    private final boolean reducing;

    private int current = -1;

    LeftOut(boolean reducing) {
        this.reducing = reducing;
    }

    /** Comes to a field; false if it is to be left out. */
    boolean enter(int field) {
        current = field;
        return !fields.get(field);
    }

    /** Leaves out the field that was being read; false if there is none that was not left out already. */
    boolean addCurrent() {
        boolean added = current >= 0 && !fields.get(current);
        if (added) {
            fields.set(current);
        }
        return added;
    }

    int count() {
        return fields.cardinality();
    }

    /** Refuses a memory beyond the first. */
    void checkMemories(Cursor in, int memories) {
        if (reducing && memories > 0) {
            throw in.unsupported(in.at, Feature.MULTI_MEMORY);
        }
    }
}
