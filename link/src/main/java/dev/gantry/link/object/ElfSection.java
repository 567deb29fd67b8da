package dev.gantry.link.object;

import dev.gantry.asm.ByteOutput;

/** A section while it grows, with its relocations. */
final class ElfSection {
    static final int PROGBITS = 1;
    static final int NOBITS = 8;
    static final int WRITE = 1;
    static final int ALLOC = 2;
    static final int EXECINSTR = 4;
    static final int TLS = 0x400;

    final String name;
    final int type;
    final int flags;
    final ByteOutput bytes = new ByteOutput();
    /** Its relocations as the file has them, but for the symbol's number: the index of an {@link ElfSymbol} stands there until the symbols are sorted. */
    final ElfRelocTable relocs = new ElfRelocTable();

    long zeros;
    int alignment = 1;
    /** Whether the file has it. */
    boolean used;
    /** Number of the section in the file; 0 if it is left out. */
    int index;

    ElfSection(String name, int type, int flags) {
        this.name = name;
        this.type = type;
        this.flags = flags;
    }

    boolean isThreadLocal() {
        return (flags & TLS) != 0;
    }

    long size() {
        return type == NOBITS ? zeros : bytes.size();
    }

    void align(int to, int filler) {
        alignment = Math.max(alignment, to);
        if (type == NOBITS) {
            zeros = zeros + to - 1 & -to;
        } else {
            bytes.align(to, filler);
        }
    }

    void append(byte[] contents) {
        if (type == NOBITS) {
            zeros += contents.length;
        } else {
            bytes.put(contents);
        }
    }
}
