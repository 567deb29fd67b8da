package dev.gantry.wasm;

/**
 * An element segment. Its items are references: a function, null, or the value of a global; each is kept as one int,
 * because segments are long.
 */
public final class ElementSegment {
    /** When a segment is used. */
    public enum Mode {
        /** Copied into its table at instantiation, then dropped. */
        ACTIVE,
        /** Copied by {@code table.init}. */
        PASSIVE,
        /** Only declares functions for {@code ref.func}. */
        DECLARATIVE
    }

    /** How the items are written. */
    public enum Form {
        /** As function indices. */
        FUNCTIONS,
        /** As constant expressions. */
        EXPRESSIONS
    }

    /** Answer of {@link #funcIndex(int)} for a null reference. */
    public static final int NULL_FUNC = -1;

    /** Answer of {@link #funcIndex(int)} for an item that is the value of a global. */
    public static final int GLOBAL_VALUE = -2;

    /** Answer of {@link #globalIndex(int)} for an item that is not the value of a global. */
    public static final int NO_GLOBAL = -1;

    /** Global {@code n} is kept as {@code FIRST_GLOBAL - n}. */
    private static final int FIRST_GLOBAL = -2;

    private final Mode mode;
    private final Form form;
    private final int table;
    private final ConstExpr offset;
    private final ValType type;
    private final int[] items;

    /**
     * A segment.
     *
     * @param table table of an active segment, otherwise 0
     * @param offset where an active segment goes, otherwise {@link ConstExpr#NONE}
     * @param items made by {@link #functionItem}, {@link #globalItem} or {@link #NULL_FUNC}; not copied
     */
    public ElementSegment(Mode mode, Form form, int table, ConstExpr offset, ValType type, int[] items) {
        this.mode = mode;
        this.form = form;
        this.table = table;
        this.offset = offset;
        this.type = type;
        this.items = items;
    }

    /** An item that refers to a function. */
    public static int functionItem(int function) {
        return function;
    }

    /** An item that is the value of a global. */
    public static int globalItem(int global) {
        return FIRST_GLOBAL - global;
    }

    public Mode mode() {
        return mode;
    }

    public Form form() {
        return form;
    }

    /** Table of an active segment; 0 for others. */
    public int table() {
        return table;
    }

    /** Where an active segment goes; {@link ConstExpr#NONE} for others. */
    public ConstExpr offset() {
        return offset;
    }

    /** Type of the items. */
    public ValType type() {
        return type;
    }

    public int itemCount() {
        return items.length;
    }

    /** Function index of item {@code i}, {@link #NULL_FUNC} for null, {@link #GLOBAL_VALUE} for a global's value. */
    public int funcIndex(int i) {
        return Math.max(items[i], GLOBAL_VALUE);
    }

    /** Index of the global whose value item {@code i} is, or {@link #NO_GLOBAL}. */
    public int globalIndex(int i) {
        return items[i] <= FIRST_GLOBAL ? FIRST_GLOBAL - items[i] : NO_GLOBAL;
    }

    /** Item {@code i} as an expression. */
    public ConstExpr item(int i) {
        int item = items[i];
        if (item == NULL_FUNC) return ConstExpr.of(Op.REF_NULL, type.code(), 0, 0);
        return item < 0
                ? ConstExpr.of(Op.GLOBAL_GET, FIRST_GLOBAL - item, 0, 0)
                : ConstExpr.of(Op.REF_FUNC, item, 0, 0);
    }
}
