package dev.gantry.link;

/** Decides whether the tag of a handler is the one thrown. */
@FunctionalInterface
public interface TagRule {
    /** A handler takes what was thrown with its own tag; contexts have no influence. The rule of {@code %Throw}. */
    TagRule EQUAL = (tag, hasContext, context, thrown) -> tag == thrown;

    /**
     * {@return whether a handler takes the exception}
     *
     * @param tag the tag of the handler, as the {@code try_call} names it
     * @param hasContext whether a {@code context} item comes before the handler in its list
     * @param context the 64 bits in which the value of the last such item is in this activation of the function, of a narrower value the low bits; else 0
     * @param thrown the tag that was thrown
     */
    boolean takes(int tag, boolean hasContext, long context, int thrown);
}
