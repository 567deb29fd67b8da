/**
 * What functions can be run on: the interpreter, and compiled code. Every way a call can come out is an {@link dev.gantry.fuzz.engine.Answer}. Knows nothing of
 * where the functions come from.
 */
@NullMarked
package dev.gantry.fuzz.engine;

import org.jspecify.annotations.NullMarked;
