/**
 * Relocatable object files for x86-64 ELF: compiled functions and data under symbols, to be linked by a system's linker with code of other compilers.
 *
 * <p>Must not know: executable memory, WebAssembly. Start reading at {@link dev.gantry.link.object.ObjectModule}.
 */
@NullMarked
package dev.gantry.link.object;

import org.jspecify.annotations.NullMarked;
