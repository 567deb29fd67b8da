/**
 * Runs {@code .clif} files: their first lines say what to do with the functions in them, their comments what to expect.
 *
 * <p>Start reading at {@link dev.gantry.filetests.FileTestRunner}. Each kind of test is one {@link
 * dev.gantry.filetests.SubTest}; expectations on printed text are checked by {@link dev.gantry.filetests.FileCheck}.
 */
@NullMarked
package dev.gantry.filetests;

import org.jspecify.annotations.NullMarked;
