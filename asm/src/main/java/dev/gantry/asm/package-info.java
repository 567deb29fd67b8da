/**
 * The machine-code layer that knows no instruction set: a byte buffer with labels, fixups, branch simplification, veneers,
 * a constant pool, and the records that travel with code (relocations, traps, call sites, source locations, unwind
 * operations, stack maps).
 *
 * <p>It must not know any ISA (those live in sub-packages such as {@code dev.gantry.asm.x64} and plug in through {@link
 * dev.gantry.asm.CodeTarget} and {@link dev.gantry.asm.LabelUse}), nor what relocation targets, trap codes, handler tags or
 * source locations mean: all of them are ints chosen by the client.
 *
 * <p>Start reading at {@link dev.gantry.asm.CodeBuffer}; what comes out of it is a {@link dev.gantry.asm.CodeBlob}.
 */
@NullMarked
package dev.gantry.asm;

import org.jspecify.annotations.NullMarked;
