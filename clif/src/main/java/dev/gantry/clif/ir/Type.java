package dev.gantry.clif.ir;

/**
 * The type of an SSA value: a scalar integer or float, a fixed vector of them, or a dynamic vector whose lane count is a
 * multiple known only at run time.
 *
 * <p>All types are interned: compare with {@code ==}, or keep {@link #id()} in dense tables. An id is laid out as
 * {@code dynamic << 8 | log2(lanes) << 4 | lane}, so that it fits nine bits.
 */
public final class Type {
    /** One more than the largest id. */
    public static final int ID_LIMIT = 512;

    private static final int DYNAMIC_BIT = 1 << 8;
    private static final int MAX_LOG2_LANES = 8;
    private static final int[] LANE_BITS = {0, 8, 16, 32, 64, 128, 16, 32, 64, 128};
    private static final String[] LANE_NAMES = {
        "INVALID", "i8", "i16", "i32", "i64", "i128", "f16", "f32", "f64", "f128"
    };
    private static final Type[] BY_ID = makeAll();

    /** No type; never the type of a value. Has id 0. */
    public static final Type INVALID = BY_ID[0];

    public static final Type I8 = BY_ID[1];
    public static final Type I16 = BY_ID[2];
    public static final Type I32 = BY_ID[3];
    public static final Type I64 = BY_ID[4];
    public static final Type I128 = BY_ID[5];
    public static final Type F16 = BY_ID[6];
    public static final Type F32 = BY_ID[7];
    public static final Type F64 = BY_ID[8];
    public static final Type F128 = BY_ID[9];

    public static final Type I8X16 = vector(I8, 16);
    public static final Type I16X8 = vector(I16, 8);
    public static final Type I32X4 = vector(I32, 4);
    public static final Type I64X2 = vector(I64, 2);
    public static final Type F32X4 = vector(F32, 4);
    public static final Type F64X2 = vector(F64, 2);

    private final short id;
    private final short laneBits;
    private final int bits;

    private Type(int id) {
        this.id = (short) id;
        this.laneBits = (short) LANE_BITS[id & 15];
        this.bits = laneBits << ((id >> 4) & 15);
    }

    private static Type[] makeAll() {
        Type[] all = new Type[ID_LIMIT];
        all[0] = new Type(0);
        for (int lane = 1; lane < LANE_BITS.length; lane++) {
            all[lane] = new Type(lane);
            for (int log2 = 1; log2 <= MAX_LOG2_LANES; log2++) {
                int id = log2 << 4 | lane;
                all[id] = new Type(id);
                all[id | DYNAMIC_BIT] = new Type(id | DYNAMIC_BIT);
            }
        }
        return all;
    }

    /** The type with the given {@link #id()}. The id must be one that this class gave out. */
    public static Type ofId(int id) {
        return BY_ID[id];
    }

    /** The integer type of 8, 16, 32, 64 or 128 bits; {@link #INVALID} for any other width. */
    public static Type intOfBits(int bits) {
        return switch (bits) {
            case 8 -> I8;
            case 16 -> I16;
            case 32 -> I32;
            case 64 -> I64;
            case 128 -> I128;
            default -> INVALID;
        };
    }

    /** The float type of 16, 32, 64 or 128 bits; {@link #INVALID} for any other width. */
    public static Type floatOfBits(int bits) {
        return switch (bits) {
            case 16 -> F16;
            case 32 -> F32;
            case 64 -> F64;
            case 128 -> F128;
            default -> INVALID;
        };
    }

    /**
     * The fixed vector of {@code lanes} lanes of a scalar type; the scalar itself for one lane; {@link #INVALID} if the
     * lane count is not a power of two from 1 to 256 or {@code lane} is not a scalar.
     */
    public static Type vector(Type lane, int lanes) {
        if (lane.id == 0 || lane.id > 9 || lanes < 1 || lanes > 256 || (lanes & (lanes - 1)) != 0) {
            return BY_ID[0];
        }
        return BY_ID[Integer.numberOfTrailingZeros(lanes) << 4 | lane.id];
    }

    /** The dynamic vector with at least {@code lanes} lanes, as {@link #vector}; lanes from 2 to 256. */
    public static Type dynamicVector(Type lane, int lanes) {
        Type fixed = vector(lane, lanes);
        return fixed.isVector() ? BY_ID[fixed.id | DYNAMIC_BIT] : BY_ID[0];
    }

