/**
 * Text to syntax tree: sources and positions in them, diagnostics, lexer, parser, the tree itself and its printer.
 *
 * <p>Must not know: what a name means, types, Java. Start reading at {@link dev.gantry.isle.syntax.Def}.
 */
@org.jspecify.annotations.NullMarked
package dev.gantry.isle.syntax;
