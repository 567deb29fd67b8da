package dev.gantry.link.object;

import dev.gantry.asm.ByteOutput;
import dev.gantry.clif.ir.ExternalName;
import dev.gantry.link.LinkageException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes an ELF64 relocatable file: header, contents of the sections, relocations, symbols, names, section headers, in this order. Sections that got no
 * contents are left out. Local symbols come before the others, as the format wants it.
 */
final class ElfWriter {
    static final int STT_NOTYPE = 0;
    static final int STT_OBJECT = 1;
    static final int STT_FUNC = 2;
    static final int STT_SECTION = 3;
    static final int STT_TLS = 6;

    private static final int SHT_SYMTAB = 2;
    private static final int SHT_STRTAB = 3;
    private static final int SHT_RELA = 4;
    /** A section of unwind tables, of which linkers know how to merge and sort entries. */
    private static final int SHT_X86_64_UNWIND = 0x7000_0001;

    private static final int SHF_INFO_LINK = 0x40;
    private static final int HEADER = 64;

    private final SymbolNames names;
    private final List<ElfSection> sections = new ArrayList<>();
    private final List<ElfSymbol> symbols = new ArrayList<>();
    private final Map<ExternalName, Integer> byName = new HashMap<>();
    private final Map<String, ExternalName> bySymbol = new HashMap<>();

    final ElfSection text = section(".text", ElfSection.PROGBITS, ElfSection.ALLOC | ElfSection.EXECINSTR);
    private final ElfSection rodata = section(".rodata", ElfSection.PROGBITS, ElfSection.ALLOC);
    private final ElfSection relro = section(".data.rel.ro", ElfSection.PROGBITS, ElfSection.ALLOC | ElfSection.WRITE);
    private final ElfSection data = section(".data", ElfSection.PROGBITS, ElfSection.ALLOC | ElfSection.WRITE);
    private final ElfSection bss = section(".bss", ElfSection.NOBITS, ElfSection.ALLOC | ElfSection.WRITE);
    private final ElfSection tdata =
            section(".tdata", ElfSection.PROGBITS, ElfSection.ALLOC | ElfSection.WRITE | ElfSection.TLS);
    private final ElfSection tbss =
            section(".tbss", ElfSection.NOBITS, ElfSection.ALLOC | ElfSection.WRITE | ElfSection.TLS);
    final ElfSection ehFrame = section(".eh_frame", SHT_X86_64_UNWIND, ElfSection.ALLOC);

    private final ByteOutput file = new ByteOutput();
    private final ByteOutput sectionNames = new ByteOutput();
    private final ByteOutput headers = new ByteOutput();
    private int headerCount;

    ElfWriter(SymbolNames names) {
        this.names = names;
        ehFrame.alignment = 8;
        text.used = true;
    }

    private ElfSection section(String name, int type, int flags) {
        ElfSection section = new ElfSection(name, type, flags);
        sections.add(section);
        return section;
    }

    ElfSection sectionOf(DataObject object) {
        return switch (object.place()) {
            case READ_ONLY -> object.pointers().isEmpty() ? rodata : relro;
            case WRITABLE -> data;
            case ZEROED -> bss;
            case THREAD_LOCAL -> tdata;
            case THREAD_ZEROED -> tbss;
        };
    }

    // Symbols and relocations.

    private int symbol(ExternalName name) {
        Integer known = byName.get(name);
        if (known != null) {
            return known;
        }
        ElfSymbol symbol = new ElfSymbol(names.symbol(name));
        ExternalName other = bySymbol.putIfAbsent(symbol.name, name);
        if (other != null) {
            throw new LinkageException(other + " and " + name + " are both called " + symbol.name);
        }
        symbols.add(symbol);
        byName.put(name, symbols.size() - 1);
        return symbols.size() - 1;
    }

    void define(ExternalName name, ElfSection section, int offset, int size, int type, Linkage linkage) {
        ElfSymbol symbol = symbols.get(symbol(name));
        section.used = true;
        symbol.section = section;
        symbol.value = offset;
        symbol.size = size;
        symbol.type = type;
        symbol.linkage = linkage;
    }

    void relocate(ElfSection section, long offset, int type, ExternalName target, long addend) {
        int symbol = symbol(target);
        if (ElfRelocs.isThreadLocal(type)) {
            symbols.get(symbol).type = STT_TLS;
        }
        section.relocs.add(offset, type, symbol, addend);
    }

    /** A field of 4 bytes gets the distance from itself to an offset in the text. */
    void relocateToText(ElfSection section, int offset, int target) {
        section.used = true;
        section.relocs.add(offset, ElfRelocs.PC_RELATIVE_4, -1, target);
    }

    // The file.

    byte[] finish() {
        for (int i = 0; i < HEADER; i++) {
            file.put1(0);
        }
        header("", 0, 0, 0, 0, 0, 0, 0, 0);
        for (ElfSection section : sections) {
            if (section.used) {
                writeContents(section);
            }
        }
        int symbolTable = headerCount + relocatedSections();
        int locals = orderSymbols();
        for (ElfSection section : sections) {
            if (section.relocs.count() > 0) {
                writeRelocs(section, symbolTable);
            }
        }
        writeSymbols(locals);
        header(".note.GNU-stack", ElfSection.PROGBITS, 0, file.size(), 0, 0, 0, 1, 0);
        int at = file.size();
        int nameOffset = sectionNames.size();
        sectionNames.putText(".shstrtab");
        file.put(sectionNames.toBytes());
        rawHeader(nameOffset, SHT_STRTAB, 0, at, sectionNames.size(), 0, 0, 1, 0);
        file.align(8, 0);
        int headersAt = file.size();
        file.put(headers.toBytes());
        byte[] bytes = file.toBytes();
        writeFileHeader(bytes, headersAt);
        return bytes;
    }

