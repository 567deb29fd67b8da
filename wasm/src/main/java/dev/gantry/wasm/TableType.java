package dev.gantry.wasm;

/**
 * The type of a table.
 *
 * @param element type of the elements, a reference type
 * @param limits sizes in elements
 */
public record TableType(ValType element, Limits limits) {}
