package dev.gantry.regalloc;

/**
 * An immutable set of physical registers, one 64-bit mask per class (bit = hardware number).
 *
 * @param ints members of {@link RegClass#INT}
 * @param floats members of {@link RegClass#FLOAT}
 * @param vectors members of {@link RegClass#VECTOR}
 */
public record PRegSet(long ints, long floats, long vectors) {
    /** The set with no members. */
    public static final PRegSet EMPTY = new PRegSet(0, 0, 0);

    /** The set of the given pregs; for building tables, not for hot paths. */
    public static PRegSet of(int... pregs) {
        PRegSet set = EMPTY;
        for (int preg : pregs) {
            set = set.with(preg);
        }
        return set;
    }

    /** The mask of one class. */
    public long mask(int regClass) {
        return switch (regClass) {
            case RegClass.INT -> ints;
            case RegClass.FLOAT -> floats;
            default -> vectors;
        };
    }

    /** Whether {@code preg} is a member. */
    public boolean contains(int preg) {
        return (mask(PReg.regClass(preg)) >>> PReg.hw(preg) & 1) != 0;
    }

    /** Whether the set has no members. */
    public boolean isEmpty() {
        return (ints | floats | vectors) == 0;
    }

    /** Number of members. */
    public int size() {
        return Long.bitCount(ints) + Long.bitCount(floats) + Long.bitCount(vectors);
    }

    /** This set and {@code preg}. */
    public PRegSet with(int preg) {
        long bit = 1L << PReg.hw(preg);
        return switch (PReg.regClass(preg)) {
            case RegClass.INT -> new PRegSet(ints | bit, floats, vectors);
            case RegClass.FLOAT -> new PRegSet(ints, floats | bit, vectors);
            default -> new PRegSet(ints, floats, vectors | bit);
        };
    }

    /** This set without {@code preg}. */
    public PRegSet without(int preg) {
        return minus(EMPTY.with(preg));
    }

    /** Members of either. */
    public PRegSet union(PRegSet other) {
        return new PRegSet(ints | other.ints, floats | other.floats, vectors | other.vectors);
    }

    /** Members of both. */
    public PRegSet intersection(PRegSet other) {
        return new PRegSet(ints & other.ints, floats & other.floats, vectors & other.vectors);
    }

    /** Members of this set that are not in {@code other}. */
    public PRegSet minus(PRegSet other) {
        return new PRegSet(ints & ~other.ints, floats & ~other.floats, vectors & ~other.vectors);
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("{");
        for (int preg = 0; preg < PReg.COUNT; preg++) {
            if (contains(preg)) {
                out.append(out.length() > 1 ? " " : "").append(PReg.toString(preg));
            }
        }
        return out.append('}').toString();
    }
}
