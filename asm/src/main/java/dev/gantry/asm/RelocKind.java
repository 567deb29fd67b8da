package dev.gantry.asm;

/** How a relocated field is computed: S is the symbol's address, A the addend, P the address of the field itself. */
public enum RelocKind {
    /** 4 bytes: S + A, absolute. */
    ABS4(4),
    /** 8 bytes: S + A, absolute. */
    ABS8(8),
    /** x86-64, 4 bytes: S + A - P. The addend of an instruction's last field is -4. */
    X64_PC_REL4(4),
    /** x86-64, 4 bytes: S + A - P; the field belongs to a call and the target may be replaced by a stub near by. */
    X64_CALL_PC_REL4(4),
    /** x86-64, 4 bytes: as the call above, through the procedure linkage table where the object format has one. */
    X64_CALL_PLT_REL4(4),
    /** x86-64, 4 bytes: address of the symbol's slot in the global offset table + A - P. */
    X64_GOT_PC_REL4(4),
    /** x86-64, 4 bytes: address of the thread-local symbol's pair of module and offset in the global offset table + A - P. */
    X64_TLS_GD(4),
    /** x86-64, 4 bytes: address of the pointer to the thread-local symbol's descriptor in Mach-O + A - P. */
    X64_MACHO_TLV(4),
    /** x86-64, 4 bytes: S + A from the start of the symbol's section in COFF. */
    X64_SECTION_REL4(4);

    private static final RelocKind[] ALL = values();
    private final int size;

    RelocKind(int size) {
        this.size = size;
    }

    /** Size of the field in bytes. */
    public int size() {
        return size;
    }

    /** The constant of that ordinal. */
    static RelocKind of(int ordinal) {
        return ALL[ordinal];
    }
}
