/**
 * Checks that a function means something: structure of blocks, references, types, dominance of definitions over uses,
 * calling rules. All errors are found in one go where one does not make the rest meaningless.
 *
 * <p>Knows the IR and prints instructions in messages; knows no target but the width of a pointer. Start reading at
 * {@link dev.gantry.clif.verify.Verifier}.
 */
@NullMarked
package dev.gantry.clif.verify;

import org.jspecify.annotations.NullMarked;
