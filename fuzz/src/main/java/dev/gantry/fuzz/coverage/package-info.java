/**
 * Which opcodes with which types the interpreter and the back end handle, and whether they agree on the edges of each. Start reading at {@link
 * dev.gantry.fuzz.coverage.OpcodeCoverage}.
 */
@NullMarked
package dev.gantry.fuzz.coverage;

import org.jspecify.annotations.NullMarked;
