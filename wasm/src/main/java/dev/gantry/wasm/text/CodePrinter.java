package dev.gantry.wasm.text;

import dev.gantry.wasm.Op;
import dev.gantry.wasm.ValType;
import dev.gantry.wasm.WasmModule;
import dev.gantry.wasm.binary.ByteReader;
import org.jspecify.annotations.Nullable;

/** Prints function bodies, one operator a line, driven by the shapes of the immediates. */
final class CodePrinter {
    private static final int EMPTY_BLOCK = -64;
    private static final int BODY_INDENT = 2;

    private final WasmModule module;
    private final PrintNames names;
    private final TextWriter out;
    private final boolean offsets;
    private final ByteReader in = new ByteReader();
    private @Nullable String[] locals = {};
    /** Blocks open within the body. */
    private int depth;

    CodePrinter(WasmModule module, PrintNames names, TextWriter out, boolean offsets) {
        this.module = module;
        this.names = names;
        this.out = out;
        this.offsets = offsets;
    }

    /**
     * Prints the operators of a body, without the last {@code end}.
     *
     * @param from position of the first operator
     * @param to position behind the body
     */
    void print(int function, int from, int to, @Nullable String[] localNames) {
        in.reset(module.bytes(), from, to, to, function);
        locals = localNames;
        depth = 0;
        while (true) {
            int offset = in.pos();
            Op op = op();
            if (op == Op.END && depth == 0) {
                break;
            }
            if (op == Op.END || op == Op.ELSE) {
                depth--;
            }
            if (depth < 0) {
                throw in.malformed("unexpected " + op.mnemonic(), offset);
            }
            out.line(BODY_INDENT + depth);
            if (offsets) {
                out.text("(;");
                out.hex(offset, 6);
                out.text(";) ");
            }
            out.text(op.mnemonic());
            if (op == Op.ELSE) {
                depth++;
            }
            immediates(op);
        }
        if (in.remaining() > 0) {
            throw in.malformed("operators behind the end of the function", in.pos());
        }
    }

    private Op op() {
        int offset = in.pos();
        int code = in.u8();
        Op op = code == Op.PREFIX_MISC || code == Op.PREFIX_SIMD ? Op.ofPrefixed(code, in.u32()) : Op.ofByte(code);
        if (op == null) {
            throw in.malformed("illegal opcode " + Integer.toHexString(code), offset);
        }
        return op;
    }

    private void immediates(Op op) {
        switch (op.immediate()) {
            case NONE -> {}
            case BLOCK_TYPE -> {
                depth++;
                blockType();
            }
            case LABEL -> label();
            case LABEL_TABLE -> labelTable();
            case FUNC -> reference(names.functions(), in.u32());
            case LOCAL -> reference(locals, in.u32());
            case GLOBAL -> reference(names.globals(), in.u32());
            case ELEM -> reference(names.elements(), in.u32());
            case DATA -> reference(names.data(), in.u32());
            case TABLE -> unlessZero(names.tables(), in.u32());
            case MEMORY -> unlessZero(names.memories(), in.u32());
            case TABLE_TABLE -> pair(names.tables());
            case MEMORY_MEMORY -> pair(names.memories());
            case ELEM_TABLE -> segment(names.elements(), names.tables());
            case DATA_MEMORY -> segment(names.data(), names.memories());
            case TYPE_TABLE -> {
                int type = in.u32();
                unlessZero(names.tables(), in.u32());
                typeUse(type);
            }
            case SELECT_TYPES -> selectTypes();
            default -> constant(op);
        }
    }

    private void constant(Op op) {
        switch (op.immediate()) {
            case HEAP_TYPE -> {
                int offset = in.pos();
                int code = in.u8();
                if (!ValType.isReference(code)) {
                    throw in.malformed("malformed reference type", offset);
                }
                out.text(code == ValType.FUNCREF_CODE ? " func" : " extern");
            }
            case I32 -> {
                out.text(" ");
                out.signed(in.s32());
            }
            case I64 -> {
                out.text(" ");
                out.signed(in.s64());
            }
            case F32 -> {
                out.text(" ");
                out.f32(in.fixed32());
            }
            case F64 -> {
                out.text(" ");
                out.f64(in.fixed64());
            }
            case V128 -> vector(out, in.fixed64(), in.fixed64());
            case LANE -> lanes(1);
            case SHUFFLE -> lanes(16);
            case MEMARG -> memoryArgument(op);
            case MEMARG_LANE -> {
                memoryArgument(op);
                lanes(1);
            }
            default -> throw new IllegalStateException(op.mnemonic());
        }
    }

    static void vector(TextWriter out, long low, long high) {
        out.text(" i32x4 ");
        out.hex(low & 0xFFFF_FFFFL, 8);
        out.text(" ");
        out.hex(low >>> 32, 8);
        out.text(" ");
        out.hex(high & 0xFFFF_FFFFL, 8);
        out.text(" ");
        out.hex(high >>> 32, 8);
    }

    private void reference(@Nullable String[] space, int index) {
        out.text(" ");
        out.reference(space, index);
    }

    private void unlessZero(@Nullable String[] space, int index) {
        if (index != 0) {
            reference(space, index);
        }
    }

    private void pair(@Nullable String[] space) {
        int first = in.u32();
        int second = in.u32();
        if (first != 0 || second != 0) {
            reference(space, first);
            reference(space, second);
        }
    }

    private void segment(@Nullable String[] segments, @Nullable String[] targets) {
        int segment = in.u32();
        unlessZero(targets, in.u32());
        reference(segments, segment);
    }

    private void typeUse(int type) {
        out.text(" (type ");
        out.reference(names.types(), type);
        out.text(")");
    }

    private void blockType() {
        int offset = in.pos();
        long type = in.s33();
        if (type >= 0) {
            typeUse((int) type);
        } else if (type != EMPTY_BLOCK) {
            out.text(" (result ");
            out.text(valueType((int) type & 0x7F, offset));
            out.text(")");
        }
        out.text(" (;@");
        out.index(depth);
        out.text(";)");
    }

    private void label() {
        int label = in.u32();
        out.text(" ");
        out.index(label);
        if (label >= 0 && label < depth) {
            out.text(" (;@");
            out.index(depth - label);
            out.text(";)");
        }
    }

    private void labelTable() {
        int count = in.u32();
        for (int i = 0; Integer.compareUnsigned(i, count) <= 0; i++) {
            label();
        }
    }

    private void selectTypes() {
        int count = in.u32();
        if (count == 0) {
            out.text(" (result)");
        }
        for (int i = 0; Integer.compareUnsigned(i, count) < 0; i++) {
            int offset = in.pos();
            out.text(" (result ");
            out.text(valueType(in.u8(), offset));
            out.text(")");
        }
    }

    private String valueType(int code, int offset) {
        ValType type = ValType.ofCode(code);
        if (type == null) {
            throw in.malformed("malformed value type", offset);
        }
        return type.toString();
    }

    private void lanes(int count) {
        for (int i = 0; i < count; i++) {
            out.text(" ");
            out.index(in.u8());
        }
    }

    private void memoryArgument(Op op) {
        int position = in.pos();
        int flags = in.u32();
        int align = flags & ~0x40;
        if (align < 0 || align > 63) {
            throw in.malformed("malformed memop flags", position);
        }
        if (flags != align) {
            unlessZero(names.memories(), in.u32());
        }
        long offset = in.u64();
        if (offset != 0) {
            out.text(" offset=");
            out.unsigned(offset);
        }
        if (align != op.widthLog2()) {
            out.text(" align=");
            out.unsigned(1L << align);
        }
    }
}
