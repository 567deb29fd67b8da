/**
 * WASI preview 1 (module {@code wasi_snapshot_preview1}) for guests of {@link dev.gantry.runtime}.
 *
 * <p>The package knows the embedding API and {@code java.nio.file}; it must not know how guests are compiled or run. Start reading at {@link
 * dev.gantry.wasi.WasiConfig} (what a guest is given) and {@link dev.gantry.wasi.Wasi} (which adds the functions to a linker); {@code Call} is the
 * table of functions, {@code PathResolver} the sandbox.
 *
 * <p>Source: the witx description of WASI, snapshot 1.
 */
@org.jspecify.annotations.NullMarked
package dev.gantry.wasi;
