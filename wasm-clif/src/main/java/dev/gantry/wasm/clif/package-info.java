/**
 * From WebAssembly function bodies to CLIF: the translator, and what compiled code and the runtime agree on (the layout of the instance structure,
 * the builtin functions, the trap codes).
 *
 * <p>Nothing here knows machine code, executable memory or how the runtime does what the builtins promise.
 *
 * <p>Start reading at {@link dev.gantry.wasm.clif.VmContextLayout}.
 */
@NullMarked
package dev.gantry.wasm.clif;

import org.jspecify.annotations.NullMarked;
