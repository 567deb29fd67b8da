/**
 * The opcode table spelled out: every opcode with every choice of types that the verifier accepts, and a small function around each. Knows the table, not what
 * any engine makes of it. Start reading at {@link dev.gantry.fuzz.opcodes.Combinations}.
 */
@NullMarked
package dev.gantry.fuzz.opcodes;

import org.jspecify.annotations.NullMarked;
