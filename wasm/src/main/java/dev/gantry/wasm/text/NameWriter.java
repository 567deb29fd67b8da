package dev.gantry.wasm.text;

/** The name section: what the identifiers of the text become in the binary format. */
final class NameWriter {
    private static final int MODULE = 0;
    private static final int FUNCTIONS = 1;
    private static final int LOCALS = 2;
    private static final int TYPES = 4;
    private static final int TABLES = 5;
    private static final int MEMORIES = 6;
    private static final int GLOBALS = 7;
    private static final int ELEMENTS = 8;
    private static final int DATA = 9;

    private final Symbols symbols;
    private final ByteWriter section = new ByteWriter();
    private final ByteWriter map = new ByteWriter();
    private final ByteWriter localMaps = new ByteWriter();
    private int localMapCount;

    NameWriter(Symbols symbols) {
        this.symbols = symbols;
    }

    /** Takes the names of the locals of one function; functions come in the order of their indices. */
    void locals(int function, IndexSpace locals) {
        int named = namedCount(locals);
        if (named > 0) {
            localMapCount++;
            localMaps.u32(function);
            nameMap(localMaps, locals, named);
        }
    }

    /** The contents of the section; empty if nothing has a name. */
    ByteWriter section(int moduleName, TypeReader types, ModuleSpaces spaces) {
        if (moduleName >= 0) {
            map.clear();
            map.vec(symbols.bytes(moduleName));
            subsection(MODULE, map);
        }
        subsection(FUNCTIONS, spaces.functions);
        if (localMapCount > 0) {
            map.clear();
            map.u32(localMapCount);
            map.write(localMaps);
            subsection(LOCALS, map);
        }
        subsection(TYPES, types.space());
        subsection(TABLES, spaces.tables);
        subsection(MEMORIES, spaces.memories);
        subsection(GLOBALS, spaces.globals);
        subsection(ELEMENTS, spaces.elements);
        subsection(DATA, spaces.data);
        return section;
    }

    private void subsection(int id, IndexSpace space) {
        int named = namedCount(space);
        if (named > 0) {
            map.clear();
            nameMap(map, space, named);
            subsection(id, map);
        }
    }

    private void subsection(int id, ByteWriter contents) {
        section.u8(id);
        section.sized(contents);
    }

    private static int namedCount(IndexSpace space) {
        int named = 0;
        for (int i = 0; i < space.count(); i++) {
            if (space.symbol(i) >= 0) {
                named++;
            }
        }
        return named;
    }

    private void nameMap(ByteWriter out, IndexSpace space, int named) {
        out.u32(named);
        for (int i = 0; i < space.count(); i++) {
            if (space.symbol(i) >= 0) {
                out.u32(i);
                out.vec(symbols.bytes(space.symbol(i)));
            }
        }
    }
}
