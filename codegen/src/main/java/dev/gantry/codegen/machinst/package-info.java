/**
 * The machine-independent half of a back end: order of blocks, lowering from CLIF to VCode, calling conventions, register
 * allocation's in- and output, frames, emission.
 *
 * <p>Must not know: any machine's registers or instructions (those are behind {@link
 * dev.gantry.codegen.machinst.MachInst} and {@link dev.gantry.codegen.machinst.LowerContext}), nor WebAssembly. The way of a
 * function: {@link dev.gantry.codegen.machinst.BlockOrder}, {@link dev.gantry.codegen.machinst.Lower} (backwards, filling a
 * {@link dev.gantry.codegen.machinst.VCode}), allocation, emission. Start reading at {@code Lower}.
 */
@NullMarked
package dev.gantry.codegen.machinst;

import org.jspecify.annotations.NullMarked;
