package dev.gantry.wasm.text;

import dev.gantry.wasm.Feature;
import dev.gantry.wasm.Op;

/** The fields of one module into its sections: the second reading, after {@link FieldNames}. */
final class ModuleParser {
    static final int FUNC = 0;
    static final int TABLE = 1;
    static final int MEMORY = 2;
    static final int GLOBAL = 3;

    private final Cursor in;
    private final ModuleSpaces spaces = new ModuleSpaces();
    private final TypeReader types;
    private final IndexSpace locals = new IndexSpace("local", "local");
    private final ImmediateReader immediates;
    private final CodeReader code;
    private final SegmentParser segments;
    private final ModuleEncoder out = new ModuleEncoder();
    private final NameWriter names;
    private final ByteWriter body = new ByteWriter();
    private final ByteWriter oneType = new ByteWriter();
    private int startFunction = -1;
    private int functions;
    private int tables;
    private int memories;
    private int globals;

    private final LeftOut leftOut;

    private ModuleParser(Cursor in, LeftOut leftOut) {
        this.in = in;
        this.leftOut = leftOut;
        LabelStack labels = new LabelStack();
        types = new TypeReader(in);
        immediates = new ImmediateReader(in, spaces, types, locals, labels);
        code = new CodeReader(in, types, labels, immediates);
        segments = new SegmentParser(in, spaces, types, code, out);
        names = new NameWriter(in.tokens.names);
    }

    /**
     * Reads fields up to the first token that does not open one; the cursor is left there.
     *
     * @param moduleName symbol of the module's identifier, or -1
     */
    static byte[] parse(Cursor in, int moduleName) {
        return parse(in, moduleName, new LeftOut(false));
    }

    /** Reads fields as {@link #parse(Cursor, int)}, without those that are left out. */
    static byte[] parse(Cursor in, int moduleName, LeftOut leftOut) {
        return new ModuleParser(in, leftOut).fields(moduleName);
    }

    private byte[] fields(int moduleName) {
        int start = in.at;
        new FieldNames(in, types, spaces, leftOut).read();
        in.at = start;
        while (in.atOpen()) {
            if (leftOut.enter(in.at)) {
                in.at++;
                field();
                in.expectClose();
            } else {
                in.skipForm();
            }
        }
        ByteWriter nameSection = names.section(moduleName, types, spaces);
        return out.encode(types, startFunction, immediates.usesDataSegments(), nameSection);
    }

    private void field() {
        if (in.atWord(Word.TYPE)) {
            in.at--;
            in.skipForm();
            in.at--;
        } else if (in.takeWord(Word.IMPORT)) {
            importField();
        } else if (in.takeWord(Word.FUNC)) {
            function();
        } else if (in.takeWord(Word.TABLE)) {
            table();
        } else if (in.takeWord(Word.MEMORY)) {
            memory();
        } else if (in.takeWord(Word.GLOBAL)) {
            global();
        } else if (in.takeWord(Word.EXPORT)) {
            exportField();
        } else if (in.takeWord(Word.START)) {
            start();
        } else if (in.takeWord(Word.ELEM)) {
            segments.elements();
        } else {
            in.expectWord(Word.DATA);
            segments.data();
        }
    }

    private void start() {
        if (startFunction != -1) {
            throw in.malformed(in.at - 1, "multiple start sections");
        }
        startFunction = spaces.functions.index(in);
    }

    private void exportField() {
        ByteWriter section = out.exports.entry();
        section.vec(in.expectName());
        in.expectOpen();
        if (in.takeWord(Word.FUNC)) {
            section.u8(FUNC);
            section.u32(spaces.functions.index(in));
        } else if (in.takeWord(Word.TABLE)) {
            section.u8(TABLE);
            section.u32(spaces.tables.index(in));
        } else if (in.takeWord(Word.MEMORY)) {
            section.u8(MEMORY);
            section.u32(spaces.memories.index(in));
        } else if (in.takeWord(Word.GLOBAL)) {
            section.u8(GLOBAL);
            section.u32(spaces.globals.index(in));
        } else {
            throw in.unexpected("func, table, memory or global");
        }
        in.expectClose();
    }

    private void importField() {
        ByteWriter section = out.imports.entry();
        section.vec(in.expectName());
        section.vec(in.expectName());
        in.expectOpen();
        if (in.takeWord(Word.FUNC)) {
            in.takeId();
            importedFunction();
        } else if (in.takeWord(Word.TABLE)) {
            in.takeId();
            section.u8(TABLE);
            tableType(section);
            tables++;
        } else if (in.takeWord(Word.MEMORY)) {
            in.takeId();
            section.u8(MEMORY);
            limits(section);
            memories++;
        } else {
            in.expectWord(Word.GLOBAL);
            in.takeId();
            section.u8(GLOBAL);
            globalType(section);
            globals++;
        }
        in.expectClose();
    }

    private void importedFunction() {
        locals.clear();
        int type = types.use(locals);
        ByteWriter section = out.imports.bytes;
        section.u8(FUNC);
        section.u32(type);
        names.locals(functions++, locals);
    }

