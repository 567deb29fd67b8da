package dev.gantry.clif.ir;

/** Conditions of an integer comparison. */
public enum IntCC {
    EQ,
    NE,
    SLT,
    SGE,
    SGT,
    SLE,
    ULT,
    UGE,
    UGT,
    ULE;

    private static final String[] NAMES = {"eq", "ne", "slt", "sge", "sgt", "sle", "ult", "uge", "ugt", "ule"};

    /** The condition that holds exactly when this does not. */
    public IntCC complement() {
        return switch (this) {
            case EQ -> NE;
            case NE -> EQ;
            case SLT -> SGE;
            case SGE -> SLT;
            case SGT -> SLE;
            case SLE -> SGT;
            case ULT -> UGE;
            case UGE -> ULT;
            case UGT -> ULE;
            case ULE -> UGT;
        };
    }

    /** The condition that holds for (y, x) exactly when this does for (x, y). */
    public IntCC swapArgs() {
        return switch (this) {
            case EQ -> EQ;
            case NE -> NE;
            case SLT -> SGT;
            case SGE -> SLE;
            case SGT -> SLT;
            case SLE -> SGE;
            case ULT -> UGT;
            case UGE -> ULE;
            case UGT -> ULT;
            case ULE -> UGE;
        };
    }

    /** The unsigned condition of the same direction; itself if already unsigned or sign-agnostic. */
    public IntCC unsigned() {
        return switch (this) {
            case SLT -> ULT;
            case SGE -> UGE;
            case SGT -> UGT;
            case SLE -> ULE;
            default -> this;
        };
    }

    /** The same condition without equality: {@code sle} gives {@code slt}. */
    public IntCC withoutEqual() {
        return switch (this) {
            case SGE -> SGT;
            case SLE -> SLT;
            case UGE -> UGT;
            case ULE -> ULT;
            default -> this;
        };
    }

    public boolean isSigned() {
        return switch (this) {
            case SLT, SGE, SGT, SLE -> true;
            default -> false;
        };
    }

    /** The condition of that name in the text format; throws {@link IllegalArgumentException} for any other text. */
    public static IntCC ofName(String name) {
        for (int i = 0; i < NAMES.length; i++) {
            if (NAMES[i].equals(name)) {
                return values()[i];
            }
        }
        throw new IllegalArgumentException("unknown integer condition: " + name);
    }

    @Override
    public String toString() {
        return NAMES[ordinal()];
    }
}
