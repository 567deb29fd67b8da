/** WebAssembly function bodies to CLIF. */
@org.jspecify.annotations.NullMarked
module dev.gantry.wasm.clif {
    requires static org.jspecify;
    requires transitive dev.gantry.wasm;
    requires transitive dev.gantry.clif;

    exports dev.gantry.wasm.clif;
}
