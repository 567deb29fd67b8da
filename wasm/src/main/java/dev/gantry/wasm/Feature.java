package dev.gantry.wasm;

/**
 * What has been added to WebAssembly since its first version. The first group is supported and can be switched off one
 * by one in {@link Features}; the second is recognised and refused as not supported.
 */
public enum Feature {
    /** Version 1.0. Always on. */
    MVP("mvp", Version.ONE),
    /** Imported and exported mutable globals. */
    MUTABLE_GLOBALS("mutable-globals", Version.TWO),
    /** {@code i32.extend8_s} and its kin. */
    SIGN_EXTENSION("sign-extension", Version.TWO),
    /** Float to integer conversions that saturate instead of trapping. */
    SATURATING_CONVERSIONS("nontrapping-fptoint", Version.TWO),
    /** Several results; block parameters. */
    MULTI_VALUE("multi-value", Version.TWO),
    /** {@code memory.copy} and its kin, passive segments. */
    BULK_MEMORY("bulk-memory", Version.TWO),
    /** Reference values, several tables, table operators. */
    REFERENCE_TYPES("reference-types", Version.TWO),
    /** 128-bit vectors. */
    SIMD("simd", Version.TWO),

    /**
     * Integer arithmetic in constant expressions, and globals of the module itself, if they come before. Of version 3.0;
     * on unless switched off.
     */
    EXTENDED_CONST("extended-const", Version.OPTIONAL),

    TAIL_CALL("tail-call", Version.LATER),
    MULTI_MEMORY("multi-memory", Version.LATER),
    MEMORY64("memory64", Version.LATER),
    FUNCTION_REFERENCES("function-references", Version.LATER),
    GC("gc", Version.LATER),
    EXCEPTIONS("exceptions", Version.LATER),
    RELAXED_SIMD("relaxed-simd", Version.LATER),
    THREADS("threads", Version.LATER),
    CUSTOM_PAGE_SIZES("custom-page-sizes", Version.LATER),
    WIDE_ARITHMETIC("wide-arithmetic", Version.LATER),
    COMPONENT_MODEL("component-model", Version.LATER);

    /** Where a feature belongs. */
    private enum Version {
        ONE,
        TWO,
        /** Later than 2.0, and supported. */
        OPTIONAL,
        /** Later than 2.0, and not supported. */
        LATER
    }

    private final String label;
    private final Version version;

    Feature(String label, Version version) {
        this.label = label;
        this.version = version;
    }

    /** The name under which the WebAssembly community knows the proposal. */
    public String label() {
        return label;
    }

    /** True if modules that use it can be read. */
    public boolean isSupported() {
        return version != Version.LATER;
    }

    /** True if it is part of version 2.0. */
    boolean isOfVersionTwo() {
        return version == Version.ONE || version == Version.TWO;
    }
}
