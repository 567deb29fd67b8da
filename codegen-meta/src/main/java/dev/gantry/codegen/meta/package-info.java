/**
 * Runs at build time: derives ISLE declarations from the CLIF opcode table and from the x64 instruction table, then turns
 * the rule files of module {@code codegen} into Java.
 *
 * <p>Must not know: what the rules say. Nothing of it is there at run time. Start reading at {@link
 * dev.gantry.codegen.meta.GenerateRules}.
 */
@NullMarked
package dev.gantry.codegen.meta;

import org.jspecify.annotations.NullMarked;
