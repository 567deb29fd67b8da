package dev.gantry.wasm;

/**
 * What has been added to WebAssembly since its first version. The first group is version 2.0 and can be switched off one
 * by one in {@link Features}; the second is recognised and refused as not supported.
 */
public enum Feature {
    /** Version 1.0. Always on. */
    MVP("mvp", true),
    /** Imported and exported mutable globals. */
    MUTABLE_GLOBALS("mutable-globals", true),
    /** {@code i32.extend8_s} and its kin. */
    SIGN_EXTENSION("sign-extension", true),
    /** Float to integer conversions that saturate instead of trapping. */
    SATURATING_CONVERSIONS("nontrapping-fptoint", true),
    /** Several results; block parameters. */
    MULTI_VALUE("multi-value", true),
    /** {@code memory.copy} and its kin, passive segments. */
    BULK_MEMORY("bulk-memory", true),
    /** Reference values, several tables, table operators. */
    REFERENCE_TYPES("reference-types", true),
    /** 128-bit vectors. */
    SIMD("simd", true),

    TAIL_CALL("tail-call", false),
    EXTENDED_CONST("extended-const", false),
    MULTI_MEMORY("multi-memory", false),
    MEMORY64("memory64", false),
    FUNCTION_REFERENCES("function-references", false),
    GC("gc", false),
    EXCEPTIONS("exceptions", false),
    RELAXED_SIMD("relaxed-simd", false),
    THREADS("threads", false),
    CUSTOM_PAGE_SIZES("custom-page-sizes", false),
    WIDE_ARITHMETIC("wide-arithmetic", false),
    COMPONENT_MODEL("component-model", false);

    private final String label;
    private final boolean supported;

    Feature(String label, boolean supported) {
        this.label = label;
        this.supported = supported;
    }

    /** The name under which the WebAssembly community knows the proposal. */
    public String label() {
        return label;
    }

    /** True if modules that use it can be read. */
    public boolean isSupported() {
        return supported;
    }
}
