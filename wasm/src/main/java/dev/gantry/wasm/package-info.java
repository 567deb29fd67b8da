/**
 * WebAssembly modules as data: types, the operator table, the parsed module, and the visitor through which compilers
 * receive the operators of a function.
 *
 * <p>Knows nothing of any encoding, of validation, or of compilers. Start at {@link dev.gantry.wasm.Op}, the one table of
 * operators, then {@link dev.gantry.wasm.WasmModule} and {@link dev.gantry.wasm.OperatorVisitor}.
 */
@NullMarked
package dev.gantry.wasm;

import org.jspecify.annotations.NullMarked;
