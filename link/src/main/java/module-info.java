/** The linker layer: compiled functions in executable memory, and the way into and out of them. */
@org.jspecify.annotations.NullMarked
module dev.gantry.link {
    requires static org.jspecify;
    requires transitive dev.gantry.codegen;
    requires transitive dev.gantry.asm;
    requires dev.gantry.host;

    exports dev.gantry.link;
    exports dev.gantry.link.guest;
    exports dev.gantry.link.object;
}
