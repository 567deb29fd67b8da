package dev.gantry.wasm.text;

import dev.gantry.wasm.ValType;

/** A value in a script: an argument, or a result that must be met exactly. Floats are bits, so that NaNs keep their payload. */
public sealed interface WastValue {
    /** {@code (i32.const n)}. */
    record I32(int value) implements WastValue {}

    /** {@code (i64.const n)}. */
    record I64(long value) implements WastValue {}

    /** {@code (f32.const x)}, as the bits of the IEEE 754 format. */
    record F32(int bits) implements WastValue {}

    /** {@code (f64.const x)}, as the bits of the IEEE 754 format. */
    record F64(long bits) implements WastValue {}

    /** {@code (v128.const ...)}: bytes 0 to 7 in {@code low}, little-endian, bytes 8 to 15 in {@code high}. */
    record V128(long low, long high) implements WastValue {}

    /** {@code (ref.null func)} or {@code (ref.null extern)}. */
    record RefNull(ValType type) implements WastValue {}

    /** {@code (ref.extern n)}: the host's reference with number n. */
    record RefExtern(int number) implements WastValue {}
}
