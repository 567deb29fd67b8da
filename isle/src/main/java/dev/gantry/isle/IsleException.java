package dev.gantry.isle;

import dev.gantry.isle.syntax.Diagnostic;
import java.util.List;

/** The input is wrong; carries all that was found wrong with it. */
public final class IsleException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<Diagnostic> diagnostics;

    IsleException(List<Diagnostic> diagnostics) {
        super(message(diagnostics));
        this.diagnostics = List.copyOf(diagnostics);
    }

    private static String message(List<Diagnostic> diagnostics) {
        StringBuilder out = new StringBuilder();
        for (Diagnostic d : diagnostics) {
            out.append(d).append('\n');
        }
        return out.append(diagnostics.size())
                .append(diagnostics.size() == 1 ? " error" : " errors")
                .toString();
    }

    /** What is wrong, at least one complaint. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
