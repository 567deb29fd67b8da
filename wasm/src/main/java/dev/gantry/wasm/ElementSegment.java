package dev.gantry.wasm;

/**
 * An element segment. Its items are function indices (the compact form, kept as ints) or constant expressions.
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

    /** Answer of {@link #funcIndex(int)} for a null reference. */
    public static final int NULL_FUNC = -1;

    /** Answer of {@link #funcIndex(int)} for an item that only its expression describes. */
    public static final int NOT_CONSTANT = -2;

    private final Mode mode;
    private final int table;
    private final ConstExpr offset;
    private final ValType type;
    private final int[] funcs;
    private final ConstExpr[] exprs;
    private final boolean usesExpressions;

    private ElementSegment(
            Mode mode,
            int table,
            ConstExpr offset,
            ValType type,
            int[] funcs,
            ConstExpr[] exprs,
            boolean usesExpressions) {
        this.mode = mode;
        this.table = table;
        this.offset = offset;
        this.type = type;
        this.funcs = funcs;
        this.exprs = exprs;
        this.usesExpressions = usesExpressions;
    }

    /** A segment of function indices. The array is not copied. */
    public static ElementSegment ofFuncs(Mode mode, int table, ConstExpr offset, int[] funcs) {
        return new ElementSegment(mode, table, offset, ValType.FUNCREF, funcs, new ConstExpr[0], false);
    }

    /** A segment of constant expressions. The array is not copied. */
    public static ElementSegment ofExprs(Mode mode, int table, ConstExpr offset, ValType type, ConstExpr[] exprs) {
        return new ElementSegment(mode, table, offset, type, new int[0], exprs, true);
    }

    public Mode mode() {
        return mode;
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

    /** True if the segment was written with expressions rather than function indices. */
    public boolean usesExpressions() {
        return usesExpressions;
    }

    public int itemCount() {
        return exprs.length + funcs.length;
    }

    /** Item {@code i} as an expression. */
    public ConstExpr item(int i) {
        return usesExpressions ? exprs[i] : ConstExpr.of(Op.REF_FUNC, funcs[i], 0, 0);
    }

    /** Function index of item {@code i}, {@link #NULL_FUNC} for {@code ref.null}, else {@link #NOT_CONSTANT}. */
    public int funcIndex(int i) {
        if (!usesExpressions) return funcs[i];
        ConstExpr.Inst inst = exprs[i].insts().getFirst();
        return switch (inst.op()) {
            case REF_FUNC -> (int) inst.lo();
            case REF_NULL -> NULL_FUNC;
            default -> NOT_CONSTANT;
        };
    }
}
