package dev.gantry.clif.ir;

/**
 * What the type of one value operand or result must be: a fixed type, a function of the controlling type of the
 * instruction, or any member of a set of its own.
 */
public enum OperandType {
    /** The controlling type itself. */
    SAME(Rule.SAME, Type.INVALID, TypeSet.NONE),
    LANE_OF(Rule.LANE_OF, Type.INVALID, TypeSet.NONE),
    AS_TRUTHY(Rule.AS_TRUTHY, Type.INVALID, TypeSet.NONE),
    HALF_WIDTH(Rule.HALF_WIDTH, Type.INVALID, TypeSet.NONE),
    DOUBLE_WIDTH(Rule.DOUBLE_WIDTH, Type.INVALID, TypeSet.NONE),
    SPLIT_LANES(Rule.SPLIT_LANES, Type.INVALID, TypeSet.NONE),
    MERGE_LANES(Rule.MERGE_LANES, Type.INVALID, TypeSet.NONE),
    DYNAMIC_TO_VECTOR(Rule.DYNAMIC_TO_VECTOR, Type.INVALID, TypeSet.NONE),
    /** Lanes of the same kind and number as the controlling type, strictly narrower. */
    NARROWER(Rule.NARROWER, Type.INVALID, TypeSet.NONE),
    /** Lanes of the same kind and number as the controlling type, strictly wider. */
    WIDER(Rule.WIDER, Type.INVALID, TypeSet.NONE),
    I8(Rule.FIXED, Type.I8, TypeSet.NONE),
    I32(Rule.FIXED, Type.I32, TypeSet.NONE),
    I64(Rule.FIXED, Type.I64, TypeSet.NONE),
    F16(Rule.FIXED, Type.F16, TypeSet.NONE),
    F32(Rule.FIXED, Type.F32, TypeSet.NONE),
    F64(Rule.FIXED, Type.F64, TypeSet.NONE),
    F128(Rule.FIXED, Type.F128, TypeSet.NONE),
    I8X16(Rule.FIXED, Type.I8X16, TypeSet.NONE),
    I16X8(Rule.FIXED, Type.I16X8, TypeSet.NONE),
    I32X4(Rule.FIXED, Type.I32X4, TypeSet.NONE),
    I64X2(Rule.FIXED, Type.I64X2, TypeSet.NONE),
    F32X4(Rule.FIXED, Type.F32X4, TypeSet.NONE),
    F64X2(Rule.FIXED, Type.F64X2, TypeSet.NONE),
    FREE_SCALAR_INT(Rule.FREE, Type.INVALID, TypeSet.SCALAR_INT),
    FREE_ADDRESS(Rule.FREE, Type.INVALID, TypeSet.ADDRESS),
    FREE_SCALAR_FLOAT(Rule.FREE, Type.INVALID, TypeSet.SCALAR_FLOAT),
    FREE_INT(Rule.FREE, Type.INVALID, TypeSet.INT),
    FREE_FLOAT(Rule.FREE, Type.INVALID, TypeSet.FLOAT),
    FREE_VECTOR(Rule.FREE, Type.INVALID, TypeSet.VECTOR),
    FREE_ANY(Rule.FREE, Type.INVALID, TypeSet.ANY);

    /** How the type follows. */
    public enum Rule {
        SAME,
        LANE_OF,
        AS_TRUTHY,
        HALF_WIDTH,
        DOUBLE_WIDTH,
        SPLIT_LANES,
        MERGE_LANES,
        DYNAMIC_TO_VECTOR,
        NARROWER,
        WIDER,
        FIXED,
        FREE
    }

    private final Rule rule;
    private final Type fixed;
    private final TypeSet set;

    OperandType(Rule rule, Type fixed, TypeSet set) {
        this.rule = rule;
        this.fixed = fixed;
        this.set = set;
    }

    public Rule rule() {
        return rule;
    }

    /** The own set of a {@link Rule#FREE} operand, else {@link TypeSet#NONE}. */
    public TypeSet set() {
        return set;
    }

    /** Whether {@link #resolve} gives the one type that fits; otherwise only {@link #accepts} decides. */
    public boolean isDetermined() {
        return switch (rule) {
            case FREE, NARROWER, WIDER -> false;
            default -> true;
        };
    }

    /**
     * The one type that fits under the given controlling type, or {@link Type#INVALID} if several fit (see
     * {@link #isDetermined}) or none exists.
     */
    public Type resolve(Type ctrl) {
        return switch (rule) {
            case SAME -> ctrl;
            case LANE_OF -> ctrl.lane();
            case AS_TRUTHY -> ctrl.asTruthy();
            case HALF_WIDTH -> ctrl.halfWidth();
            case DOUBLE_WIDTH -> ctrl.doubleWidth();
            case SPLIT_LANES -> ctrl.splitLanes();
            case MERGE_LANES -> ctrl.mergeLanes();
            case DYNAMIC_TO_VECTOR -> ctrl.dynamicToVector();
            case FIXED -> fixed;
            case FREE, NARROWER, WIDER -> Type.INVALID;
        };
    }

    /** Whether a value of the given type may stand here under the given controlling type. */
    public boolean accepts(Type type, Type ctrl) {
        return switch (rule) {
            case FREE -> set.contains(type);
            case NARROWER -> sameShape(type, ctrl) && type.laneBits() < ctrl.laneBits();
            case WIDER -> sameShape(type, ctrl) && type.laneBits() > ctrl.laneBits();
            default -> type == resolve(ctrl);
        };
    }

    private static boolean sameShape(Type a, Type b) {
        return !a.isInvalid()
                && a.hasIntLanes() == b.hasIntLanes()
                && a.laneCount() == b.laneCount()
                && a.isDynamicVector() == b.isDynamicVector();
    }
}
