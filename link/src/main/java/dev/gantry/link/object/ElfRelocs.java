package dev.gantry.link.object;

import dev.gantry.asm.RelocKind;
import dev.gantry.link.LinkageException;

/** Relocation types of the System V supplement for x86-64. */
final class ElfRelocs {
    static final int ABSOLUTE_8 = 1;
    static final int PC_RELATIVE_4 = 2;
    static final int TLS_GD = 19;

    private ElfRelocs() {}

    /** The type of a kind of relocation. */
    static int type(RelocKind kind) {
        return switch (kind) {
            case ABS8 -> ABSOLUTE_8;
            case ABS4 -> 10; // R_X86_64_32
            case X64_PC_REL4 -> PC_RELATIVE_4;
            case X64_CALL_PC_REL4, X64_CALL_PLT_REL4 -> 4; // R_X86_64_PLT32
            case X64_GOT_PC_REL4 -> 9; // R_X86_64_GOTPCREL
            case X64_TLS_GD -> TLS_GD;
            case X64_MACHO_TLV, X64_SECTION_REL4 ->
                throw new LinkageException(
                        "a thread-local variable addressed as in Mach-O or COFF, in an object of ELF");
        };
    }

    /** Whether a type refers to a thread-local variable. */
    static boolean isThreadLocal(int type) {
        return type == TLS_GD;
    }
}
