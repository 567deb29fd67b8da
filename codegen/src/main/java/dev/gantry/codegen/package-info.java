/**
 * From a CLIF function to machine code: the compiler, its settings, its targets, what it gives back.
 *
 * <p>Must not know: WebAssembly, the operating system, where code is put. Start reading at {@link
 * dev.gantry.codegen.Compiler}, whose {@code compile} is the list of passes.
 */
@NullMarked
package dev.gantry.codegen;

import org.jspecify.annotations.NullMarked;
