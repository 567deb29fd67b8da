package dev.gantry.regalloc;

/**
 * A bug of ours: a malformed problem, constraints that contradict each other, or a failure of an allocator. Carries a dump of the
 * problem for the report.
 */
public final class RegallocException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String dump;

    /** The failure {@code message}, and the problem's text (see {@link Dump}); empty if none could be made. */
    public RegallocException(String message, String dump) {
        super(message);
        this.dump = dump;
    }

    /** Text of the problem and of whatever was allocated. */
    public String dump() {
        return dump;
    }
}
