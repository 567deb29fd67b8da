package dev.gantry.wasm.text;

import dev.gantry.wasm.CustomSection;
import dev.gantry.wasm.ExternKind;
import dev.gantry.wasm.WasmException;
import dev.gantry.wasm.WasmModule;
import dev.gantry.wasm.binary.ByteReader;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that a printed module shows: those of its name section that can be identifiers, which must not be empty and must differ
 * within an index space. What follows an error in the section is left out. The names of locals are read function by function.
 */
final class PrintNames {
    private static final int MODULE = 0;
    private static final int FUNCTIONS = 1;
    private static final int LOCALS = 2;

    private final WasmModule module;
    private @Nullable String moduleName;
    /** By subsection and index; subsections are numbered as {@link NameWriter} writes them. */
    private final @Nullable String[][] names = new String[10][0];
    /** Position of the map of local names of each function, 0 where there is none. */
    private final int[] localMaps;

    PrintNames(WasmModule module) {
        this.module = module;
        localMaps = new int[module.funcCount()];
        for (CustomSection section : module.customSections()) {
            if (section.name().equals("name")) {
                read(section.start(), section.start() + section.length());
            }
        }
    }

    /** The module's name, or null. */
    @Nullable
    String module() {
        return moduleName;
    }

    /** Names of functions by index, null where there is none; may be shorter than the index space. */
    @Nullable
    String[] functions() {
        return names[FUNCTIONS];
    }

    @Nullable
    String[] types() {
        return names[4];
    }

    @Nullable
    String[] tables() {
        return names[5];
    }

    @Nullable
    String[] memories() {
        return names[6];
    }

    @Nullable
    String[] globals() {
        return names[7];
    }

    @Nullable
    String[] elements() {
        return names[8];
    }

    @Nullable
    String[] data() {
        return names[9];
    }

    /** Names of what an export or import of a kind refers to. */
    @Nullable
    String[] of(ExternKind kind) {
        return switch (kind) {
            case FUNC -> functions();
            case TABLE -> tables();
            case MEMORY -> memories();
            case GLOBAL -> globals();
        };
    }

    /** Names of the locals of a function, parameters first. */
    @Nullable
    String[] locals(int function, int count) {
        if (localMaps[function] == 0) {
            return new String[0];
        }
        @Nullable String[] locals = new String[count];
        try {
            map(new ByteReader(module.bytes(), localMaps[function], module.bytes().length), locals);
        } catch (WasmException e) {
            return locals; // the names before the error
        }
        return locals;
    }

    private void read(int from, int to) {
        ByteReader in = new ByteReader(module.bytes(), from, to);
        try {
            while (in.remaining() > 0) {
                int id = in.u8();
                int size = in.u32();
                int next = in.pos() + size;
                if (size < 0 || size > in.remaining()) {
                    return;
                }
                subsection(id, in);
                in.seek(next);
            }
        } catch (WasmException e) {
            return; // the names before the error
        }
    }

    private void subsection(int id, ByteReader in) {
        switch (id) {
            case MODULE -> {
                String name = in.name();
                moduleName = name.isEmpty() ? null : name;
            }
            case LOCALS -> localMaps(in);
            case 3 -> {} // labels
            default -> {
                int count = id < names.length ? count(id) : 0;
                if (count > 0) {
                    names[id] = new String[count];
                    map(in, names[id]);
                }
            }
        }
    }

    private int count(int id) {
        return switch (id) {
            case FUNCTIONS -> module.funcCount();
            case 4 -> module.typeCount();
            case 5 -> module.tableCount();
            case 6 -> module.memoryCount();
            case 7 -> module.globalCount();
            case 8 -> module.elements().size();
            default -> module.data().size();
        };
    }

    private void localMaps(ByteReader in) {
        int functions = in.u32();
        for (int i = 0; Integer.compareUnsigned(i, functions) < 0; i++) {
            int function = in.u32();
            if (function >= 0 && function < localMaps.length) {
                localMaps[function] = in.pos();
            }
            map(in, new String[0]);
        }
    }

    private static void map(ByteReader in, @Nullable String[] target) {
        int count = in.u32();
        Set<String> seen = new HashSet<>();
        for (int i = 0; Integer.compareUnsigned(i, count) < 0; i++) {
            int index = in.u32();
            if (index < 0 || index >= target.length) {
                in.skip(in.u32());
                continue;
            }
            String name = in.name();
            boolean usable = !name.isEmpty() && target[index] == null && seen.add(name);
            if (usable) {
                target[index] = name;
            }
        }
    }

    /** The name at an index, or null if there is none. */
    static @Nullable String at(@Nullable String[] names, int index) {
        return index >= 0 && index < names.length ? names[index] : null;
    }
}
