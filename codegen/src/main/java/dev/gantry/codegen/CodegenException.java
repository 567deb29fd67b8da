package dev.gantry.codegen;

/**
 * A bug of the compiler, with what is needed to repeat it: function, pass, target, settings. Never the fault of the input.
 */
public final class CodegenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String pass;
    private final String functionText;

    CodegenException(String pass, String functionName, String functionText, TargetIsa target, Throwable cause) {
        super(
                "compiler bug in " + pass + " of " + functionName + " for " + target + " with " + target.settings()
                        + ": " + cause,
                cause);
        this.pass = pass;
        this.functionText = functionText;
    }

    /** The pass that failed. */
    public String pass() {
        return pass;
    }

    /** The function as CLIF text, as it was when the pass failed. */
    public String functionText() {
        return functionText;
    }
}
