package dev.gantry.clif.ir;

/**
 * Conditions of a float comparison. Exactly one of less, equal, greater and unordered (a NaN is involved) holds for two
 * floats; a condition is the set of those it accepts, held as four bits: unordered 8, less 4, greater 2, equal 1.
 */
public enum FloatCC {
    ORD(0b0111),
    UNO(0b1000),
    EQ(0b0001),
    NE(0b1110),
    /** Ordered and not equal. */
    ONE(0b0110),
    /** Unordered or equal. */
    UEQ(0b1001),
    LT(0b0100),
    LE(0b0101),
    GT(0b0010),
    GE(0b0011),
    ULT(0b1100),
    ULE(0b1101),
    UGT(0b1010),
    UGE(0b1011);

    private static final String[] NAMES = {
        "ord", "uno", "eq", "ne", "one", "ueq", "lt", "le", "gt", "ge", "ult", "ule", "ugt", "uge"
    };
    private static final FloatCC[] BY_OUTCOMES = byOutcomes();

    private final int outcomes;

    FloatCC(int outcomes) {
        this.outcomes = outcomes;
    }

    private static FloatCC[] byOutcomes() {
        FloatCC[] table = new FloatCC[16];
        for (FloatCC cc : values()) {
            table[cc.outcomes] = cc;
        }
        return table;
    }

    /** The condition that holds exactly when this does not. */
    public FloatCC complement() {
        return BY_OUTCOMES[~outcomes & 15];
    }

    /** The condition that holds for (y, x) exactly when this does for (x, y). */
    public FloatCC swapArgs() {
        int swapped = (outcomes & 0b1001) | (outcomes & 0b0100) >> 1 | (outcomes & 0b0010) << 1;
        return BY_OUTCOMES[swapped];
    }

    /** Whether the condition holds when x is less than y. */
    public boolean holdsForLess() {
        return (outcomes & 0b0100) != 0;
    }

    /** Whether the condition holds when x equals y. */
    public boolean holdsForEqual() {
        return (outcomes & 0b0001) != 0;
    }

    /** Whether the condition holds when x is greater than y. */
    public boolean holdsForGreater() {
        return (outcomes & 0b0010) != 0;
    }

    /** Whether the condition holds when either operand is a NaN. */
    public boolean holdsForUnordered() {
        return (outcomes & 0b1000) != 0;
    }

    /** The condition of that name in the text format; throws {@link IllegalArgumentException} for any other text. */
    public static FloatCC ofName(String name) {
        for (int i = 0; i < NAMES.length; i++) {
            if (NAMES[i].equals(name)) {
                return values()[i];
            }
        }
        throw new IllegalArgumentException("unknown float condition: " + name);
    }

    @Override
    public String toString() {
        return NAMES[ordinal()];
    }
}