    /** The type that the text format writes as {@code name}, or {@link #INVALID} if there is none. */
    public static Type ofName(String name) {
        int x = name.indexOf('x');
        String laneName = x < 0 ? name : name.substring(0, x);
        Type lane = INVALID;
        for (int id = 1; id < LANE_NAMES.length; id++) {
            if (LANE_NAMES[id].equals(laneName)) {
                lane = BY_ID[id];
            }
        }
        if (x < 0 || lane == INVALID) {
            return lane;
        }
        boolean dynamic = name.endsWith("xN") && name.length() > x + 3;
        String digits = name.substring(x + 1, dynamic ? name.length() - 2 : name.length());
        for (int lanes = 2; lanes <= 256; lanes *= 2) {
            if (digits.equals(Integer.toString(lanes))) {
                return dynamic ? dynamicVector(lane, lanes) : vector(lane, lanes);
            }
        }
        return INVALID;
    }

    /** A number below {@link #ID_LIMIT} for dense tables. */
    public int id() {
        return id;
    }

    /** Width in bits; of a dynamic vector, the width at scale one. */
    public int bits() {
        return bits;
    }

    /** Width in bytes; of a dynamic vector, the width at scale one. */
    public int bytes() {
        return bits >> 3;
    }

    /** Width of one lane in bits. */
    public int laneBits() {
        return laneBits;
    }

    /** The scalar type of one lane; the type itself for a scalar. */
    public Type lane() {
        return BY_ID[id & 15];
    }

    /** Number of lanes: 1 for a scalar, the count at scale one for a dynamic vector. */
    public int laneCount() {
        return 1 << ((id >> 4) & 15);
    }

    /** Base-two logarithm of {@link #laneCount()}. */
    public int log2LaneCount() {
        return (id >> 4) & 15;
    }

    public boolean isInvalid() {
        return id == 0;
    }

    /** Whether this is a scalar of either kind. */
    public boolean isScalar() {
        return id > 0 && id <= 9;
    }

    /** Whether this is a scalar integer. */
    public boolean isInt() {
        return id >= 1 && id <= 5;
    }

    /** Whether this is a scalar float. */
    public boolean isFloat() {
        return id >= 6 && id <= 9;
    }

    /** Whether this is a vector, fixed or dynamic. */
    public boolean isVector() {
        return id >= 16;
    }

    /** Whether this is a dynamic vector. */
    public boolean isDynamicVector() {
        return id >= DYNAMIC_BIT;
    }

    /** Whether the lanes (or the scalar itself) are integers. */
    public boolean hasIntLanes() {
        return lane().isInt();
    }

    /** Whether the lanes (or the scalar itself) are floats. */
    public boolean hasFloatLanes() {
        return lane().isFloat();
    }

    /** The same shape with integer lanes of the same width. */
    public Type asInt() {
        return withLane(intOfBits(laneBits));
    }

    /** What a comparison of this type gives: {@code i8} for scalars, same-width integer lanes for vectors. */
    public Type asTruthy() {
        return isVector() ? asInt() : I8;
    }

    /** The same shape with lanes of half the width and the same kind, or {@link #INVALID}. */
    public Type halfWidth() {
        return withLane(resized(laneBits >> 1));
    }

    /** The same shape with lanes of twice the width and the same kind, or {@link #INVALID}. */
    public Type doubleWidth() {
        return withLane(resized(laneBits << 1));
    }

    /** Twice as many lanes of half the width, or {@link #INVALID}. */
    public Type splitLanes() {
        return withLog2Lanes(resized(laneBits >> 1), log2LaneCount() + 1);
    }

    /** Half as many lanes of twice the width, or {@link #INVALID}. */
    public Type mergeLanes() {
        return withLog2Lanes(resized(laneBits << 1), log2LaneCount() - 1);
    }

    /** The fixed vector that one part of a dynamic vector is, or {@link #INVALID} if this is not dynamic. */
    public Type dynamicToVector() {
        return isDynamicVector() ? BY_ID[id & ~DYNAMIC_BIT] : INVALID;
    }

    /** The same shape with another scalar as lane, or {@link #INVALID} if there is none. */
    public Type withLane(Type lane) {
        return lane.isScalar() ? BY_ID[(id & ~15) | lane.id] : INVALID;
    }

    private Type resized(int bits) {
        return lane().isFloat() ? floatOfBits(bits) : intOfBits(bits);
    }

    private Type withLog2Lanes(Type lane, int log2) {
        if (!lane.isScalar() || log2 < 0 || log2 > MAX_LOG2_LANES || (log2 == 0 && isDynamicVector())) {
            return INVALID;
        }
        return BY_ID[(id & DYNAMIC_BIT) | log2 << 4 | lane.id];
    }

    /** The type as the text format writes it: {@code i32}, {@code f32x4}, {@code i32x4xN}. */
    @Override
    public String toString() {
        String name = LANE_NAMES[id & 15];
        if (!isVector()) {
            return name;
        }
        return name + 'x' + laneCount() + (isDynamicVector() ? "xN" : "");
    }
}
