package dev.gantry.link.object;

import org.jspecify.annotations.Nullable;

/** A symbol: defined in a section, or undefined. */
final class ElfSymbol {
    final String name;

    @Nullable
    ElfSection section;

    long value;
    long size;
    int type;
    Linkage linkage = Linkage.EXPORT;
    /** Number in the file's symbol table. */
    int index;

    ElfSymbol(String name) {
        this.name = name;
    }
}