    private void writeContents(ElfSection section) {
        section.index = headerCount;
        if (section.type == ElfSection.NOBITS) {
            header(section.name, section.type, section.flags, file.size(), section.size(), 0, 0, section.alignment, 0);
            return;
        }
        file.align(section.alignment, 0);
        int at = file.size();
        file.put(section.bytes.toBytes());
        header(section.name, section.type, section.flags, at, section.size(), 0, 0, section.alignment, 0);
    }

    private int relocatedSections() {
        int count = 0;
        for (ElfSection section : sections) {
            count += section.relocs.count() > 0 ? 1 : 0;
        }
        return count;
    }

    /** Numbers the symbols, local ones first, behind the empty symbol and that of the text; gives the number of the first that is not local. */
    private int orderSymbols() {
        int next = 2;
        for (ElfSymbol symbol : symbols) {
            if (symbol.linkage == Linkage.LOCAL) {
                symbol.index = next++;
            }
        }
        int locals = next;
        for (ElfSymbol symbol : symbols) {
            if (symbol.linkage != Linkage.LOCAL) {
                symbol.index = next++;
            }
        }
        return locals;
    }

    private void writeRelocs(ElfSection section, int symbolTable) {
        file.align(8, 0);
        int at = file.size();
        ElfRelocTable relocs = section.relocs;
        for (int i = 0; i < relocs.count(); i++) {
            int symbol = relocs.symbol(i) < 0 ? 1 : symbols.get(relocs.symbol(i)).index;
            file.put8(relocs.offset(i));
            file.put4(relocs.type(i));
            file.put4(symbol);
            file.put8(relocs.addend(i));
        }
        int size = file.size() - at;
        header(".rela" + section.name, SHT_RELA, SHF_INFO_LINK, at, size, symbolTable, section.index, 8, 24);
    }

    private void writeSymbols(int locals) {
        file.align(8, 0);
        int at = file.size();
        ByteOutput strings = new ByteOutput();
        strings.put1(0);
        putSymbol(0, 0, 0, 0, 0, 0);
        putSymbol(0, STT_SECTION, 0, text.index, 0, 0);
        for (int pass = 0; pass < 2; pass++) {
            for (ElfSymbol symbol : symbols) {
                if (symbol.linkage == Linkage.LOCAL == (pass == 0)) {
                    int name = strings.size();
                    strings.putText(symbol.name);
                    int section = symbol.section == null ? 0 : symbol.section.index;
                    int visibility = symbol.linkage == Linkage.HIDDEN ? 2 : 0;
                    putSymbol(name, binding(symbol) << 4 | symbol.type, visibility, section, symbol.value, symbol.size);
                }
            }
        }
        int size = file.size() - at;
        header(".symtab", SHT_SYMTAB, 0, at, size, headerCount + 1, locals, 8, 24);
        header(".strtab", SHT_STRTAB, 0, file.size(), strings.size(), 0, 0, 1, 0);
        file.put(strings.toBytes());
    }

    private static int binding(ElfSymbol symbol) {
        return switch (symbol.linkage) {
            case LOCAL -> 0;
            case HIDDEN, EXPORT -> 1;
            case WEAK -> 2;
        };
    }

    private void putSymbol(int name, int info, int other, int section, long value, long size) {
        file.put4(name);
        file.put1(info);
        file.put1(other);
        file.put2(section);
        file.put8(value);
        file.put8(size);
    }

    private void header(
            String name, int type, int flags, long at, long size, int link, int info, int align, int entry) {
        int nameOffset = sectionNames.size();
        sectionNames.putText(name);
        rawHeader(nameOffset, type, flags, at, size, link, info, align, entry);
    }

    private void rawHeader(
            int name, int type, int flags, long at, long size, int link, int info, int align, int entry) {
        headerCount++;
        headers.put4(name);
        headers.put4(type);
        headers.put8(flags);
        headers.put8(0);
        headers.put8(at);
        headers.put8(size);
        headers.put4(link);
        headers.put4(info);
        headers.put8(align);
        headers.put8(entry);
    }

    private void writeFileHeader(byte[] bytes, int headersAt) {
        ByteOutput out = new ByteOutput();
        out.put4(0x464c_457f);
        out.put4(0x0001_0102); // 64 bits, little-endian, version 1, System V
        out.put8(0);
        out.put2(1); // relocatable
        out.put2(62); // x86-64
        out.put4(1);
        out.put8(0);
        out.put8(0);
        out.put8(headersAt);
        out.put4(0);
        out.put2(HEADER);
        out.put2(0);
        out.put2(0);
        out.put2(64);
        out.put2(headerCount);
        out.put2(headerCount - 1);
        System.arraycopy(out.toBytes(), 0, bytes, 0, HEADER);
    }
}
