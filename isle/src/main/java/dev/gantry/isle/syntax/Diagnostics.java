package dev.gantry.isle.syntax;

import java.util.ArrayList;
import java.util.List;

/** The complaints of one run, in the order found. */
public final class Diagnostics {
    private final List<Diagnostic> all = new ArrayList<>();

    /** Adds one. */
    public void add(Diagnostic diagnostic) {
        all.add(diagnostic);
    }

    /** Adds one without notes. */
    public void error(Pos pos, String message) {
        all.add(new Diagnostic(pos, message));
    }

    /** Whether nothing has been complained about. */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** A copy of the complaints so far. */
    public List<Diagnostic> toList() {
        return List.copyOf(all);
    }
}
