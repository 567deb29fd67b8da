/**
 * Measures the engine on the C programs of {@code bench/programs}: time to compile (cold and warm), code size, time to run, and the same of another
 * engine's command beside it in one run.
 *
 * <p>{@link dev.gantry.bench.Main} is the runner; it starts a JVM of {@link dev.gantry.bench.Measure} for each measurement, so that "cold" is cold.
 * {@link dev.gantry.bench.CompileBench} does the same for the compilation of large modules, and splits it into phases.
 */
@org.jspecify.annotations.NullMarked
package dev.gantry.bench;
