package dev.gantry.runtime.compile;

/** Compiles the functions of one module. For one thread; reuses its buffers from function to function. */
public interface BodyCompiler {
    /**
     * Validates and compiles a function.
     *
     * @param function its index, imports counted
     * @return its code; function numbers in its {@link CompiledBody#symbols()} count the module's own functions from 0
     * @throws dev.gantry.wasm.WasmException if the body is not valid
     */
    CompiledBody compile(int function);
}
