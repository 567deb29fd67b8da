/**
 * The mid-end: passes that make CLIF better before it is lowered, for any machine.
 *
 * <p>Must not know: any machine, any register. Each pass leaves a function that verifies. Start reading at {@link
 * dev.gantry.codegen.opt.AliasAnalysis}.
 */
@NullMarked
package dev.gantry.codegen.opt;

import org.jspecify.annotations.NullMarked;
