package dev.gantry.clif.ir;

/** The sets of types that a type variable of an opcode may range over. */
public enum TypeSet {
    /** Empty: the opcode has no controlling type. */
    NONE(0, 0, 0, 0, 0, 0, false),
    SCALAR_INT(8, 128, 0, 0, 0, 0, false),
    /** {@code i32} or {@code i64}. */
    ADDRESS(32, 64, 0, 0, 0, 0, false),
    INT_8_TO_64(8, 64, 0, 0, 0, 0, false),
    INT_16_TO_64(16, 64, 0, 0, 0, 0, false),
    INT_32_TO_64(32, 64, 0, 0, 0, 0, false),
    INT_64(64, 64, 0, 0, 0, 0, false),
    INT_16_TO_128(16, 128, 0, 0, 0, 0, false),
    SCALAR_FLOAT(0, 0, 16, 128, 0, 0, false),
    /** Scalar or vector integers. */
    INT(8, 128, 0, 0, 0, 8, true),
    /** Scalar or vector floats. */
    FLOAT(0, 0, 16, 128, 0, 8, true),
    /** Every type. */
    ANY(8, 128, 16, 128, 0, 8, true),
    VECTOR(8, 128, 16, 128, 1, 8, true),
    INT_VECTOR(8, 128, 0, 0, 1, 8, true),
    VECTOR_I8_TO_I32(8, 32, 0, 0, 1, 4, true),
    VECTOR_I16_TO_I64(16, 64, 0, 0, 1, 3, true),
    VECTOR_I16_I32(16, 32, 0, 0, 2, 3, false),
    DYNAMIC_VECTOR(8, 128, 16, 128, 9, 9, true);

    private final int minInt;
    private final int maxInt;
    private final int minFloat;
    private final int maxFloat;
    private final int minLog2Lanes;
    private final int maxLog2Lanes;
    private final boolean dynamic;

    TypeSet(int minInt, int maxInt, int minFloat, int maxFloat, int minLog2Lanes, int maxLog2Lanes, boolean dynamic) {
        this.minInt = minInt;
        this.maxInt = maxInt;
        this.minFloat = minFloat;
        this.maxFloat = maxFloat;
        this.minLog2Lanes = minLog2Lanes;
        this.maxLog2Lanes = maxLog2Lanes;
        this.dynamic = dynamic;
    }

    /** Whether a type belongs to the set. */
    public boolean contains(Type type) {
        Type lane = type.lane();
        int bits = lane.bits();
        boolean laneOk = lane.isInt()
                ? bits >= minInt && bits <= maxInt
                : lane.isFloat() && bits >= minFloat && bits <= maxFloat;
        if (!laneOk) {
            return false;
        }
        if (type.isDynamicVector()) {
            return dynamic;
        }
        int log2 = type.log2LaneCount();
        return log2 >= minLog2Lanes && log2 <= maxLog2Lanes;
    }
}
