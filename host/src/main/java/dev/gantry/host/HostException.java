package dev.gantry.host;

/** The operating system or the JVM refused something; the message says what, and why where that is known. */
public final class HostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An exception with this message. */
    public HostException(String message) {
        super(message);
    }

    /** An exception with this message and cause. */
    public HostException(String message, Throwable cause) {
        super(message, cause);
    }
}
