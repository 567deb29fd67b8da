package dev.gantry.wasm;

import org.jspecify.annotations.Nullable;

/**
 * A value type. Immutable; equal types have equal codes, and the types of WebAssembly 2.0 are these constants only, so
 * that {@code ==} may be used on them.
 *
 * <p>Tables and operand stacks hold the {@link #code()}, an int with room for the typed references of later versions
 * (the low byte is the byte of the binary format, bits above are free for nullability and a heap type).
 */
public final class ValType {
    /** {@link #code()} of {@link #I32}, for switches and int arrays; likewise those that follow. */
    public static final int I32_CODE = 0x7f;

    public static final int I64_CODE = 0x7e;
    public static final int F32_CODE = 0x7d;
    public static final int F64_CODE = 0x7c;
    public static final int V128_CODE = 0x7b;
    public static final int FUNCREF_CODE = 0x70;
    public static final int EXTERNREF_CODE = 0x6f;

    /** 32-bit integer. */
    public static final ValType I32 = new ValType(I32_CODE, "i32");
    /** 64-bit integer. */
    public static final ValType I64 = new ValType(I64_CODE, "i64");
    /** IEEE 754 binary32. */
    public static final ValType F32 = new ValType(F32_CODE, "f32");
    /** IEEE 754 binary64. */
    public static final ValType F64 = new ValType(F64_CODE, "f64");
    /** 128-bit vector. */
    public static final ValType V128 = new ValType(V128_CODE, "v128");
    /** Nullable reference to a function. */
    public static final ValType FUNCREF = new ValType(FUNCREF_CODE, "funcref");
    /** Nullable reference to a value of the host. */
    public static final ValType EXTERNREF = new ValType(EXTERNREF_CODE, "externref");

    private final int code;
    private final String name;

    private ValType(int code, String name) {
        this.code = code;
        this.name = name;
    }

    /** The type with this code, or null if no type of this version has it. */
    public static @Nullable ValType ofCode(int code) {
        return switch (code) {
            case I32_CODE -> I32;
            case I64_CODE -> I64;
            case F32_CODE -> F32;
            case F64_CODE -> F64;
            case V128_CODE -> V128;
            case FUNCREF_CODE -> FUNCREF;
            case EXTERNREF_CODE -> EXTERNREF;
            default -> null;
        };
    }

    /** The int that stands for this type in tables: for the types of version 2.0, the byte of the binary format. */
    public int code() {
        return code;
    }

    /** True for i32, i64, f32 and f64. */
    public boolean isNumber() {
        return code >= F64_CODE;
    }

    /** True for v128. */
    public boolean isVector() {
        return code == V128_CODE;
    }

    /** True for reference types. */
    public boolean isReference() {
        return isReference(code);
    }

    /** True if the code is that of a reference type. */
    public static boolean isReference(int code) {
        return code == FUNCREF_CODE || code == EXTERNREF_CODE;
    }

    /** Bytes of a value in memory: 4, 8 or 16; 0 for references, which have no form in memory. */
    public int byteSize() {
        return switch (code) {
            case I32_CODE, F32_CODE -> 4;
            case I64_CODE, F64_CODE -> 8;
            case V128_CODE -> 16;
            default -> 0;
        };
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof ValType t && t.code == code;
    }

    @Override
    public int hashCode() {
        return code;
    }

    /** The name in the text format. */
    @Override
    public String toString() {
        return name;
    }
}
