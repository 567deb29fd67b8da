/** WASI preview 1 on the embedding API. */
@org.jspecify.annotations.NullMarked
module dev.gantry.wasi {
    requires static org.jspecify;
    requires transitive dev.gantry.runtime;
}
