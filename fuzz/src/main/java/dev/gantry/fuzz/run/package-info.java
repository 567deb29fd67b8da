/**
 * Random programs against every engine: which targets, what counts as a failure, the loop around it. Start reading at {@link dev.gantry.fuzz.run.ClifFuzzer}.
 */
@NullMarked
package dev.gantry.fuzz.run;

import org.jspecify.annotations.NullMarked;
