/** From CLIF to machine code: control-flow analyses, lowering, ABI, emission. */
@org.jspecify.annotations.NullMarked
module dev.gantry.codegen {
    requires static org.jspecify;
    requires transitive dev.gantry.clif;
    requires transitive dev.gantry.asm;
    requires dev.gantry.regalloc;
}
