/**
 * The x86-64 instruction set: one table ({@code asm/src/main/table/*.txt}), one row per instruction form, and what follows
 * from it.
 *
 * <p>From the table the build derives {@link dev.gantry.asm.x64.Ops} (one constant per row) and {@link
 * dev.gantry.asm.x64.Assembler} with {@link dev.gantry.asm.x64.VectorAssembler} (one method per row). {@link
 * dev.gantry.asm.x64.Encoder} turns a row and its operands into bytes, {@link dev.gantry.asm.x64.Disassembler} reads the
 * table backwards. The package knows nothing of register allocation, calling conventions or any IR. AVX-512 would come as
 * another table file and a third form in the encoder.
 *
 * <p>Names of rows: AT&amp;T mnemonic with its size letter, {@code _}, operand shape with the destination first: {@code r}
 * register, {@code m} register or memory, {@code i8 i16 i32 i64} immediate, {@code c} the register cl, {@code x} a vector
 * register where general and vector registers mix. 256-bit forms have {@code _ymm} before the shape. Start reading at {@link
 * dev.gantry.asm.x64.Op}.
 */
@NullMarked
package dev.gantry.asm.x64;

import org.jspecify.annotations.NullMarked;
