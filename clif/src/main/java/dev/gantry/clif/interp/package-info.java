/**
 * Runs functions without compiling them: by the definition of each opcode, as the measure for compilers.
 *
 * <p>Knows the IR; no machine, no optimisation. Values have at most 128 bits and are held in two words. Start reading at {@link
 * dev.gantry.clif.interp.Interpreter}; a function is first laid out flat ({@code Code}), then run ({@code Machine}). What pure opcodes
 * compute is in {@link dev.gantry.clif.eval}; loads, stores and atomics are in {@code MemoryOps} on {@code GuestMemory}, leaving by exceptions in {@code
 * Unwinding}, the run-time library in {@code LibraryCalls}.
 */
@NullMarked
package dev.gantry.clif.interp;

import org.jspecify.annotations.NullMarked;
