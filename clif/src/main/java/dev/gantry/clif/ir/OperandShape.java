package dev.gantry.clif.ir;

import static dev.gantry.clif.ir.OperandType.*;

/**
 * Types of the fixed value operands and of the results, as pairs that occur in the opcode table. In a name, {@code T} is
 * the controlling type, {@code ADDR}, {@code SINT}, {@code INT}, {@code FLOAT}, ... are operands free to range over a set
 * of their own.
 */
public enum OperandShape {
    TO_F128(args(), results(F128)),
    TO_F16(args(), results(F16)),
    TO_F32(args(), results(F32)),
    TO_F64(args(), results(F64)),
    TO_NONE(args(), results()),
    TO_T(args(), results(SAME)),
    ADDR_TO_T(args(FREE_ADDRESS), results(SAME)),
    ANY_TO_T(args(FREE_ANY), results(SAME)),
    F32X4_TO_F64X2(args(F32X4), results(F64X2)),
    F64X2_TO_F32X4(args(F64X2), results(F32X4)),
    FLOAT_TO_T(args(FREE_FLOAT), results(SAME)),
    I32_TO_NONE(args(I32), results()),
    INT_TO_T(args(FREE_INT), results(SAME)),
    LANE_TO_T(args(LANE_OF), results(SAME)),
    NARROWER_TO_T(args(NARROWER), results(SAME)),
    SFLOAT_TO_T(args(FREE_SCALAR_FLOAT), results(SAME)),
    T_TO_FIXEDVEC(args(SAME), results(DYNAMIC_TO_VECTOR)),
    T_TO_HALF_HALF(args(SAME), results(HALF_WIDTH, HALF_WIDTH)),
    T_TO_I16X8(args(SAME), results(I16X8)),
    T_TO_I32X4(args(SAME), results(I32X4)),
    T_TO_I64(args(SAME), results(I64)),
    T_TO_I64X2(args(SAME), results(I64X2)),
    T_TO_I8(args(SAME), results(I8)),
    T_TO_LANE(args(SAME), results(LANE_OF)),
    T_TO_MERGE(args(SAME), results(MERGE_LANES)),
    T_TO_NONE(args(SAME), results()),
    T_TO_T(args(SAME), results(SAME)),
    VEC_TO_T(args(FREE_VECTOR), results(SAME)),
    WIDER_TO_T(args(WIDER), results(SAME)),
    ADDR_T_TO_T(args(FREE_ADDRESS, SAME), results(SAME)),
    I8X16_I8X16_TO_I16X8(args(I8X16, I8X16), results(I16X8)),
    I8X16_I8X16_TO_I8X16(args(I8X16, I8X16), results(I8X16)),
    T_ADDR_TO_NONE(args(SAME, FREE_ADDRESS), results()),
    T_LANE_TO_T(args(SAME, LANE_OF), results(SAME)),
    T_SINT_TO_T(args(SAME, FREE_SCALAR_INT), results(SAME)),
    T_T_TO_DOUBLE(args(SAME, SAME), results(DOUBLE_WIDTH)),
    T_T_TO_SPLIT(args(SAME, SAME), results(SPLIT_LANES)),
    T_T_TO_T(args(SAME, SAME), results(SAME)),
    T_T_TO_TRUTHY(args(SAME, SAME), results(AS_TRUTHY)),
    T_T_TO_T_I8(args(SAME, SAME), results(SAME, I8)),
    ADDR_T_T_TO_T(args(FREE_ADDRESS, SAME, SAME), results(SAME)),
    SINT_T_T_TO_T(args(FREE_SCALAR_INT, SAME, SAME), results(SAME)),
    T_T_I8_TO_T_I8(args(SAME, SAME, I8), results(SAME, I8)),
    T_T_T_TO_T(args(SAME, SAME, SAME), results(SAME));

    private final OperandType[] args;
    private final OperandType[] results;

    OperandShape(OperandType[] args, OperandType[] results) {
        this.args = args;
        this.results = results;
    }

    private static OperandType[] args(OperandType... types) {
        return types;
    }

    private static OperandType[] results(OperandType... types) {
        return types;
    }

    /** Number of fixed value operands. */
    public int argCount() {
        return args.length;
    }

    /** What the {@code i}-th fixed value operand may be. */
    public OperandType arg(int i) {
        return args[i];
    }

    /** Number of results. */
    public int resultCount() {
        return results.length;
    }

    /** What the {@code i}-th result is. */
    public OperandType result(int i) {
        return results[i];
    }
}
