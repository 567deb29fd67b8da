package dev.gantry.wasm.text;

/** Element and data segments, as fields of their own and within tables and memories. */
final class SegmentParser {
    private static final int PAGE = 65536;
    private static final int FUNCREF = 0x70;

    /** Bits of the first number of an element segment. */
    private static final int NOT_ACTIVE = 1;

    private static final int EXPLICIT_TABLE_OR_DECLARED = 2;
    private static final int EXPRESSIONS = 4;

    private final Cursor in;
    private final ModuleSpaces spaces;
    private final TypeReader types;
    private final CodeReader code;
    private final ModuleEncoder out;
    private final ByteWriter offset = new ByteWriter();
    private final ByteWriter items = new ByteWriter();

    SegmentParser(Cursor in, ModuleSpaces spaces, TypeReader types, CodeReader code, ModuleEncoder out) {
        this.in = in;
        this.spaces = spaces;
        this.types = types;
        this.code = code;
        this.out = out;
    }

    /** Reads an element segment; the cursor is behind the word {@code elem}. */
    void elements() {
        in.takeId();
        boolean declared = in.takeWord(Word.DECLARE);
        int table = 0;
        boolean tableGiven = false;
        boolean active = false;
        if (!declared) {
            tableGiven = in.takeForm(Word.TABLE);
            if (tableGiven) {
                table = spaces.tables.index(in);
                in.expectClose();
            } else if (in.kind() == Token.NAT) {
                table = spaces.tables.index(in);
                tableGiven = true;
            }
            active = tableGiven || in.atOpen() && !types.atReferenceType();
        }
        if (active) {
            offset();
        }
        int type = FUNCREF;
        boolean expressions = types.atReferenceType();
        if (expressions) {
            type = types.referenceType();
        } else if (!in.takeWord(Word.FUNC) && (!active || in.kind() == Token.WORD)) {
            throw in.unexpected("func or a reference type");
        }
        int count = expressions ? expressionItems() : functionItems();
        boolean shortForm = active && table == 0 && type == FUNCREF;
        int flags = expressions ? EXPRESSIONS : 0;
        if (active) {
            flags |= shortForm ? 0 : EXPLICIT_TABLE_OR_DECLARED;
        } else {
            flags |= declared ? NOT_ACTIVE | EXPLICIT_TABLE_OR_DECLARED : NOT_ACTIVE;
        }
        ByteWriter section = out.elements.entry();
        section.u32(flags);
        if (active && !shortForm) {
            section.u32(table);
        }
        if (active) {
            section.write(offset);
        }
        if (!shortForm) {
            section.u8(expressions ? type : 0);
        }
        section.u32(count);
        section.write(items);
    }

    /**
     * Reads the elements within a table, behind the word {@code elem} and up to the parenthesis, as a segment for it.
     *
     * @param type byte of the table's element type
     * @return how many elements there are
     */
    int inlineElements(int table, int type) {
        boolean expressions = in.atOpen();
        int count = expressions ? expressionItems() : functionItems();
        boolean shortForm = table == 0 && type == FUNCREF;
        ByteWriter section = out.elements.entry();
        section.u32((expressions ? EXPRESSIONS : 0) | (shortForm ? 0 : EXPLICIT_TABLE_OR_DECLARED));
        if (!shortForm) {
            section.u32(table);
        }
        ModuleParser.constantOffset(section, 0);
        if (!shortForm) {
            section.u8(expressions ? type : 0);
        }
        section.u32(count);
        section.write(items);
        return count;
    }

    /** Reads a data segment; the cursor is behind the word {@code data}. */
    void data() {
        in.takeId();
        int memory = 0;
        boolean active = false;
        if (in.takeForm(Word.MEMORY)) {
            memory = spaces.memories.index(in);
            in.expectClose();
            active = true;
        } else if (in.kind() == Token.NAT) {
            memory = spaces.memories.index(in);
            active = true;
        }
        active |= in.atOpen();
        ByteWriter section = out.data.entry();
        section.u32(active ? memory == 0 ? 0 : 2 : 1);
        if (active) {
            offset();
            if (memory != 0) {
                section.u32(memory);
            }
            section.write(offset);
        }
        strings();
        section.sized(items);
    }

    /** Reads the strings within a memory as a segment for it and gives the number of pages that they need. */
    long inlineData(int memory) {
        strings();
        ByteWriter section = out.data.entry();
        section.u32(memory == 0 ? 0 : 2);
        if (memory != 0) {
            section.u32(memory);
        }
        ModuleParser.constantOffset(section, 0);
        section.sized(items);
        return ((long) items.size() + PAGE - 1) / PAGE;
    }

    private void strings() {
        items.clear();
        while (in.kind() == Token.STRING) {
            in.tokens.appendString(in.at++, items);
        }
    }

    /** {@code (offset instr*)} or one folded instruction. */
    private void offset() {
        offset.clear();
        if (in.takeForm(Word.OFFSET)) {
            code.expression(offset);
            in.expectClose();
        } else if (in.atOpen()) {
            code.foldedExpression(offset);
        } else {
            throw in.unexpected("an offset");
        }
    }

    private int functionItems() {
        items.clear();
        int count = 0;
        while (in.atIndex()) {
            items.u32(spaces.functions.index(in));
            count++;
        }
        return count;
    }

    /** {@code (item instr*)} or one folded instruction, any number of times. */
    private int expressionItems() {
        items.clear();
        int count = 0;
        while (in.atOpen()) {
            if (in.takeForm(Word.ITEM)) {
                code.expression(items);
                in.expectClose();
            } else {
                code.foldedExpression(items);
            }
            count++;
        }
        return count;
    }
}
