package dev.gantry.wasm;

/**
 * The type of a global.
 *
 * @param type type of the value
 * @param mutable true if {@code global.set} may change it
 */
public record GlobalType(ValType type, boolean mutable) {}
