/**
 * Making functions: a builder of instructions, and on top of it a builder of whole functions that turns assignments to
 * variables into SSA form as it goes.
 *
 * <p>Knows the IR, but nothing of any source language. Start reading at {@link dev.gantry.clif.build.FunctionBuilder};
 * the construction of SSA form is {@link dev.gantry.clif.build.SsaBuilder}.
 */
@NullMarked
package dev.gantry.clif.build;

import org.jspecify.annotations.NullMarked;
