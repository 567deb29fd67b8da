/**
 * Makes functions smaller while something still goes wrong with them. Knows CLIF and a predicate, nothing of what the fault is. Start reading at {@link
 * dev.gantry.fuzz.reduce.Reducer}.
 */
@NullMarked
package dev.gantry.fuzz.reduce;

import org.jspecify.annotations.NullMarked;
