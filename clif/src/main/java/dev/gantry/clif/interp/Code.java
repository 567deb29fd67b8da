package dev.gantry.clif.interp;

import dev.gantry.clif.eval.Evaluator;
import dev.gantry.clif.ir.AbiParam;
import dev.gantry.clif.ir.BlockCall;
import dev.gantry.clif.ir.Dfg;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.Layout;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.StackSlot;
import dev.gantry.clif.ir.Type;
import dev.gantry.clif.text.DataValue;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A function laid out for running: instructions in one row of arrays, operands resolved to places in a frame's array of words, branches to
 * indices. A value has the two words at twice its number.
 *
 * <p>Example: {@code v3 = iadd v1, v2} is at its index kind {@link #PURE}, {@code x} 2, {@code y} 4, {@code result} 6.
 */
final class Code {
    static final byte PURE = 0;
    static final byte CONSTANT = 1;
    static final byte JUMP = 2;
    static final byte BRIF = 3;
    static final byte BR_TABLE = 4;
    static final byte RETURN = 5;
    static final byte CALL = 6;
    static final byte LOAD = 7;
    static final byte STORE = 8;
    static final byte STACK_ADDR = 9;
    static final byte NOTHING = 10;
    /** Everything else, found out each time it runs. */
    static final byte OTHER = 11;
    /** Has values of more than 128 bits. */
    static final byte TOO_WIDE = 12;
    /** A scalar operation of up to 64 bits that is done at once. */
    static final byte FAST = 13;

    /**
     * Where a branch goes.
     *
     * @param index of the first instruction
     * @param from places of the arguments; below zero: {@link BlockCall#payloadIndex} of what came back from a call, inverted
     * @param to places of the parameters
     */
    record Dest(int index, int[] from, int[] to) {}

    private static final Dest[] NO_DESTS = {};
    private static final int[] NO_PLACES = {};

    final Function function;
    final byte[] kind;
    final InstData[] data;
    final Opcode[] opcode;
    final Type[] ctrl;
    final Type[] resultType;
    final Type[] operandType;
    /** Places of the first three operands. */
    final int[] x;

    final int[] y;
    final int[] z;
    /** Places of the results, or -1. */
    final int[] result;

    final int[] second;
    /** Constants; for memory accesses the number of bytes if it is not that of the type. */
    final long[] lo;

    final long[] hi;
    final Dest[][] dests;
    /** Places of the arguments of calls and returns. */
    final int[][] args;
    /** The instruction's number in the function. */
    final int[] inst;

    /** Places of the function's parameters, and which of them are structs passed by value: their sizes, else 0. */
    final int[] params;

    final int[] structBytes;
    final int entry;
    final int words;
    /** Offsets of stack slots and, after them, of dynamic stack slots in the piece of the stack of a frame. */
    final int[] slots;

    final int[] dynamicSlots;
    long frameBytes;
    long frameAlignment = 16;

    /** What the function's references to functions stand for, each found when it is first called. */
    final Program.@Nullable Callee[] callees;

    private final Dfg dfg;
    private final int[] blockIndex;

    Code(Function function) {
        this.function = function;
        this.dfg = function.dfg;
        this.blockIndex = new int[dfg.blockLimit()];
        int count = number();
        kind = new byte[count];
        data = new InstData[count];
        opcode = new Opcode[count];
        ctrl = new Type[count];
        resultType = new Type[count];
        operandType = new Type[count];
        x = new int[count];
        y = new int[count];
        z = new int[count];
        result = new int[count];
        second = new int[count];
        lo = new long[count];
        hi = new long[count];
        dests = new Dest[count][];
        args = new int[count][];
        inst = new int[count];
        callees = new Program.Callee[function.extFuncs.limit()];
        words = 2 * dfg.valueLimit();
        slots = slots();
        dynamicSlots = dynamicSlots();
        int block = function.layout.entryBlock();
        if (block < 0) {
            throw new UninterpretableException(function.name() + " has no body");
        }
        entry = blockIndex[block];
        params = places(block);
        structBytes = structs();
        lay();
    }

    /** Gives each block its index and counts the instructions. */
    private int number() {
        Layout layout = function.layout;
        int count = 0;
        for (int block = layout.firstBlock(); block >= 0; block = layout.nextBlock(block)) {
            blockIndex[block] = count;
            for (int i = layout.firstInst(block); i >= 0; i = layout.nextInst(i)) {
                count++;
            }
        }
        return count;
    }

    private int[] structs() {
        int[] sizes = new int[function.signature().paramCount()];
        for (int i = 0; i < sizes.length; i++) {
            AbiParam param = function.signature().param(i);
            sizes[i] = param.purpose() == AbiParam.Purpose.STRUCT_ARGUMENT ? param.structBytes() : 0;
        }
        return sizes;
    }

    // ---- Stack slots ----

    private int[] slots() {
        int[] offsets = new int[function.stackSlots.limit()];
        for (int i = 0; i < offsets.length; i++) {
            if (function.stackSlots.contains(i)) {
                StackSlot slot = function.stackSlots.get(i);
                offsets[i] = place(slot.size(), 1L << slot.alignShift());
            }
        }
        return offsets;
    }

    private int[] dynamicSlots() {
        int[] offsets = new int[function.dynamicStackSlots.limit()];
        for (int i = 0; i < offsets.length; i++) {
            if (function.dynamicStackSlots.contains(i)) {
                int type = function.dynamicStackSlots.get(i);
                offsets[i] = place(function.dynamicTypes.get(type).baseVector().bytes(), 16);
            }
        }
        return offsets;
    }

    private int place(int size, long alignment) {
        long align = Math.max(alignment, 16);
        long offset = (frameBytes + align - 1) & -align;
        frameBytes = offset + Integer.toUnsignedLong(size);
        frameAlignment = Math.max(frameAlignment, align);
        return (int) Math.min(offset, Integer.MAX_VALUE);
    }

    // ---- Instructions ----

    private int place(int value) {
        return 2 * dfg.resolveAliases(value);
    }

    private int[] places(int block) {
        int[] places = new int[dfg.blockParamCount(block)];
        for (int i = 0; i < places.length; i++) {
            int param = dfg.blockParam(block, i);
            if (!Evaluator.holds(dfg.valueType(param))) {
                throw UninterpretableException.tooWide(dfg.valueType(param));
            }
            places[i] = 2 * param;
        }
        return places;
    }

    private void lay() {
        Layout layout = function.layout;
        for (int block = layout.firstBlock(); block >= 0; block = layout.nextBlock(block)) {
            int at = blockIndex[block];
            for (int i = layout.firstInst(block); i >= 0; i = layout.nextInst(i)) {
                lay(at++, i);
            }
        }
    }

    private void lay(int at, int number) {
        InstData d = dfg.instData(number);
        int results = dfg.instResultCount(number);
        data[at] = d;
        opcode[at] = d.opcode();
        inst[at] = number;
        ctrl[at] = dfg.ctrlType(number);
        resultType[at] = results == 0 ? Type.INVALID : dfg.valueType(dfg.instResult(number, 0));
        operandType[at] = d.argCount() == 0 ? Type.INVALID : dfg.valueType(d.arg(0));
        result[at] = results == 0 ? -1 : 2 * dfg.instResult(number, 0);
        second[at] = results < 2 ? -1 : 2 * dfg.instResult(number, 1);
        x[at] = d.argCount() > 0 ? place(d.arg(0)) : 0;
        y[at] = d.argCount() > 1 ? place(d.arg(1)) : 0;
        z[at] = d.argCount() > 2 ? place(d.arg(2)) : 0;
        dests[at] = dests(d);
        args[at] = NO_PLACES;
        kind[at] = isTooWide(at) ? TOO_WIDE : kindOf(at, d);
    }

    private boolean isTooWide(int at) {
        return !Evaluator.holds(resultType[at]) || !Evaluator.holds(operandType[at]) || !Evaluator.holds(ctrl[at]);
    }

    private byte kindOf(int at, InstData d) {
        switch (d) {
            case InstData.Jump jump:
                return JUMP;
            case InstData.Brif brif:
                return BRIF;
            case InstData.BranchTable table:
                return BR_TABLE;
            case InstData.MultiAry values:
                args[at] = argPlaces(d, 0);
                return RETURN;
            case InstData.Call call:
                args[at] = argPlaces(d, 0);
                return CALL;
            case InstData.TryCall call:
                args[at] = argPlaces(d, 0);
                return CALL;
            case InstData.CallIndirect call:
                args[at] = argPlaces(d, 1);
                return CALL;
            case InstData.TryCallIndirect call:
                args[at] = argPlaces(d, 1);
                return CALL;
            case InstData.Load load:
                lo[at] = MemoryOps.narrowBytes(d.opcode());
                return LOAD;
            case InstData.Store store:
                lo[at] = MemoryOps.narrowBytes(d.opcode());
                return STORE;
            case InstData.StackAddr address:
                lo[at] = (long) slots[address.stackSlot()] + address.offset();
                return STACK_ADDR;
            case InstData.UnaryConst constant:
                DataValue value = new DataValue(resultType[at], function.constants.get(constant.constant()));
                lo[at] = value.word(0);
                hi[at] = value.word(1);
                return CONSTANT;
            default:
                return other(at, d);
        }
    }

    private byte other(int at, InstData d) {
        switch (d.opcode()) {
            case NOP, FENCE, SEQUENCE_POINT, DEBUGTRAP:
                return NOTHING;
            case ICONST:
                int bits = resultType[at].bits();
                long imm = ((InstData.UnaryImm) d).imm();
                lo[at] = bits == 64 ? imm : imm & ((1L << bits) - 1);
                return CONSTANT;
            case IADD, ISUB, IMUL, ICMP, BAND, BOR, BXOR, ISHL, USHR, UEXTEND, IREDUCE:
                boolean narrow = operandType[at].isInt() && operandType[at].bits() <= 64 && resultType[at].bits() <= 64;
                // What is done at once is cut to this many bits.
                lo[at] = -1L >>> (64 - Math.min(64, Math.max(1, resultType[at].bits())));
                return narrow ? FAST : PURE;
            default:
                return Evaluator.computes(d.opcode()) ? PURE : OTHER;
        }
    }

    private int[] argPlaces(InstData d, int from) {
        int[] places = new int[d.argCount() - from];
        for (int i = 0; i < places.length; i++) {
            places[i] = place(d.arg(from + i));
        }
        return places;
    }

    private Dest[] dests(InstData d) {
        if (d.destCount() == 0) {
            return NO_DESTS;
        }
        Dest[] all = new Dest[d.destCount()];
        Arrays.setAll(all, i -> dest(d.dest(i)));
        return all;
    }

    private Dest dest(BlockCall call) {
        int[] from = new int[call.argCount()];
        for (int i = 0; i < from.length; i++) {
            int arg = call.arg(i);
            from[i] = BlockCall.isValue(arg) ? place(arg) : ~BlockCall.payloadIndex(arg);
        }
        return new Dest(blockIndex[call.block()], from, places(call.block()));
    }
}
