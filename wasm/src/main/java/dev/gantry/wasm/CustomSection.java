package dev.gantry.wasm;

/**
 * A custom section. Its bytes stay in the module's bytes.
 *
 * @param name name
 * @param start position of the first byte after the name in {@link WasmModule#bytes()}
 * @param length bytes after the name
 * @param after place in the order of sections (1 for types to 12 for data) of the section before it; 0 for none
 */
public record CustomSection(String name, int start, int length, int after) {}
