package dev.gantry.wasm;

/**
 * A custom section. Its bytes stay in the module's bytes.
 *
 * @param name name
 * @param start position of the first byte after the name in {@link WasmModule#bytes()}
 * @param length bytes after the name
 * @param precedes id of the section that follows it, or the number of sections plus one at the end of the module
 */
public record CustomSection(String name, int start, int length, int precedes) {}
