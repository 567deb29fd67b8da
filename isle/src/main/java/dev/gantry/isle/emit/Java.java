package dev.gantry.isle.emit;

import dev.gantry.isle.sema.JavaKind;
import dev.gantry.isle.sema.Names;
import dev.gantry.isle.sema.Type;

/** Scraps of Java. */
final class Java {
    private Java() {}

    static String literal(Type type, long value) {
        return switch (type.javaKind()) {
            case LONG -> value == Long.MIN_VALUE ? "Long.MIN_VALUE" : value + "L";
            case INT -> value == Integer.MIN_VALUE ? "Integer.MIN_VALUE" : Long.toString(value);
            case SMALL_INT -> "(" + type.javaType() + ") " + value;
            default -> Long.toString(value);
        };
    }

    /** The label of an integer in a switch. */
    static String label(long value) {
        return Long.toString(value);
    }

    static String equal(Type type, String left, String right) {
        return type.javaKind().isPrimitive() || type.kind() == Type.Kind.UNIT_ENUM
                ? left + " == " + right
                : left + ".equals(" + right + ")";
    }

    /** The class of a variant: {@code T.Variant}, or {@code T} for a struct. */
    static String variantClass(Type type, int tag) {
        return type.kind() == Type.Kind.STRUCT
                ? type.javaType()
                : type.javaType() + "." + Names.java(type.variants().get(tag).name());
    }

    /** A field of a variant or struct. */
    static String field(Type type, int tag, int index, String value) {
        String accessor =
                Names.java(type.variants().get(tag).fields().get(index).name()) + "()";
        return type.kind() == Type.Kind.STRUCT
                ? value + "." + accessor
                : "((" + variantClass(type, tag) + ") " + value + ")." + accessor;
    }

    /** What a method that has nothing to say returns. */
    static String nothing(Type type) {
        return switch (type.javaKind()) {
            case REFERENCE -> "null";
            case BOOLEAN -> "false";
            default -> "(" + type.javaType() + ") 0";
        };
    }

    /** A value other than {@link #nothing}. */
    static String something(Type type) {
        return switch (type.javaKind()) {
            case REFERENCE -> "null";
            case BOOLEAN -> "true";
            default -> "(" + type.javaType() + ") 1";
        };
    }

    /** The type with {@code @Nullable}, where the last simple name begins. */
    static String nullable(String javaType) {
        int generic = javaType.indexOf('<');
        int dot = javaType.lastIndexOf('.', generic < 0 ? javaType.length() : generic);
        return javaType.substring(0, dot + 1) + "@Nullable " + javaType.substring(dot + 1);
    }

    /** The field of the context in which an extractor leaves its {@code n}th output of the kind. */
    static String slot(Type type, int n) {
        JavaKind kind = type.javaKind();
        return switch (kind) {
            case INT -> "ctx.i" + n;
            case SMALL_INT -> "(" + type.javaType() + ") ctx.i" + n;
            case LONG -> "ctx.l" + n;
            case BOOLEAN -> "ctx.z" + n;
            case REFERENCE -> "(" + type.javaType() + ") ctx.o" + n;
            case FLOATING -> throw new IllegalStateException("no slot for " + type);
        };
    }
}
