package dev.gantry.wasm.clif;

import dev.gantry.clif.build.FunctionBuilder;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.IntCC;
import dev.gantry.clif.ir.MemFlags;
import dev.gantry.clif.ir.TrapCode;
import dev.gantry.clif.ir.Type;
import dev.gantry.wasm.Op;

/**
 * Accesses to linear memory.
 *
 * <p>An address is the memory's base, plus the index as an unsigned 64-bit number, plus the static offset. With guarded memories an
 * access needs no check while offset and width stay within the guard: index and offset together reach at most 4 GiB plus the guard,
 * all of it reserved. Otherwise the end of the access is compared with the memory's length; the sum cannot overflow 64 bits.
 */
final class MemoryOps {
    private static final int MEMORY = MemFlags.withLittle(MemFlags.DEFAULT);
    private static final int CHECKED_MEMORY = MemFlags.withNotrap(MEMORY);

    private final Body body;
    private final FunctionBuilder b;
    private int base0 = -1;
    private boolean base0Used;

    MemoryOps(Body body) {
        this.body = body;
        this.b = body.b;
    }

    /** In the entry block: loads the base of memory 0, so that every block can use it. */
    void begin() {
        if (body.module.memoryCount() > 0) {
            base0 = b.load(Type.I64, Body.CONSTANT, definition(0), fieldOffset(0, VmContextLayout.MEMORY_BASE));
        }
    }

    /** After the last operator: takes the base out again if nothing used it. */
    void end() {
        if (base0 >= 0 && !base0Used) {
            Function function = body.function;
            int load = function.dfg.valueDefInst(base0);
            int pointer = function.dfg.instData(load).arg(0);
            function.layout.removeInst(load);
            if (pointer != body.vmctx) {
                function.layout.removeInst(function.dfg.valueDefInst(pointer));
            }
        }
    }

    // ---- Loads and stores ----

    void load(Op op, int memory, long offset) {
        int index = body.pop();
        long address = address(memory, index, offset, 1L << op.widthLog2());
        body.push(load(op, flags(), (int) address, (int) (address >> 32)));
    }

    private int load(Op op, int flags, int address, int offset) {
        return switch (op) {
            case I32_LOAD -> b.load(Type.I32, flags, address, offset);
            case I64_LOAD -> b.load(Type.I64, flags, address, offset);
            case F32_LOAD -> b.load(Type.F32, flags, address, offset);
            case F64_LOAD -> b.load(Type.F64, flags, address, offset);
            case I32_LOAD8_S -> b.sload8(Type.I32, flags, address, offset);
            case I32_LOAD8_U -> b.uload8(Type.I32, flags, address, offset);
            case I32_LOAD16_S -> b.sload16(Type.I32, flags, address, offset);
            case I32_LOAD16_U -> b.uload16(Type.I32, flags, address, offset);
            case I64_LOAD8_S -> b.sload8(Type.I64, flags, address, offset);
            case I64_LOAD8_U -> b.uload8(Type.I64, flags, address, offset);
            case I64_LOAD16_S -> b.sload16(Type.I64, flags, address, offset);
            case I64_LOAD16_U -> b.uload16(Type.I64, flags, address, offset);
            case I64_LOAD32_S -> b.sload32(flags, address, offset);
            case I64_LOAD32_U -> b.uload32(flags, address, offset);
            default -> throw body.unsupported(op.mnemonic());
        };
    }

    void store(Op op, int memory, long offset) {
        int value = body.pop();
        int index = body.pop();
        long address = address(memory, index, offset, 1L << op.widthLog2());
        store(op, flags(), value, (int) address, (int) (address >> 32));
    }

    private void store(Op op, int flags, int value, int address, int offset) {
        switch (op) {
            case I32_STORE, I64_STORE, F32_STORE, F64_STORE -> b.store(flags, value, address, offset);
            case I32_STORE8, I64_STORE8 -> b.istore8(flags, value, address, offset);
            case I32_STORE16, I64_STORE16 -> b.istore16(flags, value, address, offset);
            case I64_STORE32 -> b.istore32(flags, value, address, offset);
            default -> throw body.unsupported(op.mnemonic());
        }
    }

