package dev.gantry.runtime;

import dev.gantry.wasm.WasmModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A validated and compiled WebAssembly module. Immutable; may be instantiated many times, by several threads. */
public final class Module implements AutoCloseable {
    private final Engine engine;
    private final WasmModule wasm;

    private Module(Engine engine, WasmModule wasm) {
        this.engine = engine;
        this.wasm = wasm;
    }

    /**
     * Parses, validates and compiles a module in the binary format.
     *
     * @param engine the engine to compile for
     * @param bytes the module; must not be changed afterwards
     * @return the module
     * @throws dev.gantry.wasm.WasmException if the bytes are malformed or invalid
     */
    public static Module fromBinary(Engine engine, byte[] bytes) {
        throw new UnsupportedOperationException();
    }

    /**
     * As {@link #fromBinary}, from a file in the binary or the text format (told apart by its first bytes).
     *
     * @throws IOException if the file cannot be read
     */
    public static Module fromFile(Engine engine, Path file) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** As {@link #fromBinary}, from the text format. */
    public static Module fromWat(Engine engine, String text) {
        throw new UnsupportedOperationException();
    }

    /**
     * Parses and validates without compiling.
     *
     * @throws dev.gantry.wasm.WasmException if the bytes are malformed or invalid
     */
    public static void validate(Engine engine, byte[] bytes) {
        throw new UnsupportedOperationException();
    }

    /** {@return the engine it was compiled for} */
    public Engine engine() {
        return engine;
    }

    /** {@return its name from the name section, or an empty string} */
    public String name() {
        throw new UnsupportedOperationException();
    }

    /** {@return what it imports, in order} */
    public List<ImportType> imports() {
        throw new UnsupportedOperationException();
    }

    /** {@return what it exports, in order} */
    public List<ExportType> exports() {
        throw new UnsupportedOperationException();
    }

    /** {@return the parsed module} */
    public WasmModule wasm() {
        return wasm;
    }

    /** {@return bytes of machine code} */
    public long codeSize() {
        throw new UnsupportedOperationException();
    }

    /** Gives the code up: it is freed when no instance needs it any more. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
