/**
 * The WebAssembly text format: modules (WAT) to and from the binary format, and test scripts (WAST) to commands.
 *
 * <p>The package knows the two syntaxes and nothing of meaning: whether an index exists or a body type-checks is for
 * {@code dev.gantry.wasm.validate} to say, and how a script's commands are carried out is for their runner. Instructions
 * are driven by the shape of their immediates as {@link dev.gantry.wasm.Op} states it; no operator has code of its own
 * here but the structured ones.
 *
 * <p>Text becomes binary in three steps, each in one class: {@link dev.gantry.wasm.text.Lexer} cuts the source into
 * {@link dev.gantry.wasm.text.Tokens} (arrays, with the partner of every parenthesis), {@link
 * dev.gantry.wasm.text.ModuleParser} reads the fields twice (first the identifiers, so that a use may precede its
 * definition, then the contents), and {@link dev.gantry.wasm.text.ModuleEncoder} puts the sections together. Start
 * reading at {@link dev.gantry.wasm.text.WatParser}; {@link dev.gantry.wasm.text.WatPrinter} goes the other way, and
 * {@link dev.gantry.wasm.text.WastParser} reads scripts.
 */
@NullMarked
package dev.gantry.wasm.text;

import org.jspecify.annotations.NullMarked;
