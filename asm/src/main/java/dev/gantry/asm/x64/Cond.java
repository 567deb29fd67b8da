package dev.gantry.asm.x64;

/** The conditions of jumps, moves and sets; the ordinal is the number in the encoding. */
public enum Cond {
    /** Overflow. */
    O,
    /** No overflow. */
    NO,
    /** Below, unsigned; carry. */
    B,
    /** Above or equal, unsigned; no carry. */
    AE,
    /** Equal; zero. */
    E,
    /** Not equal; not zero. */
    NE,
    /** Below or equal, unsigned. */
    BE,
    /** Above, unsigned. */
    A,
    /** Sign: negative. */
    S,
    /** No sign. */
    NS,
    /** Parity even; after a floating-point comparison, unordered. */
    P,
    /** Parity odd; ordered. */
    NP,
    /** Less, signed. */
    L,
    /** Greater or equal, signed. */
    GE,
    /** Less or equal, signed. */
    LE,
    /** Greater, signed. */
    G;

    private static final Cond[] ALL = values();

    /** Number in the encoding, 0 to 15. */
    public int encoding() {
        return ordinal();
    }

    /** The condition with that number in the encoding. */
    public static Cond of(int encoding) {
        return ALL[encoding];
    }

    /** The condition that holds exactly when this one does not. */
    public Cond inverted() {
        return ALL[ordinal() ^ 1];
    }
}
