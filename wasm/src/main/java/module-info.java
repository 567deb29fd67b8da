/** WebAssembly modules: binary reader and writer, validator, text format. */
@org.jspecify.annotations.NullMarked
module dev.gantry.wasm {
    requires static org.jspecify;

    exports dev.gantry.wasm;
    exports dev.gantry.wasm.binary;
    exports dev.gantry.wasm.validate;
    exports dev.gantry.wasm.text;
}
