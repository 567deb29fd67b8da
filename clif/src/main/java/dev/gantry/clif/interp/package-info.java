/**
 * Runs functions without compiling them: slowly, by the definition of each opcode, as the measure for compilers.
 *
 * <p>Knows the IR; no machine, no optimisation. Values have at most 128 bits; a value is held in two words. Start reading at
 * {@link dev.gantry.clif.interp.Interpreter}; what single opcodes compute is in the classes named {@code ...Ops}.
 */
@NullMarked
package dev.gantry.clif.interp;

import org.jspecify.annotations.NullMarked;
