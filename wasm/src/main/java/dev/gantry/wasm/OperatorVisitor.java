package dev.gantry.wasm;

/**
 * Receives the operators of a function body, in order, each after it has been checked. Compilers, interpreters and the
 * text printer implement it, so that a body is decoded once.
 *
 * <p>Methods are grouped by the shape of the immediates. Indices are valid for the module, and labels for the control
 * stack. When a method is called, the state given to {@link #begin} is that after the operator: its operands are popped
 * and its results pushed. Operators that cannot be reached are checked and pushed as well;
 * {@link FunctionState#reachable()} tells them apart, and a compiler may skip them as long as it keeps count of
 * {@link #block} and {@link #end}.
 */
public interface OperatorVisitor {
    /** A body begins. Locals are known; no operator has been read. The state stays the same object until the last end. */
    void begin(FunctionState state);

    /**
     * An operator with no immediates and a fixed meaning: arithmetic, comparisons, conversions, vector operators,
     * {@code nop}, {@code drop}, {@code ref.is_null}.
     */
    void plain(Op op);

    /** {@code select} of either form; {@code op} tells which. The type is that of the values chosen from. */
    void select(Op op, ValType type);

    void constI32(int value);

    void constI64(long value);

    /** {@code f32.const}; the bits are kept as they are, NaN payloads included. */
    void constF32(int bits);

    /** {@code f64.const}; the bits are kept as they are, NaN payloads included. */
    void constF64(long bits);

    /**
     * Operators with sixteen immediate bytes: {@code v128.const}, and {@code i8x16.shuffle}, whose bytes are lane numbers
     * below 32. Bytes 0 to 7 stand in {@code lo}, 8 to 15 in {@code hi}, little-endian.
     */
    void vector(Op op, long lo, long hi);

    /** {@code local.get}, {@code local.set}, {@code local.tee}. */
    void local(Op op, int index);

    /** {@code global.get}, {@code global.set}. */
    void global(Op op, int index);

    /**
     * A load.
     *
     * @param memory memory index
     * @param alignLog2 promised alignment, at most the natural one
     * @param offset static offset, unsigned 32 bits
     */
    void load(Op op, int memory, int alignLog2, long offset);

    /** A store; parameters as for {@link #load}. */
    void store(Op op, int memory, int alignLog2, long offset);

    /** {@code v128.loadN_lane} or {@code v128.storeN_lane}; {@code lane} is below {@link Op#lanes()}. */
    void laneAccess(Op op, int memory, int alignLog2, long offset, int lane);

    /** {@code extract_lane} and {@code replace_lane}; {@code lane} is below {@link Op#lanes()}. */
    void lane(Op op, int lane);

    /**
     * Operators on whole memories, with immediates in the order of the binary format: {@code memory.size},
     * {@code memory.grow}, {@code memory.fill} (memory, 0), {@code memory.copy} (destination, source), {@code memory.init}
     * (data segment, memory), {@code data.drop} (data segment, 0).
     */
    void memory(Op op, int first, int second);

    /**
     * Operators on tables, with immediates in the order of the binary format: {@code table.get}, {@code table.set},
     * {@code table.size}, {@code table.grow}, {@code table.fill} (table, 0), {@code table.copy} (destination, source),
     * {@code table.init} (element segment, table), {@code elem.drop} (element segment, 0).
     */
    void table(Op op, int first, int second);

    /** {@code ref.null}. */
    void refNull(ValType type);

    /** {@code ref.func}. */
    void refFunc(int function);

    /**
     * {@link Op#BLOCK}, {@link Op#LOOP} or {@link Op#IF}: a frame has been pushed on the control stack. The condition of
     * an {@code if} is popped, and the parameters are on the operand stack.
     */
    void block(Op op, FuncType type);

    /** {@code else}: {@link FunctionState#reachable()} tells of the end of the first arm. */
    void else_();

    /**
     * {@code end} of a block or, when the control stack is empty, of the function. {@link FunctionState#reachable()}
     * tells of the point before it; the results are on the operand stack.
     */
    void end();

    /** {@link Op#UNREACHABLE}, {@link Op#RETURN}, {@link Op#BR}, {@link Op#BR_IF}; the label is 0 for the first two. */
    void branch(Op op, int label);

    /** {@code br_table}. The first {@code count} entries of the array are labels; the array is reused by the caller. */
    void branchTable(int[] labels, int count, int defaultLabel);

    void call(int function);

    void callIndirect(int typeIndex, int table);
}
