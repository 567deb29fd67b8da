package dev.gantry.codegen.x64;

import dev.gantry.asm.x64.Cond;

/** Conditions of jumps, moves and sets by the names that rules use; the ordinal is the number in the encoding. */
public enum CC {
    O,
    NO,
    B,
    NB,
    Z,
    NZ,
    BE,
    NBE,
    S,
    NS,
    P,
    NP,
    L,
    NL,
    LE,
    NLE;

    private static final CC[] ALL = values();

    /** The condition that holds exactly when this does not. */
    public CC inverted() {
        return ALL[ordinal() ^ 1];
    }

    /** The assembler's name of the condition. */
    Cond cond() {
        return Cond.of(ordinal());
    }
}
