/** The embedding API: engine, module, store, instance, linker, memories, tables, traps. */
@org.jspecify.annotations.NullMarked
module dev.gantry.runtime {
    requires static org.jspecify;
    requires transitive dev.gantry.wasm;
    requires dev.gantry.link;
    requires dev.gantry.codegen;
    requires dev.gantry.wasm.clif;
    requires dev.gantry.host;
    requires dev.gantry.asm;
    requires dev.gantry.clif;

    exports dev.gantry.runtime;
}
