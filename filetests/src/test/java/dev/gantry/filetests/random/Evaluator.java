package dev.gantry.filetests.random;

import dev.gantry.clif.ir.BlockCall;
import dev.gantry.clif.ir.Dfg;
import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Evaluates functions over scalars: one step an instruction, in program order. Stack slots live at made-up addresses in an array of bytes; a program must not let
 * addresses get into its results.
 */
final class Evaluator {
    private static final int MEMORY = 1 << 16;
    private static final int FUEL = 100_000;
    private static final int MAX_DEPTH = 50;

    private final Map<ExternalName, Function> functions = new HashMap<>();
    private final byte[] memory = new byte[MEMORY];
    private int stackTop;
    private int fuel;
    private int depth;

    Evaluator(List<Function> program) {
        for (Function function : program) {
            functions.put(function.name(), function);
        }
    }

    /**
     * Calls a function.
     *
     * @throws Outcome if it does not return
     */
    long[] run(Function function, long[] args) {
        fuel = FUEL;
        stackTop = 16;
        depth = 0;
        return call(function, args);
    }

    private long[] call(Function function, long[] args) {
        if (++depth > MAX_DEPTH) {
            throw new Outcome.Undetermined();
        }
        int base = stackTop;
        long[] results = new Frame(function).run(args);
        stackTop = base;
        depth--;
        return results;
    }

