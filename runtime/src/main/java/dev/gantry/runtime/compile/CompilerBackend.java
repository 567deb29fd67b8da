package dev.gantry.runtime.compile;

import dev.gantry.wasm.FuncType;
import dev.gantry.wasm.WasmModule;
import dev.gantry.wasm.clif.VmContextLayout;

/** A compiler of WebAssembly. Safe for use by several threads; what it makes is not. */
public interface CompilerBackend {
    /** {@return a compiler of the functions of one module, for one thread} */
    BodyCompiler newBodyCompiler(WasmModule module, VmContextLayout layout);

    /**
     * {@return the code of the entry trampoline of a type: a {@code system_v} function of (code, vmctx, buffer) that loads the parameters from the buffer
     * as {@link Slots} has them, calls the code with the vmctx as callee's and caller's, and stores the results in the buffer}
     */
    CompiledBody entryTrampoline(FuncType type);

    /**
     * {@return the code of the host adapter of a type: a WebAssembly function that stores its parameters in a buffer on its stack, calls {@code exit}
     * with (vmctx, caller's vmctx, buffer) and returns the results that it then finds in the buffer}
     *
     * @param exit address of a {@code system_v} function
     */
    CompiledBody hostAdapter(FuncType type, long exit);
}
