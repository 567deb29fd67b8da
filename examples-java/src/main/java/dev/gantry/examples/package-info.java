/**
 * Small programs that show how Gantry's parts are used: at least one for every exported package of every module.
 *
 * <p>Each is a class with a {@code main} that prints what it does; {@code examples-java/run NAME} runs it, and the tests run all of them and compare
 * what they print. An example may use any module, and no module may use an example.
 *
 * <p>Start reading at {@link dev.gantry.examples.EmbedModule} (to run WebAssembly) or {@link dev.gantry.examples.BuildAndRunFunction} (to generate
 * code).
 */
@NullMarked
package dev.gantry.examples;

import org.jspecify.annotations.NullMarked;
