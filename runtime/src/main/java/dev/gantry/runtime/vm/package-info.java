/**
 * What compiled code reads and writes at run time: linear memories, tables, the store context and vmctx structures, all off-heap; and the owner that
 * frees them.
 *
 * <p>This package knows the layouts ({@link dev.gantry.wasm.clif.VmContextLayout}) and nothing of the embedding API, of compiling or of how guests are
 * entered. Start reading at {@link dev.gantry.runtime.vm.StoreMemory}.
 */
@NullMarked
package dev.gantry.runtime.vm;

import org.jspecify.annotations.NullMarked;
