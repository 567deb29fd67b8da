/**
 * Random valid programs in CLIF, the same for the same seed. Knows the language, not what any engine makes of it: all that a program does is determined by the semantics, and it
 * ends. Start reading at {@link dev.gantry.fuzz.generate.ProgramGenerator}.
 *
 * <p>Two things are left open by CLIF and kept out of what can be observed: addresses, and which NaN an operation gives. A float whose bits may be any NaN is
 * <em>loose</em>; before an instruction looks at its bits, all NaNs are replaced by one ({@link dev.gantry.fuzz.generate.FunctionGenerator}).
 */
@NullMarked
package dev.gantry.fuzz.generate;

import org.jspecify.annotations.NullMarked;
