/**
 * Frame information for unwinders, made from the unwind operations that travel with code: DWARF call frame information as ELF's {@code .eh_frame} has it,
 * and the {@code UNWIND_INFO} of Windows x64; and both decoded as text.
 *
 * <p>Must not know: object files, how functions are named, where code is put. Start reading at {@link dev.gantry.asm.unwind.EhFrame} and {@link
 * dev.gantry.asm.unwind.WindowsUnwindInfo}; what they are made from is described in {@link dev.gantry.asm.UnwindOp}.
 */
@NullMarked
package dev.gantry.asm.unwind;

import org.jspecify.annotations.NullMarked;
