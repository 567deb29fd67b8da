/**
 * The embedding API: compile a module once ({@link dev.gantry.runtime.Engine}, {@link dev.gantry.runtime.Module}), instantiate it in a {@link
 * dev.gantry.runtime.Store} with what a {@link dev.gantry.runtime.Linker} resolves, and call its functions.
 *
 * <p>The nouns are Wasmtime's. An engine and its modules may be shared between threads; a store and everything that belongs to it (instances,
 * functions, memories, tables, globals) belongs to one thread at a time. Nothing here knows WASI or the command line, and nothing outside this
 * module sees machine addresses except through {@link dev.gantry.runtime.Memory#segment()}.
 *
 * <p>Start reading at {@link dev.gantry.runtime.Linker#instantiate} and {@link dev.gantry.runtime.Func#callRaw}.
 */
@NullMarked
package dev.gantry.runtime;

import org.jspecify.annotations.NullMarked;
