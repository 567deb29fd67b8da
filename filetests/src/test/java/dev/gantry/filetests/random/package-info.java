/**
 * Random programs: generated as CLIF text, evaluated by plain Java arithmetic, compiled and run; results and traps must agree.
 * Knows nothing of how the compiler works. Start with {@link dev.gantry.filetests.random.RandomProgramsTest}.
 */
@NullMarked
package dev.gantry.filetests.random;

import org.jspecify.annotations.NullMarked;
