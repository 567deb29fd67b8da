/** From CLIF to machine code: control-flow analyses, lowering, ABI, emission. */
@org.jspecify.annotations.NullMarked
module dev.gantry.codegen {
    requires static org.jspecify;
    requires transitive dev.gantry.clif;
    requires transitive dev.gantry.asm;
    requires dev.gantry.regalloc;

    exports dev.gantry.codegen;
    exports dev.gantry.codegen.analysis;
    exports dev.gantry.codegen.library;
    exports dev.gantry.codegen.machinst;
    exports dev.gantry.codegen.opt;
    exports dev.gantry.codegen.x64;
}
