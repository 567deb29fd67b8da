/** The gantry command. */
@org.jspecify.annotations.NullMarked
module dev.gantry.cli {
    requires static org.jspecify;
    requires info.picocli;
    requires dev.gantry.wasi;
    requires dev.gantry.runtime;
    requires dev.gantry.filetests;
    requires dev.gantry.fuzz;
    requires dev.gantry.wasm;
    requires dev.gantry.wasm.clif;
    requires dev.gantry.clif;
    requires dev.gantry.codegen;
    requires dev.gantry.link;
}
