/**
 * The text form of the IR: a reader of files of functions with their test commands and comments, and a printer whose
 * output the reader gives back unchanged.
 *
 * <p>Knows the IR, but neither the verifier nor what the comments mean. Start reading at
 * {@link dev.gantry.clif.text.ClifReader} and {@link dev.gantry.clif.text.ClifPrinter}.
 */
@NullMarked
package dev.gantry.clif.text;

import org.jspecify.annotations.NullMarked;
