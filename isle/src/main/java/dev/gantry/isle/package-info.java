/**
 * The compiler for ISLE, the rewrite-rule language: rules in, Java source text out. Runs at build time only; generated code does not
 * need this module.
 *
 * <p>Must not know: what the rules are about (no IR, no machine). Start reading at {@link dev.gantry.isle.Isle}; the language and how it maps to
 * Java are described in the module's README.
 */
@org.jspecify.annotations.NullMarked
package dev.gantry.isle;
