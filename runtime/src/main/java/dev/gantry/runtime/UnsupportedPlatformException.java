package dev.gantry.runtime;

/** This machine, operating system or JVM configuration cannot run compiled code; the message says why and what to do. */
public final class UnsupportedPlatformException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsupportedPlatformException(String message, Throwable cause) {
        super(message, cause);
    }
}
