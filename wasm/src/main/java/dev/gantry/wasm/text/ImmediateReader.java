package dev.gantry.wasm.text;

import dev.gantry.wasm.Immediate;
import dev.gantry.wasm.Op;

/** The immediates of operators as they are written, into the binary format: one routine for each {@link Immediate}. */
final class ImmediateReader {
    private final Cursor in;
    private final ModuleSpaces spaces;
    private final TypeReader types;
    private final IndexSpace locals;
    private final LabelStack labels;
    private final ByteWriter scratch = new ByteWriter();
    private boolean usesDataSegments;

    ImmediateReader(Cursor in, ModuleSpaces spaces, TypeReader types, IndexSpace locals, LabelStack labels) {
        this.in = in;
        this.spaces = spaces;
        this.types = types;
        this.locals = locals;
        this.labels = labels;
    }

    /** Whether any operator so far names a data segment, which asks for a data count section. */
    boolean usesDataSegments() {
        return usesDataSegments;
    }

    /** Reads the immediates of an operator and writes the operator with them. Block types are not for this method. */
    void read(Op op, ByteWriter out) {
        if (op == Op.SELECT && in.atForm(Word.RESULT)) {
            selectTypes(out);
            return;
        }
        writeCode(op, out);
        switch (op.immediate()) {
            case NONE -> {}
            case LABEL -> out.u32(labels.depth(in));
            case LABEL_TABLE -> labelTable(out);
            case FUNC -> out.u32(spaces.functions.index(in));
            case LOCAL -> out.u32(locals.index(in));
            case GLOBAL -> out.u32(spaces.globals.index(in));
            case ELEM -> out.u32(spaces.elements.index(in));
            case DATA -> data(out);
            case TABLE -> out.u32(optional(spaces.tables));
            case MEMORY -> out.u32(optional(spaces.memories));
            case TABLE_TABLE -> pair(spaces.tables, out);
            case MEMORY_MEMORY -> pair(spaces.memories, out);
            case ELEM_TABLE -> segmentOf(spaces.elements, spaces.tables, out);
            case DATA_MEMORY -> {
                usesDataSegments = true;
                segmentOf(spaces.data, spaces.memories, out);
            }
            case TYPE_TABLE -> typeAndTable(out);
            case HEAP_TYPE -> out.u8(types.heapType());
            default -> constant(op, out);
        }
    }

    private void constant(Op op, ByteWriter out) {
        switch (op.immediate()) {
            case I32 -> out.s64(in.expectI32());
            case I64 -> out.s64(in.expectInteger(64));
            case F32 -> out.le32(in.expectF32());
            case F64 -> out.le64(in.expectF64());
            case V128 -> VectorReader.constant(in, out);
            case LANE -> out.u8(lane());
            case SHUFFLE -> shuffle(out);
            case MEMARG -> memoryArgument(op, out);
            case MEMARG_LANE -> {
                memoryArgument(op, out);
                out.u8(lane());
            }
            default -> throw new IllegalStateException(op.mnemonic());
        }
    }

    static void writeCode(Op op, ByteWriter out) {
        if (op.prefix() == 0) {
            out.u8(op.code());
        } else {
            out.u8(op.prefix());
            out.u32(op.subcode());
        }
    }

    private int optional(IndexSpace space) {
        return in.atIndex() ? space.index(in) : 0;
    }

    private void data(ByteWriter out) {
        usesDataSegments = true;
        out.u32(spaces.data.index(in));
    }

    private void pair(IndexSpace space, ByteWriter out) {
        int first = 0;
        int second = 0;
        if (in.atIndex()) {
            first = space.index(in);
            second = space.index(in);
        }
        out.u32(first);
        out.u32(second);
    }

    /** A segment, before which the thing that it is for may be named. */
    private void segmentOf(IndexSpace segments, IndexSpace targets, ByteWriter out) {
        int target = 0;
        byte next = in.atIndex() ? in.tokens.kind[in.at + 1] : Token.END;
        if (next == Token.NAT || next == Token.ID) {
            target = targets.index(in);
        }
        out.u32(segments.index(in));
        out.u32(target);
    }

    private void typeAndTable(ByteWriter out) {
        int table = optional(spaces.tables);
        out.u32(types.use(null));
        out.u32(table);
    }

    private void selectTypes(ByteWriter out) {
        scratch.clear();
        int count = types.results(scratch);
        out.u8(Op.SELECT_T.code());
        out.u32(count);
        out.write(scratch);
    }

    private void labelTable(ByteWriter out) {
        scratch.clear();
        int count = 0;
        int last = labels.depth(in);
        while (in.atIndex()) {
            scratch.u32(last);
            count++;
            last = labels.depth(in);
        }
        out.u32(count);
        out.write(scratch);
        out.u32(last);
    }

    private int lane() {
        if (in.kind() != Token.NAT) {
            throw in.unexpected("a lane");
        }
        int token = in.at++;
        long lane = Numbers.integer(in.tokens, token, 64);
        if (lane < 0 || lane > 255) {
            throw in.malformed(token, "i8 constant out of range");
        }
        return (int) lane;
    }

    private void shuffle(ByteWriter out) {
        if (in.numbersAhead(17) != 16) {
            throw in.malformed(in.at, "invalid lane length");
        }
        for (int i = 0; i < 16; i++) {
            if (in.kind() != Token.NAT) {
                throw in.malformed(in.at, "i8 constant out of range");
            }
            out.u8(lane());
        }
    }

    private void memoryArgument(Op op, ByteWriter out) {
        int memory = 0;
        if (in.kind() == Token.ID || in.kind() == Token.NAT && memoryBeforeArguments(op)) {
            memory = spaces.memories.index(in);
        }
        long offset = argument("offset=", 0);
        int token = in.at;
        long align = argument("align=", 1L << op.widthLog2());
        if (Long.bitCount(align) != 1) {
            throw in.malformed(token, "alignment must be a power of two");
        }
        int flags = Long.numberOfTrailingZeros(align);
        if (memory == 0) {
            out.u32(flags);
        } else {
            out.u32(flags | 0x40);
            out.u32(memory);
        }
        out.u64(offset);
    }

    /** A number before a lane is a memory if another number, or an argument, stands between the two. */
    private boolean memoryBeforeArguments(Op op) {
        return op.immediate() == Immediate.MEMARG
                || in.tokens.kind[in.at + 1] == Token.NAT
                || isArgument(in.at + 1, "offset=")
                || isArgument(in.at + 1, "align=");
    }

    private boolean isArgument(int token, String prefix) {
        Tokens tokens = in.tokens;
        int start = tokens.start[token];
        if (tokens.kind[token] != Token.WORD || tokens.end[token] - start <= prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (tokens.text[start + i] != prefix.charAt(i)) {
                return false;
            }
        }
        int number = start + prefix.length();
        return Numbers.classify(tokens.text, number, tokens.end[token]) == Token.NAT;
    }

    private long argument(String prefix, long absent) {
        if (!isArgument(in.at, prefix)) {
            return absent;
        }
        int token = in.at++;
        return Numbers.integer(in.tokens, token, in.tokens.start[token] + prefix.length(), 64);
    }
}
