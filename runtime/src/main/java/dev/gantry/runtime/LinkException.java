package dev.gantry.runtime;

/** An import could not be resolved or does not fit. Messages begin with "unknown import" or "incompatible import type". */
public final class LinkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LinkException(String message) {
        super(message);
    }
}
