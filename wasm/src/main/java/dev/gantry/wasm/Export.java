package dev.gantry.wasm;

/**
 * An export.
 *
 * @param name name, unique in its module
 * @param kind index space of the exported item
 * @param index index in that space
 */
public record Export(String name, ExternKind kind, int index) {}
