package dev.gantry.wasm;

/**
 * The type of a global.
 *
 * @param type type of the value
 * @param mutable true if {@code global.set} may change it
 */
public record GlobalType(ValType type, boolean mutable) {
    /** As the text format has it: {@code i32} or {@code (mut i32)}. */
    @Override
    public String toString() {
        return mutable ? "(mut " + type + ")" : type.toString();
    }
}
