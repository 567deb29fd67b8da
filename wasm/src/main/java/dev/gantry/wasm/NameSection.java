package dev.gantry.wasm;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Names of a module, its functions and their locals, from the custom section "name". Names are for people: a section
 * that is malformed gives the names before the error, and never an exception.
 *
 * <p>Source: WebAssembly Core Specification 2.0, 7.4.1. The section is a sequence of (id, size, contents); id 0 is the
 * module's name, 1 a map from function indices to names, 2 a map from function indices to maps from local indices.
 */
public final class NameSection {
    private static final int SUBSECTION_MODULE = 0;
    private static final int SUBSECTION_FUNCTIONS = 1;
    private static final int SUBSECTION_LOCALS = 2;

    private final byte[] bytes;
    private int moduleStart;
    private int moduleLength = -1;
    /** Position and length of the name of each function; length -1 where there is none. */
    private final int[] funcStarts;

    private final int[] funcLengths;
    /** Position of the map of local names of each function, 0 where there is none. */
    private final int[] localMaps;

    private int pos;
    private int end;

    private NameSection(byte[] bytes, int funcCount) {
        this.bytes = bytes;
        this.funcStarts = new int[funcCount];
        this.funcLengths = new int[funcCount];
        this.localMaps = new int[funcCount];
        Arrays.fill(funcLengths, -1);
    }

    static NameSection read(WasmModule module) {
        NameSection names = new NameSection(module.bytes(), module.funcCount());
        for (CustomSection section : module.customSections()) {
            if (section.name().equals("name")) names.readSection(section.start(), section.start() + section.length());
        }
        return names;
    }

    /** The module's own name. */
    public Optional<String> module() {
        return moduleLength < 0 ? Optional.empty() : Optional.of(text(moduleStart, moduleLength));
    }

    /** Name of a function; {@code index} counts imports. */
    public Optional<String> function(int index) {
        if (index < 0 || index >= funcLengths.length || funcLengths[index] < 0) return Optional.empty();
        return Optional.of(text(funcStarts[index], funcLengths[index]));
    }

    /** Name of a local or parameter of a function. Takes time in proportion to the number of named locals. */
    public synchronized Optional<String> local(int function, int local) {
        if (function < 0 || function >= localMaps.length || localMaps[function] == 0) return Optional.empty();
        pos = localMaps[function];
        end = bytes.length;
        int count = readU32();
        for (int i = 0; i < count; i++) {
            int index = readU32();
            int length = readU32();
            if (index < 0 || length < 0 || length > end - pos) break;
            if (index == local) return Optional.of(text(pos, length));
            pos += length;
        }
        return Optional.empty();
    }

    private void readSection(int from, int to) {
        int next = from;
        while (next < to) {
            pos = next;
            end = to;
            int id = bytes[pos++];
            int size = readU32();
            if (size < 0 || size > end - pos) return;
            next = pos + size;
            end = next;
            switch (id) {
                case SUBSECTION_MODULE -> readModuleName();
                case SUBSECTION_FUNCTIONS -> readFunctionNames();
                case SUBSECTION_LOCALS -> readLocalNames();
                default -> {} // names of later proposals
            }
        }
    }

    private void readModuleName() {
        int length = readU32();
        if (length < 0 || length > end - pos) return;
        moduleStart = pos;
        moduleLength = length;
    }

    private void readFunctionNames() {
        int count = readU32();
        for (int i = 0; i < count; i++) {
            int index = readU32();
            int length = readU32();
            if (index < 0 || length < 0 || length > end - pos) return;
            if (index < funcStarts.length) {
                funcStarts[index] = pos;
                funcLengths[index] = length;
            }
            pos += length;
        }
    }

    private void readLocalNames() {
        int count = readU32();
        for (int i = 0; i < count; i++) {
            int index = readU32();
            if (index < 0) return;
            if (index < localMaps.length) localMaps[index] = pos;
            if (!skipNameMap()) return;
        }
    }

    private boolean skipNameMap() {
        int count = readU32();
        for (int i = 0; i < count; i++) {
            int index = readU32();
            int length = readU32();
            if (index < 0 || length < 0 || length > end - pos) return false;
            pos += length;
        }
        return count >= 0;
    }

    /** An unsigned number below 2^31, or -1 if it is malformed, too large or cut off. */
    private int readU32() {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            if (pos >= end) return -1;
            int b = bytes[pos++];
            if (shift == 28 && (b & 0xf8) != 0) return -1;
            value |= (b & 0x7f) << shift;
            if (b >= 0) return value;
        }
        return -1;
    }

    private String text(int start, int length) {
        return new String(bytes, start, length, StandardCharsets.UTF_8);
    }
}
