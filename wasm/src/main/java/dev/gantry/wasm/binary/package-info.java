/**
 * Reads the binary format: bytes to {@link dev.gantry.wasm.WasmModule}. Section by section, with every count checked
 * against the bytes left before anything is allocated; function bodies are only delimited here.
 *
 * <p>Knows the encoding, not the rules of validation, except where a constant expression must be understood to find its
 * end. Start at {@link dev.gantry.wasm.binary.BinaryReader}; {@link dev.gantry.wasm.binary.ByteReader} has the integers
 * and names.
 */
@NullMarked
package dev.gantry.wasm.binary;

import org.jspecify.annotations.NullMarked;
