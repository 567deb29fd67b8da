package dev.gantry.link;

/** A relocation cannot be resolved: an undefined symbol, or one too far away. */
public final class LinkageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An exception with this message. */
    public LinkageException(String message) {
        super(message);
    }
}
