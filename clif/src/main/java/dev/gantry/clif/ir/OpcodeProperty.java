package dev.gantry.clif.ir;

/** The bits of an opcode's property column. */
final class OpcodeProperty {
    static final int PURE = 0;
    /** Has branch targets and ends its block. */
    static final int BRANCHES = 1;
    /** Ends its block without naming a target. */
    static final int TERMINATES = 1 << 1;
    /** Leaves the function. */
    static final int RETURNS = 1 << 2;
    /** Transfers control to other code, which may do anything. */
    static final int CALLS = 1 << 3;

    static final int CAN_TRAP = 1 << 4;
    static final int CAN_LOAD = 1 << 5;
    static final int CAN_STORE = 1 << 6;
    /** Has an effect beyond trapping, loading, storing and control flow. */
    static final int SIDE_EFFECTS = 1 << 7;
    /** Its effect is the same however often it is repeated with the same operands. */
    static final int IDEMPOTENT = 1 << 8;

    private OpcodeProperty() {}
}
