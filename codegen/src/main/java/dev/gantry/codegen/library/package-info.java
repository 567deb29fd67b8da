/**
 * The run-time library: routines that compiled code calls where the machine has no instruction, made in CLIF of 64-bit scalar opcodes only. They call
 * nothing, and trap for nothing that their callers leave to them. Every back end compiles them like any other function.
 *
 * <p>Must not know: back ends, where code is put. Start reading at {@link dev.gantry.codegen.library.RuntimeLibrary}.
 */
@NullMarked
package dev.gantry.codegen.library;

import org.jspecify.annotations.NullMarked;