    /** Reads the exports and the import that a definition may have within; true if it is imported. */
    private boolean inlineExportsAndImport(int kind, int index) {
        in.takeId();
        while (in.takeForm(Word.EXPORT)) {
            ByteWriter section = out.exports.entry();
            section.vec(in.expectName());
            section.u8(kind);
            section.u32(index);
            in.expectClose();
        }
        if (!in.takeForm(Word.IMPORT)) {
            return false;
        }
        ByteWriter section = out.imports.entry();
        section.vec(in.expectName());
        section.vec(in.expectName());
        in.expectClose();
        if (kind != FUNC) {
            section.u8(kind);
        }
        return true;
    }

    private void function() {
        if (inlineExportsAndImport(FUNC, functions)) {
            importedFunction();
            return;
        }
        locals.clear();
        out.functions.entry().u32(types.use(locals));
        body.clear();
        locals();
        code.expression(body);
        names.locals(functions++, locals);
        out.code.entry().sized(body);
    }

    /** Reads the locals and writes them as runs of equal types. */
    private void locals() {
        int runs = 0;
        int runType = -1;
        int runLength = 0;
        ByteWriter encoded = new ByteWriter(16);
        while (in.takeForm(Word.LOCAL)) {
            boolean named = in.kind() == Token.ID;
            while (named || !in.atClose()) {
                if (named) {
                    locals.declare(in);
                } else {
                    locals.declareUnnamed();
                }
                int type = valueType();
                if (type != runType && runLength > 0) {
                    run(encoded, runLength, runType);
                    runs++;
                    runLength = 0;
                }
                runType = type;
                runLength++;
                if (named) {
                    break;
                }
            }
            in.expectClose();
        }
        if (runLength > 0) {
            run(encoded, runLength, runType);
            runs++;
        }
        body.u32(runs);
        body.write(encoded);
    }

    private static void run(ByteWriter encoded, int length, int type) {
        encoded.u32(length);
        encoded.u8(type);
    }

    private int valueType() {
        oneType.clear();
        types.valueType(oneType);
        return oneType.array()[0];
    }

    private void table() {
        int index = tables++;
        if (inlineExportsAndImport(TABLE, index)) {
            tableType(out.imports.bytes);
            return;
        }
        addressType();
        if (types.atReferenceType()) {
            int type = types.referenceType();
            in.expectForm(Word.ELEM);
            int count = segments.inlineElements(index, type);
            in.expectClose();
            ByteWriter section = out.tables.entry();
            section.u8(type);
            section.u8(1);
            section.u32(count);
            section.u32(count);
            return;
        }
        oneType.clear();
        tableType(oneType);
        ByteWriter section = out.tables.entry();
        if (in.atClose()) {
            section.write(oneType);
            return;
        }
        ByteWriter init = new ByteWriter(16);
        code.expression(init);
        // A table of null references is what there is without an initial value; all others belong to a later version.
        boolean isNull = init.size() == 3
                && init.array()[0] == (byte) Op.REF_NULL.code()
                && init.array()[1] == oneType.array()[0];
        if (!isNull) {
            section.u8(0x40);
            section.u8(0);
        }
        section.write(oneType);
        if (!isNull) {
            section.write(init);
        }
    }

    private void tableType(ByteWriter section) {
        ByteWriter size = new ByteWriter(16);
        limits(size);
        section.u8(types.referenceType());
        section.write(size);
    }

    private void memory() {
        int index = memories++;
        if (inlineExportsAndImport(MEMORY, index)) {
            limits(out.imports.bytes);
            return;
        }
        addressType();
        ByteWriter section = out.memories.entry();
        if (in.takeForm(Word.DATA)) {
            long pages = segments.inlineData(index);
            in.expectClose();
            section.u8(1);
            section.u64(pages);
            section.u64(pages);
        } else {
            limits(section);
        }
    }

    private void addressType() {
        if (in.atWord(Word.I64)) {
            throw in.unsupported(in.at, Feature.MEMORY64);
        }
        in.takeWord(Word.I32);
    }

    private void limits(ByteWriter section) {
        addressType();
        long min = in.expectNat(64, "a size");
        boolean bounded = in.kind() == Token.NAT;
        section.u8(bounded ? 1 : 0);
        section.u64(min);
        if (bounded) {
            section.u64(in.expectNat(64, "a size"));
        }
    }

    private void globalType(ByteWriter section) {
        boolean mutable = in.takeForm(Word.MUT);
        types.valueType(section);
        if (mutable) {
            in.expectClose();
        }
        section.u8(mutable ? 1 : 0);
    }

    private void global() {
        if (inlineExportsAndImport(GLOBAL, globals++)) {
            globalType(out.imports.bytes);
            return;
        }
        ByteWriter section = out.globals.entry();
        globalType(section);
        code.expression(section);
    }

    /** An expression of one {@code i32.const}. */
    static void constantOffset(ByteWriter section, int offset) {
        section.u8(Op.I32_CONST.code());
        section.s64(offset);
        section.u8(Op.END.code());
    }
}
