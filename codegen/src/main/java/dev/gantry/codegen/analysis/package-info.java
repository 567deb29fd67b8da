/**
 * Analyses and clean-ups of CLIF that every back end needs: control-flow graph, dominators, loops, removal of unreachable
 * code and of block parameters that always carry one value.
 *
 * <p>Must not know: any machine, any register, the rules. Results are flat int arrays indexed by block, owned by the
 * analysis object and reused from function to function. Start reading at {@link
 * dev.gantry.codegen.analysis.ControlFlowGraph}, then {@link dev.gantry.codegen.analysis.DominatorTree}.
 */
@NullMarked
package dev.gantry.codegen.analysis;

import org.jspecify.annotations.NullMarked;
