/**
 * Random programs: generated rules run as compiled Java and in an interpreter that knows nothing of decision trees, and must agree.
 *
 * <p>Must not know: how trees are built or emitted. Start reading at {@link dev.gantry.isle.random.RandomProgramsTest}.
 */
@org.jspecify.annotations.NullMarked
package dev.gantry.isle.random;
