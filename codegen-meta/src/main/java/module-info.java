/** Build-time generator: ISLE declarations from the CLIF opcode table and the instruction tables, then Java from ISLE. */
@org.jspecify.annotations.NullMarked
module dev.gantry.codegen.meta {
    requires static org.jspecify;
    requires dev.gantry.isle;
    requires dev.gantry.asm;
    requires dev.gantry.clif;
}
