/**
 * Runs test scripts (WAST) against the runtime and counts what passed.
 *
 * <p>{@link dev.gantry.cli.wast.ScriptRunner} carries out one script command by command in a store of its own; {@link
 * dev.gantry.cli.wast.ScriptReport} is what it leaves. The package decides mechanically what is beyond this implementation: a command whose module
 * uses a later feature, or whose instance could not be made for that reason, is counted as not supported, never as passed. It must not know
 * how modules are compiled. Start reading at {@code ScriptRunner}.
 */
@NullMarked
package dev.gantry.cli.wast;

import org.jspecify.annotations.NullMarked;
