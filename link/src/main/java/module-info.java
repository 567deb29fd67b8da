/** The linker layer: compiled functions in executable memory. */
@org.jspecify.annotations.NullMarked
module dev.gantry.link {
    requires static org.jspecify;
    requires transitive dev.gantry.codegen;
    requires dev.gantry.host;
}
