package dev.gantry.link;

/** A compiled function threw an exception by {@code %Throw} that no {@code try_call} took. */
public final class NativeThrownException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int tag;
    private final long payload0;
    private final long payload1;

    /** An exception of a tag with its payloads. */
    public NativeThrownException(int tag, long payload0, long payload1) {
        super("exception with tag " + Integer.toUnsignedString(tag) + " and payloads " + payload0 + ", " + payload1
                + " was thrown and not handled");
        this.tag = tag;
        this.payload0 = payload0;
        this.payload1 = payload1;
    }

    /** {@return the tag} */
    public int tag() {
        return tag;
    }

    /** {@return the first payload} */
    public long payload0() {
        return payload0;
    }

    /** {@return the second payload} */
    public long payload1() {
        return payload1;
    }
}
