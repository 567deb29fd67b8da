package dev.gantry.clif.ir;

import java.util.Locale;

/** What an {@code atomic_rmw} does to the old value. */
public enum AtomicRmwOp {
    ADD,
    SUB,
    AND,
    NAND,
    OR,
    XOR,
    XCHG,
    UMIN,
    UMAX,
    SMIN,
    SMAX;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** The operation of that name in the text format; throws {@link IllegalArgumentException} for any other text. */
    public static AtomicRmwOp ofName(String name) {
        for (AtomicRmwOp op : values()) {
            if (op.text.equals(name)) {
                return op;
            }
        }
        throw new IllegalArgumentException("unknown atomic operation: " + name);
    }

    @Override
    public String toString() {
        return text;
    }
}
