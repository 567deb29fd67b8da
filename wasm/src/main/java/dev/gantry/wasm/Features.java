package dev.gantry.wasm;

/** The set of features that modules may use. Immutable. */
public final class Features {
    /** WebAssembly 2.0, complete, and nothing else. */
    public static final Features WASM_2 = new Features(bits(Set.VERSION_TWO));

    /** All that is supported: the default. */
    public static final Features ALL = new Features(bits(Set.SUPPORTED));

    /** WebAssembly 1.0 and nothing else. */
    public static final Features WASM_1 = new Features(1L << Feature.MVP.ordinal());

    private enum Set {
        VERSION_TWO,
        SUPPORTED
    }

    private final long bits;

    private Features(long bits) {
        this.bits = bits;
    }

    private static long bits(Set set) {
        long bits = 0;
        for (Feature f : Feature.values()) {
            boolean member = set == Set.SUPPORTED ? f.isSupported() : f.isOfVersionTwo();
            if (member) bits |= 1L << f.ordinal();
        }
        return bits;
    }

    /** True if every operator of the table is allowed. */
    public boolean allowsAllOperators() {
        return (bits & ALL.bits) == ALL.bits;
    }

    /** True if modules may use the feature. */
    public boolean has(Feature feature) {
        return (bits >>> feature.ordinal() & 1) != 0;
    }

    /**
     * This set and one feature more.
     *
     * @throws IllegalArgumentException if the feature is not supported
     */
    public Features with(Feature feature) {
        if (!feature.isSupported()) throw new IllegalArgumentException("not supported: " + feature.label());
        return new Features(bits | 1L << feature.ordinal());
    }

    /**
     * This set without one feature.
     *
     * @throws IllegalArgumentException for {@link Feature#MVP}, which cannot be switched off
     */
    public Features without(Feature feature) {
        if (feature == Feature.MVP) throw new IllegalArgumentException("the MVP cannot be switched off");
        return new Features(bits & ~(1L << feature.ordinal()));
    }
}
