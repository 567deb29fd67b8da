package dev.gantry.isle.sema;

/**
 * How values of a Java type travel: how a call that may fail says so, and in which fields of the context an extractor leaves them.
 */
public enum JavaKind {
    /** {@code int}: fails with {@code Integer.MIN_VALUE}; fields {@code i0…}. */
    INT,
    /** {@code byte}, {@code short}, {@code char}: fails through {@code ctx.failed}; fields {@code i0…}, with a cast. */
    SMALL_INT,
    /** {@code long}: fails through {@code ctx.failed}; fields {@code l0…}. */
    LONG,
    /** {@code boolean}: fails through {@code ctx.failed}; fields {@code z0…}. */
    BOOLEAN,
    /** {@code float}, {@code double}: fails through {@code ctx.failed}; no fields. */
    FLOATING,
    /** Anything else: fails with {@code null}; fields {@code o0…}, with a cast. */
    REFERENCE;

    /** The kind of a Java type by its name. */
    static JavaKind of(String javaType) {
        return switch (javaType) {
            case "int" -> INT;
            case "byte", "short", "char" -> SMALL_INT;
            case "long" -> LONG;
            case "boolean" -> BOOLEAN;
            case "float", "double" -> FLOATING;
            default -> REFERENCE;
        };
    }

    /** Whether literals of the kind are integers. */
    public boolean isInteger() {
        return this == INT || this == SMALL_INT || this == LONG;
    }

    /** Whether Java compares values of the kind by {@code ==}. */
    public boolean isPrimitive() {
        return this != REFERENCE;
    }

    /** Whether failure is told by a value that no success has ({@code null} or {@code Integer.MIN_VALUE}). */
    public boolean failsByValue() {
        return this == INT || this == REFERENCE;
    }
}
