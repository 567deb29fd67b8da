/** One small program per exported package: how each part is used, compiled and run by the tests. */
@org.jspecify.annotations.NullMarked
module dev.gantry.examples {
    requires static org.jspecify;
    requires dev.gantry.isle;
    requires dev.gantry.asm;
    requires dev.gantry.regalloc;
    requires dev.gantry.clif;
    requires dev.gantry.codegen;
    requires dev.gantry.host;
    requires dev.gantry.link;
    requires dev.gantry.wasm;
    requires dev.gantry.wasm.clif;
    requires dev.gantry.runtime;
    requires dev.gantry.wasi;
    requires dev.gantry.filetests;
}
