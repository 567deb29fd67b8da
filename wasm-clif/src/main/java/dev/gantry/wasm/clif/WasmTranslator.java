package dev.gantry.wasm.clif;

import dev.gantry.clif.ir.Function;
import dev.gantry.wasm.WasmException;
import dev.gantry.wasm.WasmModule;
import dev.gantry.wasm.validate.FunctionValidator;

/**
 * Translates function bodies to CLIF. The body is decoded once: the validator checks each operator and hands it on.
 *
 * <p>An instance keeps its tables from function to function and serves one thread at a time. The module must have passed the checks of
 * {@link dev.gantry.wasm.validate.Validator#checkModule}.
 */
public final class WasmTranslator {
    private final FunctionValidator validator = new FunctionValidator();
    private final Body.Scratch scratch = new Body.Scratch();
    private final ControlStack control = new ControlStack();

    /** A translator with empty tables. */
    public WasmTranslator() {}

    /**
     * Validates and translates one function.
     *
     * @param layout the layout of the module's vmctx
     * @param functionIndex index of a function with a body, imports counted
     * @return the function, named by {@link WasmAbi#name}; source locations are byte offsets in the module
     * @throws WasmException if the body is malformed or invalid, or uses what is not supported (SIMD)
     */
    public Function translate(
            WasmModule module, VmContextLayout layout, int functionIndex, TranslatorSettings settings) {
        Body body = new Body(module, layout, settings, validator.state(), functionIndex, scratch);
        validator.validate(module, functionIndex, new BodyTranslator(body, control));
        return body.function;
    }
}