    private int flags() {
        return body.faulting() ? MEMORY : CHECKED_MEMORY;
    }

    /** Checks an access of {@code width} bytes; gives the address value in the low half and the offset left in the high half. */
    private long address(int memory, int index, long offset, long width) {
        int wide = body.widened(index);
        boolean small = offset <= Integer.MAX_VALUE;
        boolean guarded = body.settings.bounds() == TranslatorSettings.Bounds.GUARDED
                && offset + width <= body.settings.guardBytes();
        if (!guarded) {
            int end = b.iadd(wide, body.i64(offset + width));
            body.trapIf(b.icmp(IntCC.UGT, end, length(memory)), TrapCode.HEAP_OUT_OF_BOUNDS);
        }
        int start = b.iadd(base(memory), wide);
        if (small) {
            return offset << 32 | start;
        }
        return b.iadd(start, body.i64(offset));
    }

    private int base(int memory) {
        if (memory == 0) {
            base0Used = true;
            return base0;
        }
        return b.load(Type.I64, Body.CONSTANT, definition(memory), fieldOffset(memory, VmContextLayout.MEMORY_BASE));
    }

    private int length(int memory) {
        return b.load(Type.I64, Body.FIELD, definition(memory), fieldOffset(memory, VmContextLayout.MEMORY_LENGTH));
    }

    /** The value that {@link #fieldOffset} counts from: the vmctx, or the pointer to an imported memory's definition. */
    private int definition(int memory) {
        return body.layout.isImportedMemory(memory)
                ? body.constantPointer(body.layout.importedMemory(memory))
                : body.vmctx;
    }

    private int fieldOffset(int memory, int field) {
        return body.layout.isImportedMemory(memory) ? field : body.layout.memory(memory) + field;
    }

    // ---- Whole memories ----

    void memory(Op op, int first, int second) {
        switch (op) {
            case MEMORY_SIZE -> body.push(b.ireduce(Type.I32, b.ushrImm(length(first), 16)));
            case MEMORY_GROW -> grow(first);
            case MEMORY_FILL -> fill(first);
            case MEMORY_COPY -> copy(first, second);
            case MEMORY_INIT -> init(first, second);
            case DATA_DROP -> body.callBuiltin(Builtin.DATA_DROP, new int[] {0, body.i64(first)});
            default -> throw body.unsupported(op.mnemonic());
        }
    }

    private void grow(int memory) {
        int delta = body.widened(body.pop());
        int call = body.callBuiltin(Builtin.MEMORY_GROW, new int[] {0, body.i64(memory), delta});
        body.push(b.ireduce(Type.I32, b.instResult(call, 0)));
    }

    private void fill(int memory) {
        int count = body.widened(body.pop());
        int value = body.widened(body.pop());
        int to = body.widened(body.pop());
        checkRange(memory, to, count);
        body.callBuiltin(Builtin.BYTES_FILL, new int[] {0, b.iadd(base(memory), to), value, count});
    }

    private void copy(int toMemory, int fromMemory) {
        int count = body.widened(body.pop());
        int from = body.widened(body.pop());
        int to = body.widened(body.pop());
        checkRange(fromMemory, from, count);
        checkRange(toMemory, to, count);
        int target = b.iadd(base(toMemory), to);
        int source = b.iadd(base(fromMemory), from);
        body.callBuiltin(Builtin.BYTES_COPY, new int[] {0, target, source, count});
    }

    private void checkRange(int memory, int start, int count) {
        int past = b.icmp(IntCC.UGT, b.iadd(start, count), length(memory));
        body.trapIf(past, TrapCode.HEAP_OUT_OF_BOUNDS);
    }

    private void init(int segment, int memory) {
        int count = body.widened(body.pop());
        int from = body.widened(body.pop());
        int to = body.widened(body.pop());
        int[] args = {0, body.i64(memory), body.i64(segment), to, from, count};
        body.callBuiltin(Builtin.MEMORY_INIT, args);
    }
}
