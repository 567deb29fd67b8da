package dev.gantry.wasm;

/**
 * Bounds of this implementation. The specification lets an implementation bound what it accepts (appendix
 * "Implementation Limitations"); where the web's embedding (JavaScript API, "Implementation-defined Limits") states a
 * figure it is taken from there, so that what runs in browsers runs here. They keep time and memory in proportion to the
 * size of the module.
 */
public final class ImplementationLimits {
    /** Bytes of a module. */
    public static final int MAX_MODULE_SIZE = 1 << 30;

    public static final int MAX_TYPES = 1_000_000;
    public static final int MAX_FUNCTIONS = 1_000_000;
    public static final int MAX_IMPORTS = 1_000_000;
    public static final int MAX_EXPORTS = 1_000_000;
    public static final int MAX_GLOBALS = 1_000_000;
    public static final int MAX_TABLES = 100_000;
    public static final int MAX_DATA_SEGMENTS = 100_000;
    public static final int MAX_ELEMENT_SEGMENTS = 10_000_000;

    /** Items of all element segments together. */
    public static final int MAX_ELEMENT_ITEMS = 10_000_000;

    /** Parameters of a function or block type. */
    public static final int MAX_PARAMS = 1_000;

    /** Results of a function or block type. */
    public static final int MAX_RESULTS = 1_000;

    /** Locals of a function, parameters included. */
    public static final int MAX_LOCALS = 50_000;

    /** Bytes of a function body. */
    public static final int MAX_BODY_SIZE = 7_654_321;

    /** Bytes of the name of an import, an export or a custom section. */
    public static final int MAX_NAME_LENGTH = 100_000;

    /** Labels of one {@code br_table}, without the default. Twice what V8 takes. */
    public static final int MAX_BR_TABLE_LABELS = 131_040;

    /** Blocks nested in each other. Compilers from source languages stay below a few hundred. */
    public static final int MAX_NESTING = 50_000;

    /** Operands on the stack of one function: a call of two bytes may push a thousand. */
    public static final int MAX_OPERANDS = 1_000_000;

    private ImplementationLimits() {}
}
