package dev.gantry.wasm.text;

/** The sections of a module as they fill, and their order in the binary format. */
final class ModuleEncoder {
    private static final int CUSTOM = 0;
    private static final int[] HEADER = {0x00, 'a', 's', 'm', 1, 0, 0, 0};

    final Section imports = new Section(2);
    final Section functions = new Section(3);
    final Section tables = new Section(4);
    final Section memories = new Section(5);
    final Section globals = new Section(6);
    final Section exports = new Section(7);
    final Section elements = new Section(9);
    final Section code = new Section(10);
    final Section data = new Section(11);

    /** A section that is a vector: its contents without the count, and the count. */
    static final class Section {
        private final int id;
        final ByteWriter bytes = new ByteWriter();
        int count;

        Section(int id) {
            this.id = id;
        }

        /** Announces one more entry, which the caller writes to the result. */
        ByteWriter entry() {
            count++;
            return bytes;
        }
    }

    /**
     * The module.
     *
     * @param types contents of the type section
     * @param startFunction index, or -1
     * @param dataCount whether operators name data segments
     * @param names contents of the name section; empty for none
     */
    byte[] encode(TypeReader types, int startFunction, boolean dataCount, ByteWriter names) {
        ByteWriter out = new ByteWriter(1024 + code.bytes.size() + data.bytes.size() + names.size());
        for (int b : HEADER) {
            out.u8(b);
        }
        vector(out, 1, types.count(), types.section());
        vector(out, imports);
        vector(out, functions);
        vector(out, tables);
        vector(out, memories);
        vector(out, globals);
        vector(out, exports);
        if (startFunction != -1) {
            number(out, 8, startFunction);
        }
        vector(out, elements);
        if (dataCount) {
            number(out, 12, data.count);
        }
        vector(out, code);
        vector(out, data);
        if (names.size() > 0) {
            ByteWriter custom = new ByteWriter(names.size() + 8);
            custom.vec(new byte[] {'n', 'a', 'm', 'e'});
            custom.write(names);
            out.u8(CUSTOM);
            out.sized(custom);
        }
        return out.toByteArray();
    }

    private static void vector(ByteWriter out, Section section) {
        vector(out, section.id, section.count, section.bytes);
    }

    private static void vector(ByteWriter out, int id, int count, ByteWriter contents) {
        if (count == 0) {
            return;
        }
        ByteWriter length = new ByteWriter(8);
        length.u32(count);
        out.u8(id);
        out.u32(length.size() + contents.size());
        out.write(length);
        out.write(contents);
    }

    private static void number(ByteWriter out, int id, int value) {
        ByteWriter contents = new ByteWriter(8);
        contents.u32(value);
        out.u8(id);
        out.sized(contents);
    }
}
