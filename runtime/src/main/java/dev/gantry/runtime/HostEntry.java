package dev.gantry.runtime;

import dev.gantry.wasm.FuncType;

/**
 * A host function in a store.
 *
 * @param type its type
 * @param function what to run
 * @param params slots of its parameters
 * @param results slots of its results
 */
record HostEntry(FuncType type, HostFunction function, int params, int results) {}
