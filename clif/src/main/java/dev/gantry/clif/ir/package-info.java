/**
 * The data structures of the IR: types, the opcode table, instruction payloads, functions with their data flow graph
 * and layout.
 *
 * <p>Entities (value, inst, block, stack slot, function reference, ...) are dense ints; -1 stands for "none". A parameter
 * is named for the kind of entity it takes. This package knows nothing of text, of the verifier, of optimisation or of
 * machines.
 *
 * <p>Start reading at {@link dev.gantry.clif.ir.Function}, then {@link dev.gantry.clif.ir.Dfg} (what is computed),
 * {@link dev.gantry.clif.ir.Layout} (in which order) and {@link dev.gantry.clif.ir.Opcode} (the table).
 */
@NullMarked
package dev.gantry.clif.ir;

import org.jspecify.annotations.NullMarked;
