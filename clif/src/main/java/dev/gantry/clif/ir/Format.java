package dev.gantry.clif.ir;

/**
 * The shapes of instruction payloads. Each has one record in {@link InstData}; an opcode belongs to exactly one format.
 */
public enum Format {
    UNARY(1),
    UNARY_IMM(0),
    UNARY_IEEE16(0),
    UNARY_IEEE32(0),
    UNARY_IEEE64(0),
    UNARY_CONST(0),
    UNARY_GLOBAL_VALUE(0),
    BINARY(2),
    BINARY_IMM8(1),
    TERNARY(3),
    TERNARY_IMM8(2),
    MULTIARY(0),
    NULLARY(0),
    SHUFFLE(2),
    INT_COMPARE(2),
    FLOAT_COMPARE(2),
    INT_ADD_TRAP(2),
    JUMP(0),
    BRIF(1),
    BRANCH_TABLE(1),
    CALL(0),
    CALL_INDIRECT(1),
    TRY_CALL(0),
    TRY_CALL_INDIRECT(1),
    FUNC_ADDR(0),
    ATOMIC_RMW(2),
    ATOMIC_CAS(3),
    LOAD(1),
    LOAD_NO_OFFSET(1),
    STORE(2),
    STORE_NO_OFFSET(2),
    STACK_ADDR(0),
    DYNAMIC_STACK_ADDR(0),
    TRAP(0),
    COND_TRAP(1),
    EXCEPTION_HANDLER_ADDRESS(0);

    private final int fixedArgs;

    Format(int fixedArgs) {
        this.fixedArgs = fixedArgs;
    }

    /** Number of value arguments before any variable ones. */
    public int fixedArgs() {
        return fixedArgs;
    }

    /** Whether any number of value arguments follows the fixed ones. */
    public boolean hasVarArgs() {
        return switch (this) {
            case MULTIARY, CALL, CALL_INDIRECT, TRY_CALL, TRY_CALL_INDIRECT -> true;
            default -> false;
        };
    }

    /**
     * Index of the value argument whose type may stand for the controlling type, or -1: the first, but the second of a
     * {@link #TERNARY} (a select is controlled by what it selects) and the third of an {@link #ATOMIC_CAS}.
     */
    public int typeOperand() {
        return switch (this) {
            case TERNARY -> 1;
            case ATOMIC_CAS -> 2;
            default -> fixedArgs > 0 ? 0 : -1;
        };
    }
}
