/**
 * What opcodes compute that depend on nothing but their operands: the meaning of every pure opcode on every type of up to 128
 * bits, in one place. The interpreter runs by it, and constant folding shares it.
 *
 * <p>Knows types and opcodes; must not know functions, memory, control flow or any machine. Allocates nothing. Start reading at
 * {@link dev.gantry.clif.eval.Evaluator}; what single opcodes compute is in the classes {@code IntLanes}, {@code Int128}, {@code
 * Overflow}, {@code Division}, {@code FloatLanes}, {@code FloatConversions}, {@code LaneMoves}, one for each theme. {@link
 * dev.gantry.clif.eval.NanRule} says which results CLIF leaves open and how they are compared.
 */
@NullMarked
package dev.gantry.clif.eval;

import org.jspecify.annotations.NullMarked;
