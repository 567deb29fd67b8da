package dev.gantry.runtime;

/** Carries a checked exception out of a host function to the caller of the guest. */
public final class HostFunctionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HostFunctionException(Throwable cause) {
        super(cause);
    }
}
