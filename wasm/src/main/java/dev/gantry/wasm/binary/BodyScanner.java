package dev.gantry.wasm.binary;

import dev.gantry.wasm.Op;

/**
 * Looks for a malformed integer in a function body, and checks nothing else.
 *
 * <p>Bodies are decoded by the validator, long after the sections behind them have been found. Where a body's last integer runs beyond the
 * body because it is malformed, the bytes that follow look like a section of an unknown kind; the integer is then the error to report.
 */
final class BodyScanner {
    private final ByteReader in = new ByteReader();

    /** Reads a body, which starts with its locals; throws what is malformed, and returns at anything that is wrong otherwise. */
    void scan(byte[] bytes, int from, int to, int moduleEnd, int function) {
        in.reset(bytes, from, to, moduleEnd, function);
        int runs = in.u32();
        for (int i = 0; Integer.compareUnsigned(i, runs) < 0 && in.remaining() > 0; i++) {
            in.u32();
            in.seek(in.pos() + 1); // a value type
        }
        while (in.remaining() > 0) {
            int code = in.u8();
            Op op;
            if (code == Op.PREFIX_MISC || code == Op.PREFIX_SIMD) {
                op = Op.ofPrefixed(code, in.u32());
            } else {
                op = Op.ofByte(code);
            }
            if (op == null) return;
            immediates(op);
        }
    }

    private void immediates(Op op) {
        switch (op.immediate()) {
            case NONE -> {}
            case BLOCK_TYPE, HEAP_TYPE -> in.s33();
            case LABEL, FUNC, LOCAL, GLOBAL, TABLE, ELEM, MEMORY, DATA -> in.u32();
            case TYPE_TABLE, TABLE_TABLE, ELEM_TABLE, MEMORY_MEMORY, DATA_MEMORY -> integers(2);
            case LABEL_TABLE -> integers(in.u32() + 1);
            case MEMARG -> memoryArgument();
            case MEMARG_LANE -> {
                memoryArgument();
                in.seek(in.pos() + 1);
            }
            case LANE -> in.seek(in.pos() + 1);
            case SHUFFLE, V128 -> in.seek(in.pos() + 16);
            case I32 -> in.s32();
            case I64 -> in.s64();
            case F32 -> in.seek(in.pos() + 4);
            case F64 -> in.seek(in.pos() + 8);
            case SELECT_TYPES -> integers(in.u32());
        }
    }

    private void integers(int count) {
        for (int i = 0; Integer.compareUnsigned(i, count) < 0 && in.remaining() > 0; i++) {
            in.u32();
        }
    }

    private void memoryArgument() {
        in.u32();
        in.u64();
    }
}
