package dev.gantry.asm;

/**
 * A place in the code that the linker must fill in.
 *
 * @param offset offset of the field in the code
 * @param kind how the field is computed
 * @param target the symbol, as the client numbered it
 * @param addend added to the symbol's address
 */
public record Reloc(int offset, RelocKind kind, int target, long addend) {}
