/** The fuzzer of the code generator. */
@org.jspecify.annotations.NullMarked
module dev.gantry.fuzz {
    requires static org.jspecify;
    requires dev.gantry.clif;
    requires dev.gantry.codegen;
    requires dev.gantry.link;
    requires dev.gantry.host;

    exports dev.gantry.fuzz.coverage;
    exports dev.gantry.fuzz.engine;
    exports dev.gantry.fuzz.generate;
    exports dev.gantry.fuzz.opcodes;
    exports dev.gantry.fuzz.run;
}
