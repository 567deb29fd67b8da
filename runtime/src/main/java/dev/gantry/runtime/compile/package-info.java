/**
 * From a parsed module to code in executable memory: the interface behind which compilers are interchangeable, the parallel driver, and the trampolines
 * between Java and compiled code.
 *
 * <p>This package knows neither stores nor instances. Start reading at {@link dev.gantry.runtime.compile.ModuleCompiler}.
 */
@NullMarked
package dev.gantry.runtime.compile;

import org.jspecify.annotations.NullMarked;
