package dev.gantry.wasm;

/**
 * An import.
 *
 * @param module first name, of the module or namespace
 * @param name second name, of the item
 * @param desc what is asked for
 */
public record Import(String module, String name, ImportDesc desc) {}