    private long read(long address, int bytes) {
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = value << 8 | memory[(int) address + i] & 0xff;
        }
        return value;
    }

    private void write(long address, int bytes, long value) {
        for (int i = 0; i < bytes; i++) {
            memory[(int) address + i] = (byte) (value >>> 8 * i);
        }
    }

    /** One call of a function. */
    private final class Frame {
        private final Function function;
        private final Dfg dfg;
        private final long[] values;
        private final int[] slots;
        private final long[] pair = new long[2];

        Frame(Function function) {
            this.function = function;
            dfg = function.dfg;
            values = new long[dfg.valueLimit()];
            slots = new int[function.stackSlots.limit()];
            for (int i = 0; i < slots.length; i++) {
                slots[i] = stackTop;
                stackTop = stackTop + function.stackSlots.get(i).size() + 15 & -16;
                if (stackTop > MEMORY) {
                    throw new Outcome.Undetermined();
                }
            }
        }

        long[] run(long[] args) {
            int block = function.layout.entryBlock();
            enter(block, args);
            int inst = function.layout.firstInst(block);
            while (true) {
                if (fuel-- == 0) {
                    throw new Outcome.Undetermined();
                }
                InstData data = dfg.instData(inst);
                switch (data) {
                    case InstData.Jump jump -> inst = branch(jump.target());
                    case InstData.Brif brif ->
                        inst = branch(value(brif.cond()) != 0 ? brif.thenDest() : brif.elseDest());
                    case InstData.BranchTable table -> {
                        long index = value(table.arg());
                        boolean inside = index < table.table().entryCount();
                        inst = branch(
                                inside
                                        ? table.table().entry((int) index)
                                        : table.table().defaultTarget());
                    }
                    case InstData.Call call
                    when call.opcode() == Opcode.RETURN_CALL -> {
                        return call(callee(call.func()), values(call.args()));
                    }
                    case InstData.MultiAry multi
                    when multi.opcode() == Opcode.RETURN -> {
                        return values(multi.args());
                    }
                    default -> {
                        step(inst, data);
                        inst = function.layout.nextInst(inst);
                    }
                }
            }
        }

        private Function callee(int func) {
            return functions.get(function.extFuncs.get(func).name());
        }

        private long value(int value) {
            return values[dfg.resolveAliases(value)];
        }

        private long[] values(int[] refs) {
            long[] out = new long[refs.length];
            for (int i = 0; i < refs.length; i++) {
                out[i] = value(refs[i]);
            }
            return out;
        }

        private int branch(BlockCall target) {
            enter(target.block(), values(target.args()));
            return function.layout.firstInst(target.block());
        }

        private void enter(int block, long[] args) {
            for (int i = 0; i < args.length; i++) {
                values[dfg.blockParam(block, i)] = args[i];
            }
        }

        private Type typeOf(int value) {
            return dfg.valueType(value);
        }

        private void set(int inst, long value) {
            values[dfg.firstResult(inst)] = value;
        }

        private void setPair(int inst) {
            values[dfg.instResult(inst, 0)] = pair[0];
            values[dfg.instResult(inst, 1)] = pair[1];
        }

        private void step(int inst, InstData data) {
            Type type = dfg.instResultCount(inst) == 0 ? Type.INVALID : typeOf(dfg.firstResult(inst));
            switch (data) {
                case InstData.UnaryImm d -> set(inst, d.imm() & Scalars.mask(type));
                case InstData.UnaryIeee32 d -> set(inst, d.bits() & 0xffffffffL);
                case InstData.UnaryIeee64 d -> set(inst, d.bits());
                case InstData.Unary d -> set(inst, Scalars.unary(d.opcode(), type, typeOf(d.arg()), value(d.arg())));
                case InstData.Binary d -> binary(inst, d, type);
                case InstData.Ternary d -> ternary(inst, d, type);
                case InstData.IntCompare d ->
                    set(inst, Scalars.compare(d.cond(), typeOf(d.arg0()), value(d.arg0()), value(d.arg1())) ? 1 : 0);
                case InstData.FloatCompare d ->
                    set(inst, Scalars.compare(d.cond(), typeOf(d.arg0()), value(d.arg0()), value(d.arg1())) ? 1 : 0);
                case InstData.IntAddTrap d -> {
                    Scalars.overflow(d.opcode(), type, value(d.arg0()), value(d.arg1()), 0, pair);
                    if (pair[1] != 0) {
                        throw new Outcome.Trap(d.trapCode());
                    }
                    set(inst, pair[0]);
                }
                case InstData.CondTrap d -> {
                    if ((value(d.arg()) != 0) == (d.opcode() == Opcode.TRAPNZ)) {
                        throw new Outcome.Trap(d.trapCode());
                    }
                }
                case InstData.Trap d -> throw new Outcome.Trap(d.trapCode());
                case InstData.StackAddr d -> set(inst, slots[d.stackSlot()] + d.offset());
                case InstData.Load d -> load(inst, d, type);
                case InstData.Store d -> store(d);
                case InstData.LoadNoOffset d -> {
                    boolean cast = d.opcode() == Opcode.BITCAST;
                    set(inst, cast ? value(d.arg()) : read(value(d.arg()), type.bytes()));
                }
                case InstData.StoreNoOffset d ->
                    write(value(d.addr()), typeOf(d.value()).bytes(), value(d.value()));
                case InstData.AtomicRmw d -> {
                    long old = read(value(d.addr()), type.bytes());
                    write(value(d.addr()), type.bytes(), Scalars.atomic(d.op(), type, old, value(d.value())));
                    set(inst, old);
                }
                case InstData.AtomicCas d -> {
                    long old = read(value(d.addr()), type.bytes());
                    if (old == value(d.expected())) {
                        write(value(d.addr()), type.bytes(), value(d.replacement()));
                    }
                    set(inst, old);
                }
                case InstData.Call d -> {
                    long[] results = call(callee(d.func()), values(d.args()));
                    for (int i = 0; i < results.length; i++) {
                        values[dfg.instResult(inst, i)] = results[i];
                    }
                }
                case InstData.NullAry d -> {}
                default -> throw new IllegalArgumentException(data.opcode().toString());
            }
        }

        private void binary(int inst, InstData.Binary d, Type type) {
            long x = value(d.arg0());
            long y = value(d.arg1());
            if (dfg.instResultCount(inst) == 2) {
                Scalars.overflow(d.opcode(), type, x, y, 0, pair);
                setPair(inst);
            } else {
                set(inst, Scalars.binary(d.opcode(), type, x, y));
            }
        }

        private void ternary(int inst, InstData.Ternary d, Type type) {
            long x = value(d.arg0());
            long y = value(d.arg1());
            long z = value(d.arg2());
            if (dfg.instResultCount(inst) == 2) {
                Scalars.overflow(d.opcode(), type, x, y, z, pair);
                setPair(inst);
            } else {
                set(inst, Scalars.ternary(d.opcode(), type, x, y, z));
            }
        }

        private void load(int inst, InstData.Load d, Type type) {
            long address = value(d.addr()) + d.offset();
            long result =
                    switch (d.opcode()) {
                        case LOAD -> read(address, type.bytes());
                        case ULOAD8 -> read(address, 1);
                        case ULOAD16 -> read(address, 2);
                        case ULOAD32 -> read(address, 4);
                        case SLOAD8 -> (byte) read(address, 1);
                        case SLOAD16 -> (short) read(address, 2);
                        case SLOAD32 -> (int) read(address, 4);
                        default -> throw new IllegalArgumentException(d.opcode().toString());
                    };
            set(inst, result & Scalars.mask(type));
        }

        private void store(InstData.Store d) {
            int bytes =
                    switch (d.opcode()) {
                        case STORE -> typeOf(d.value()).bytes();
                        case ISTORE8 -> 1;
                        case ISTORE16 -> 2;
                        case ISTORE32 -> 4;
                        default -> throw new IllegalArgumentException(d.opcode().toString());
                    };
            write(value(d.addr()) + d.offset(), bytes, value(d.value()));
        }
    }
}
