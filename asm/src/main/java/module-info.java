/** The machine-code layer: code buffer, labels, fixups, records, and an assembler per ISA. */
@org.jspecify.annotations.NullMarked
module dev.gantry.asm {
    requires static org.jspecify;

    exports dev.gantry.asm;
    exports dev.gantry.asm.unwind;
    exports dev.gantry.asm.x64;
}
