/**
 * The fast allocator: one backward pass over every block, with home registers for the busiest values that live across blocks.
 *
 * <p>It must not know any instruction set; all it sees is a {@link dev.gantry.regalloc.Problem} and a {@link
 * dev.gantry.regalloc.MachineEnv}. Start reading at {@link dev.gantry.regalloc.singlepass.SinglePass}.
 */
@NullMarked
package dev.gantry.regalloc.singlepass;

import org.jspecify.annotations.NullMarked;
