/** The runner of .clif file tests. */
@org.jspecify.annotations.NullMarked
module dev.gantry.filetests {
    requires static org.jspecify;
    requires dev.gantry.clif;
    requires dev.gantry.codegen;
    requires dev.gantry.link;
    requires dev.gantry.host;

    exports dev.gantry.filetests;
}
