/**
 * The x86-64 back end: its instructions as the allocator and the emitter see them, its calling conventions, the context of
 * its lowering rules. The rules themselves are in {@code src/main/isle/x64}; encodings are in {@code dev.gantry.asm.x64}.
 *
 * <p>Must not know: WebAssembly, the operating system. Start reading at {@code RowInst}, the one class that stands for every
 * row of the instruction table, then {@code X64LowerContext}.
 */
@NullMarked
package dev.gantry.codegen.x64;

import org.jspecify.annotations.NullMarked;
