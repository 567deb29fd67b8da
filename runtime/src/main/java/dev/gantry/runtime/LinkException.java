package dev.gantry.runtime;

/**
 * An import could not be resolved or does not fit, or the host asked for an export that is not there. Messages begin with "unknown import",
 * "incompatible import type" or "unknown export".
 */
public final class LinkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LinkException(String message) {
        super(message);
    }
}
