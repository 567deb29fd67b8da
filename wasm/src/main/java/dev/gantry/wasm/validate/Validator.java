package dev.gantry.wasm.validate;

import dev.gantry.wasm.WasmModule;

/**
 * Validates modules. {@link #checkModule} must pass before bodies are looked at; bodies are independent of each other,
 * so that threads may share them out, each with a {@link FunctionValidator} of its own.
 */
public final class Validator {
    private Validator() {}

    /**
     * Checks a module with all its bodies, on this thread.
     *
     * @throws dev.gantry.wasm.WasmException if it cannot be accepted
     */
    public static void validate(WasmModule module) {
        checkModule(module);
        FunctionValidator functions = new FunctionValidator();
        int imported = module.importedFuncCount();
        for (int i = 0; i < module.bodyCount(); i++) {
            functions.validate(module, imported + i, IgnoreOperators.INSTANCE);
        }
    }

    /**
     * Checks everything but function bodies.
     *
     * @throws dev.gantry.wasm.WasmException if it cannot be accepted
     */
    public static void checkModule(WasmModule module) {
        new ModuleValidator(module).check();
    }
}
