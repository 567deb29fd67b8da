/**
 * The operating system and the machine, reached through {@code java.lang.foreign}: address space, executable memory, signal handlers, CPU features,
 * and the one way to call machine code.
 *
 * <p>This package knows nothing of compilers, WebAssembly or guest stacks, and no other package makes restricted calls. Linux on x86-64 is what it
 * is written for; {@link dev.gantry.host.Platform#requireSupported()} says so elsewhere.
 *
 * <p>Start reading at {@link dev.gantry.host.NativeCall}.
 */
@NullMarked
package dev.gantry.host;

import org.jspecify.annotations.NullMarked;
