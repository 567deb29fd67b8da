/** WASI preview 1 on the embedding API. */
@org.jspecify.annotations.NullMarked
module dev.gantry.wasi {
    requires static org.jspecify;
    requires java.management;
    requires transitive dev.gantry.runtime;

    exports dev.gantry.wasi;
}
