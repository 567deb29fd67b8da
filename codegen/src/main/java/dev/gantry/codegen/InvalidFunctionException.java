package dev.gantry.codegen;

import dev.gantry.clif.verify.VerifierError;
import java.util.List;

/** The function to be compiled is not valid CLIF; carries all that the verifier complains of. */
public final class InvalidFunctionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<VerifierError> errors;

    InvalidFunctionException(String functionName, List<VerifierError> errors) {
        super(functionName + " is not valid: " + errors.getFirst() + (errors.size() > 1 ? " and more" : ""));
        this.errors = List.copyOf(errors);
    }

    /** The complaints, at least one. */
    public List<VerifierError> errors() {
        return errors;
    }
}
