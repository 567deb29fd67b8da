package dev.gantry.isle.emit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The local variables of a generated block; scopes nest as the blocks do, up to the method. */
final class Scope {
    /**
     * A call that left several outputs in the context, right before {@link #position} in the text. Outputs that turn out to be needed are
     * read there when the scope closes.
     */
    static final class Outputs {
        final int source;
        final int position;
        final int depth;
        final List<Integer> needed = new ArrayList<>();

        Outputs(int source, int position, int depth) {
            this.source = source;
            this.position = position;
            this.depth = depth;
        }
    }

    final @Nullable Scope parent;
    private final BitSet declared = new BitSet();
    final List<Outputs> outputs = new ArrayList<>();

    Scope(@Nullable Scope parent) {
        this.parent = parent;
    }

    boolean has(int local) {
        for (Scope s = this; s != null; s = s.parent) {
            if (s.declared.get(local)) {
                return true;
            }
        }
        return false;
    }

    void declare(int local) {
        declared.set(local);
    }

    /** Whether the outputs of {@code source} can be read. */
    boolean hasOutputs(int source) {
        for (Scope s = this; s != null; s = s.parent) {
            for (Outputs o : s.outputs) {
                if (o.source == source) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Has output {@code local} of {@code source} read where it was left. */
    void need(int source, int local) {
        for (Scope s = this; s != null; s = s.parent) {
            for (Outputs o : s.outputs) {
                if (o.source == source) {
                    o.needed.add(local);
                    s.declare(local);
                    return;
                }
            }
        }
        throw new IllegalStateException("outputs of " + source + " are out of scope");
    }
}
