/**
 * Syntax tree to checked program: types, terms, and rules whose every pattern and expression has a type.
 *
 * <p>Must not know: how rules are merged or emitted. Start reading at {@link dev.gantry.isle.sema.Program}.
 */
@org.jspecify.annotations.NullMarked
package dev.gantry.isle.sema;
