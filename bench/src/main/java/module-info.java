/** Benchmark programs and their runner. */
@org.jspecify.annotations.NullMarked
module dev.gantry.bench {
    requires static org.jspecify;
    requires dev.gantry.wasi;
    requires dev.gantry.runtime;
    requires dev.gantry.codegen;
    requires dev.gantry.wasm.clif;
    requires jdk.management;
}
