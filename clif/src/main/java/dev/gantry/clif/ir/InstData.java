package dev.gantry.clif.ir;

import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * The payload of an instruction: its opcode and everything it refers to, one record per {@link Format}. Payloads are
 * immutable and replaced whole; arrays in them must not be changed. Records that hold arrays compare them by identity.
 *
 * <p>{@link #argCount()} and {@link #arg} give the value operands in order, whatever the format: first the fixed ones,
 * then the variable ones. Arguments of branch targets are not among them; those hang on {@link #dest}.
 */
public sealed interface InstData {
    Opcode opcode();

    /** The format's ordinal, for dense dispatch. */
    default int tag() {
        return opcode().format().ordinal();
    }

    /** Number of value operands, without the arguments of branch targets. */
    default int argCount() {
        return 0;
    }

    /** The {@code i}-th value operand. */
    default int arg(int i) {
        throw new IndexOutOfBoundsException(i);
    }

    /** Number of branch targets. */
    default int destCount() {
        return 0;
    }

    /**
     * The {@code i}-th branch target: of a {@code brif} 0 is taken if the operand is not zero; of a {@code br_table} 0 is the
     * default; of a {@code try_call} 0 is the normal return.
     */
    default BlockCall dest(int i) {
        return noDest(i);
    }

    /** The payload with every value replaced, also those in arguments of branch targets and in exception contexts. */
    default InstData mapArgs(IntUnaryOperator map) {
        return this;
    }

    /** The payload with every branch target replaced. */
    default InstData mapDests(UnaryOperator<BlockCall> map) {
        return this;
    }

    /** One operand. */
    record Unary(Opcode opcode, int arg) implements InstData {
        @Override
        public int argCount() {
            return 1;
        }

        @Override
        public int arg(int i) {
            return InstData.pick(i, arg);
        }

        @Override
        public InstData mapArgs(IntUnaryOperator map) {
            return new Unary(opcode, map.applyAsInt(arg));
        }
    }

    /** An integer constant, sign-extended to 64 bits. */
    record UnaryImm(Opcode opcode, long imm) implements InstData {}

    /** The bits of a half-precision float. */
    record UnaryIeee16(Opcode opcode, int bits) implements InstData {}

    /** The bits of a single-precision float. */
    record UnaryIeee32(Opcode opcode, int bits) implements InstData {}

    /** The bits of a double-precision float. */
    record UnaryIeee64(Opcode opcode, long bits) implements InstData {}

    /** An entry of the constant pool. */
    record UnaryConst(Opcode opcode, int constant) implements InstData {}

    /** A global value. */
    record UnaryGlobalValue(Opcode opcode, int globalValue) implements InstData {}

    /** Two operands. */
    record Binary(Opcode opcode, int arg0, int arg1) implements InstData {
        @Override
        public int argCount() {
            return 2;
        }

        @Override
        public int arg(int i) {
            return InstData.pick(i, arg0, arg1);
        }

        @Override
        public InstData mapArgs(IntUnaryOperator map) {
            return new Binary(opcode, map.applyAsInt(arg0), map.applyAsInt(arg1));
        }
    }

    /** An operand and an unsigned byte, often a lane. */
    record BinaryImm8(Opcode opcode, int arg, int imm) implements InstData {
        @Override
        public int argCount() {
            return 1;
        }

        @Override
        public int arg(int i) {
            return InstData.pick(i, arg);
        }

        @Override
        public InstData mapArgs(IntUnaryOperator map) {
            return new BinaryImm8(opcode, map.applyAsInt(arg), imm);
        }
    }

    /** Three operands. */
    record Ternary(Opcode opcode, int arg0, int arg1, int arg2) implements InstData {
        @Override
        public int argCount() {
            return 3;
        }

        @Override
        public int arg(int i) {
            return InstData.pick(i, arg0, arg1, arg2);
        }

        @Override
        public InstData mapArgs(IntUnaryOperator map) {
            return new Ternary(opcode, map.applyAsInt(arg0), map.applyAsInt(arg1), map.applyAsInt(arg2));
        }
    }

    /** Two operands and an unsigned byte, often a lane. */
    record TernaryImm8(Opcode opcode, int arg0, int arg1, int imm) implements InstData {
        @Override
        public int argCount() {
            return 2;
        }

        @Override
        public int arg(int i) {
            return InstData.pick(i, arg0, arg1);
        }

        @Override
        public InstData mapArgs(IntUnaryOperator map) {
            return new TernaryImm8(opcode, map.applyAsInt(arg0), map.applyAsInt(arg1), imm);
        }
    }

    /** Any number of operands. */
    record MultiAry(Opcode opcode, int[] args) implements InstData {
        @Override
        public int argCount() {
            return args.length;
        }

        @Override
        public int arg(int i) {
            return args[i];
        }

        @Override
        public InstData mapArgs(IntUnaryOperator map) {
            return new MultiAry(opcode, InstData.mapAll(args, map));
        }
    }

    /** No operand. */
    record NullAry(Opcode opcode) implements InstData {}

    /** Two vectors and sixteen byte indices; byte 0 is the lowest of {@code maskLo}. */
    record Shuffle(Opcode opcode, int arg0, int arg1, long maskLo, long maskHi) implements InstData {
        @Override
        public int argCount() {
            return 2;
        }

        @Override
        public int arg(int i) {
            return InstData.pick(i, arg0, arg1);
        }

        @Override
        public InstData mapArgs(IntUnaryOperator map) {
            return new Shuffle(opcode, map.applyAsInt(arg0), map.applyAsInt(arg1), maskLo, maskHi);
        }
    }

    /** An integer comparison. */
    record IntCompare(Opcode opcode, IntCC cond, int arg0, int arg1) implements InstData {
        @Override
        public int argCount() {
            return 2;
        }

        @Override
        public int arg(int i) {
            return InstData.pick(i, arg0, arg1);
        }

        @Override
        public InstData mapArgs(IntUnaryOperator map) {
            return new IntCompare(opcode, cond, map.applyAsInt(arg0), map.applyAsInt(arg1));
        }
    }

    /** A float comparison. */
    record FloatCompare(Opcode opcode, FloatCC cond, int arg0, int arg1) implements InstData {
        @Override
        public int argCount() {
            return 2;
        }

        @Override
        public int arg(int i) {
            return InstData.pick(i, arg0, arg1);
        }

        @Override
        public InstData mapArgs(IntUnaryOperator map) {
            return new FloatCompare(opcode, cond, map.applyAsInt(arg0), map.applyAsInt(arg1));
        }
    }

    /** An addition that traps on overflow. */
    record IntAddTrap(Opcode opcode, int arg0, int arg1, int trapCode) implements InstData {
        @Override
        public int argCount() {
            return 2;
        }

        @Override
        public int arg(int i) {
            return InstData.pick(i, arg0, arg1);
        }

        @Override
        public InstData mapArgs(IntUnaryOperator map) {
            return new IntAddTrap(opcode, map.applyAsInt(arg0), map.applyAsInt(arg1), trapCode);
        }
    }

    /** To one block. */
    record Jump(Opcode opcode, BlockCall target) implements InstData {
        @Override
        public int destCount() {
            return 1;
        }

        @Override
        public BlockCall dest(int i) {
            return i == 0 ? target : InstData.noDest(i);
        }

        @Override
        public InstData mapArgs(IntUnaryOperator map) {
            return new Jump(opcode, target.mapArgs(map));
        }

        @Override
        public InstData mapDests(UnaryOperator<BlockCall> map) {
            return new Jump(opcode, map.apply(target));
        }
    }

    /** To the first block if the operand is not zero, else to the second. */
    record Brif(Opcode opcode, int cond, BlockCall thenDest, BlockCall elseDest) implements InstData {
        @Override
        public int argCount() {
            return 1;
        }

        @Override
        public int arg(int i) {
            return InstData.pick(i, cond);
        }

        @Override
        public int destCount() {
            return 2;
        }

        @Override
        public BlockCall dest(int i) {
            return i == 0 ? thenDest : i == 1 ? elseDest : InstData.noDest(i);
        }

        @Override
        public InstData mapArgs(IntUnaryOperator map) {
            return new Brif(opcode, map.applyAsInt(cond), thenDest.mapArgs(map), elseDest.mapArgs(map));
        }

        @Override
        public InstData mapDests(UnaryOperator<BlockCall> map) {
            return new Brif(opcode, cond, map.apply(thenDest), map.apply(elseDest));
        }
    }

    /** To one of many blocks. */
    record BranchTable(Opcode opcode, int arg, JumpTable table) implements InstData {
        @Override
        public int argCount() {
            return 1;
        }

        @Override
        public int arg(int i) {
            return InstData.pick(i, arg);
        }

        @Override
        public int destCount() {
            return table.destCount();
        }

        @Override
        public BlockCall dest(int i) {
            return table.dest(i);
        }

        @Override
        public InstData mapArgs(IntUnaryOperator map) {
            return new BranchTable(opcode, map.applyAsInt(arg), InstData.mapTable(table, map));
        }

        @Override
        public InstData mapDests(UnaryOperator<BlockCall> map) {
            return new BranchTable(opcode, arg, InstData.mapDests(table, map));
        }
    }

    /** To a known function. */
    record Call(Opcode opcode, int func, int[] args) implements InstData {
        @Override
        public int argCount() {
            return args.length;
        }

        @Override
        public int arg(int i) {
            return args[i];
        }

        @Override
        public InstData mapArgs(IntUnaryOperator map) {
            return new Call(opcode, func, InstData.mapAll(args, map));
        }
    }

    /** To an address; operand 0 is the callee. */
    record CallIndirect(Opcode opcode, int sig, int callee, int[] args) implements InstData {
        @Override
        public int argCount() {
            return 1 + args.length;
        }

        @Override
        public int arg(int i) {
            return i == 0 ? callee : args[i - 1];
        }

        @Override
        public InstData mapArgs(IntUnaryOperator map) {
            return new CallIndirect(opcode, sig, map.applyAsInt(callee), InstData.mapAll(args, map));
        }
    }

    /** To a known function, with handlers. */
    record TryCall(Opcode opcode, int func, int[] args, ExceptionTable table) implements InstData {
        @Override
        public int argCount() {
            return args.length;
        }

        @Override
        public int arg(int i) {
            return args[i];
        }

        @Override
        public int destCount() {
            return table.destCount();
        }

        @Override
        public BlockCall dest(int i) {
            return table.dest(i);
        }

        @Override
        public InstData mapArgs(IntUnaryOperator map) {
            return new TryCall(opcode, func, InstData.mapAll(args, map), InstData.mapTable(table, map));
        }

        @Override
        public InstData mapDests(UnaryOperator<BlockCall> map) {
            return new TryCall(opcode, func, args, InstData.mapDests(table, map));
        }
    }

    /** To an address, with handlers; operand 0 is the callee. */
    record TryCallIndirect(Opcode opcode, int callee, int[] args, ExceptionTable table) implements InstData {
        @Override
        public int argCount() {
            return 1 + args.length;
        }

        @Override
        public int arg(int i) {
            return i == 0 ? callee : args[i - 1];
        }

        @Override
        public int destCount() {
            return table.destCount();
        }

        @Override
        public BlockCall dest(int i) {
            return table.dest(i);
        }

        @Override
        public InstData mapArgs(IntUnaryOperator map) {
            return new TryCallIndirect(
                    opcode, map.applyAsInt(callee), InstData.mapAll(args, map), InstData.mapTable(table, map));
        }

        @Override
        public InstData mapDests(UnaryOperator<BlockCall> map) {
            return new TryCallIndirect(opcode, callee, args, InstData.mapDests(table, map));
        }
    }

    /** The address of a function. */
    record FuncAddr(Opcode opcode, int func) implements InstData {}

    /** An atomic read-modify-write. */
    record AtomicRmw(Opcode opcode, int flags, AtomicRmwOp op, int addr, int value) implements InstData {
        @Override
        public int argCount() {
            return 2;
        }

        @Override
        public int arg(int i) {
            return InstData.pick(i, addr, value);
        }

        @Override
        public InstData mapArgs(IntUnaryOperator map) {
            return new AtomicRmw(opcode, flags, op, map.applyAsInt(addr), map.applyAsInt(value));
        }
    }

    /** An atomic compare-and-swap. */
    record AtomicCas(Opcode opcode, int flags, int addr, int expected, int replacement) implements InstData {
        @Override
        public int argCount() {
            return 3;
        }

        @Override
        public int arg(int i) {
            return InstData.pick(i, addr, expected, replacement);
        }

        @Override
        public InstData mapArgs(IntUnaryOperator map) {
            return new AtomicCas(
                    opcode, flags, map.applyAsInt(addr), map.applyAsInt(expected), map.applyAsInt(replacement));
        }
    }

    /** A load from address plus offset. */
    record Load(Opcode opcode, int flags, int addr, int offset) implements InstData {
        @Override
        public int argCount() {
            return 1;
        }

        @Override
        public int arg(int i) {
            return InstData.pick(i, addr);
        }

        @Override
        public InstData mapArgs(IntUnaryOperator map) {
            return new Load(opcode, flags, map.applyAsInt(addr), offset);
        }
    }

    /** An operand with memory flags: an atomic load or a bitcast. */
    record LoadNoOffset(Opcode opcode, int flags, int arg) implements InstData {
        @Override
        public int argCount() {
            return 1;
        }

        @Override
        public int arg(int i) {
            return InstData.pick(i, arg);
        }

        @Override
        public InstData mapArgs(IntUnaryOperator map) {
            return new LoadNoOffset(opcode, flags, map.applyAsInt(arg));
        }
    }

    /** A store to address plus offset; operand 0 is the value. */
    record Store(Opcode opcode, int flags, int value, int addr, int offset) implements InstData {
        @Override
        public int argCount() {
            return 2;
        }

        @Override
        public int arg(int i) {
            return InstData.pick(i, value, addr);
        }

        @Override
        public InstData mapArgs(IntUnaryOperator map) {
            return new Store(opcode, flags, map.applyAsInt(value), map.applyAsInt(addr), offset);
        }
    }

    /** An atomic store; operand 0 is the value. */
    record StoreNoOffset(Opcode opcode, int flags, int value, int addr) implements InstData {
        @Override
        public int argCount() {
            return 2;
        }

        @Override
        public int arg(int i) {
            return InstData.pick(i, value, addr);
        }

        @Override
        public InstData mapArgs(IntUnaryOperator map) {
            return new StoreNoOffset(opcode, flags, map.applyAsInt(value), map.applyAsInt(addr));
        }
    }

    /** The address of a stack slot plus offset. */
    record StackAddr(Opcode opcode, int stackSlot, int offset) implements InstData {}

    /** The address of a dynamic stack slot. */
    record DynamicStackAddr(Opcode opcode, int dynamicSlot) implements InstData {}

    /** Stops the program. */
    record Trap(Opcode opcode, int trapCode) implements InstData {}

    /** Stops the program depending on the operand. */
    record CondTrap(Opcode opcode, int arg, int trapCode) implements InstData {
        @Override
        public int argCount() {
            return 1;
        }

        @Override
        public int arg(int i) {
            return InstData.pick(i, arg);
        }

        @Override
        public InstData mapArgs(IntUnaryOperator map) {
            return new CondTrap(opcode, map.applyAsInt(arg), trapCode);
        }
    }

    /** The address of a handler of the {@code try_call} that ends a block. */
    record ExceptionHandlerAddress(Opcode opcode, int block, long index) implements InstData {}

    private static int pick(int i, int arg0) {
        if (i != 0) {
            throw new IndexOutOfBoundsException(i);
        }
        return arg0;
    }

    private static int pick(int i, int arg0, int arg1) {
        return i == 0 ? arg0 : pick(i - 1, arg1);
    }

    private static int pick(int i, int arg0, int arg1, int arg2) {
        return i == 0 ? arg0 : pick(i - 1, arg1, arg2);
    }

    private static BlockCall noDest(int i) {
        throw new IndexOutOfBoundsException(i);
    }

    /** The array with every value mapped (negative entries stay); the same array if nothing changes. */
    static int[] mapAll(int[] args, IntUnaryOperator map) {
        int[] mapped = args;
        for (int i = 0; i < args.length; i++) {
            int arg = args[i];
            int to = arg >= 0 ? map.applyAsInt(arg) : arg;
            if (to != arg) {
                if (mapped == args) {
                    mapped = args.clone();
                }
                mapped[i] = to;
            }
        }
        return mapped;
    }

    private static JumpTable mapTable(JumpTable table, IntUnaryOperator map) {
        return JumpTable.ofDests(mapDestArgs(table.dests(), map));
    }

    private static ExceptionTable mapTable(ExceptionTable table, IntUnaryOperator map) {
        int[] operands = table.itemOperands().clone();
        for (int i = 0; i < operands.length; i++) {
            if (table.itemKind(i) == ExceptionTable.ItemKind.CONTEXT) {
                operands[i] = map.applyAsInt(operands[i]);
            }
        }
        return table.withDests(mapDestArgs(table.dests(), map), operands);
    }

    private static BlockCall[] mapDestArgs(BlockCall[] dests, IntUnaryOperator map) {
        BlockCall[] mapped = new BlockCall[dests.length];
        for (int i = 0; i < dests.length; i++) {
            mapped[i] = dests[i].mapArgs(map);
        }
        return mapped;
    }

    private static JumpTable mapDests(JumpTable table, UnaryOperator<BlockCall> map) {
        return JumpTable.ofDests(mapDestArray(table.dests(), map));
    }

    private static ExceptionTable mapDests(ExceptionTable table, UnaryOperator<BlockCall> map) {
        return table.withDests(mapDestArray(table.dests(), map), table.itemOperands());
    }

    private static BlockCall[] mapDestArray(BlockCall[] dests, UnaryOperator<BlockCall> map) {
        BlockCall[] mapped = new BlockCall[dests.length];
        for (int i = 0; i < dests.length; i++) {
            mapped[i] = map.apply(dests[i]);
        }
        return mapped;
    }
}
