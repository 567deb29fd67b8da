/** The fuzzer of the code generator. */
@org.jspecify.annotations.NullMarked
module dev.gantry.fuzz {
    requires static org.jspecify;
    requires dev.gantry.clif;
    requires dev.gantry.codegen;
    requires dev.gantry.link;
    requires dev.gantry.host;

    exports dev.gantry.fuzz.coverage to
            dev.gantry.cli;
    exports dev.gantry.fuzz.engine to
            dev.gantry.cli;
    exports dev.gantry.fuzz.generate to
            dev.gantry.cli;
    exports dev.gantry.fuzz.opcodes to
            dev.gantry.cli;
    exports dev.gantry.fuzz.run to
            dev.gantry.cli;
}
