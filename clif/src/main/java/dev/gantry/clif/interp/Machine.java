package dev.gantry.clif.interp;

import dev.gantry.clif.eval.Evaluator;
import dev.gantry.clif.ir.ExtFunc;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.IntCC;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.TrapCode;
import dev.gantry.clif.ir.Type;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The loop that runs instructions, one step each. The frames of a call are a list on the Java heap, so that neither the depth of calls nor a chain of tail calls
 * depends on Java's stack.
 *
 * <p>Results of calls, and payloads of exceptions, pass through one buffer of words, two for each value.
 */
final class Machine {
    private static final int MAX_DEPTH = 20_000;

    final Program program;
    final GuestMemory memory;
    final Evaluator evaluator = new Evaluator();
    private final MemoryOps memoryOps;
    private final GlobalValues globals;
    private final StackSwitches stacks;
    private final LibraryCalls library;

    /** Arguments or results that are on their way, and how many words they are. */
    long[] passed = new long[32];

    int passedWords;
    private long[] scratch = new long[32];
    private long steps;
    private long pinned;
    int depth;

    Machine(Program program) {
        this.program = program;
        this.memory = program.memory;
        this.memoryOps = new MemoryOps(memory, evaluator);
        this.globals = new GlobalValues(program);
        this.stacks = new StackSwitches(this);
        this.library = new LibraryCalls(this);
    }

    /** How a run came out. */
    enum End {
        RETURNED,
        OUT_OF_STEPS
    }

    /**
     * Runs a function with the arguments in {@link #passed} until it returns, leaving its results there.
     *
     * @throws TrapSignal if it traps
     * @throws ThrowSignal if an exception has no handler
     */
    End run(Code code, long stepLimit) {
        depth = 0;
        stacks.reset();
        steps = stepLimit;
        Frame frame = enter(code, null, memory.mark());
        while (frame != null) {
            if (steps <= 0) {
                return End.OUT_OF_STEPS;
            }
            frame = step(frame);
        }
        return End.RETURNED;
    }

    /** Runs within one frame as far as possible. Gives the frame to go on with; null if the last one has returned. */
    private @Nullable Frame step(Frame frame) {
        Code code = frame.code;
        long[] words = frame.words;
        int at = frame.at;
        while (--steps >= 0) {
            switch (code.kind[at]) {
                case Code.FAST -> {
                    words[code.result[at]] = fast(code, at, words[code.x[at]], words[code.y[at]]);
                    at++;
                }
                case Code.CONSTANT -> {
                    words[code.result[at]] = code.lo[at];
                    words[code.result[at] + 1] = code.hi[at];
                    at++;
                }
                case Code.PURE -> {
                    pure(code, at, words);
                    at++;
                }
                case Code.LOAD -> {
                    load(code, at, words);
                    at++;
                }
                case Code.STORE -> {
                    store(code, at, words);
                    at++;
                }
                case Code.STACK_ADDR -> {
                    words[code.result[at]] = cut(frame.slots + code.lo[at], code.resultType[at]);
                    at++;
                }
                case Code.JUMP -> at = branch(words, code.dests[at][0]);
                case Code.BRIF -> {
                    int x = code.x[at];
                    at = branch(words, code.dests[at][(words[x] | words[x + 1]) != 0 ? 0 : 1]);
                }
                case Code.BR_TABLE -> {
                    Code.Dest[] dests = code.dests[at];
                    long index = words[code.x[at]];
                    at = branch(words, dests[index < dests.length - 1 ? (int) index + 1 : 0]);
                }
                case Code.NOTHING -> at++;
                case Code.RETURN -> {
                    pass(words, code.args[at]);
                    return leave(frame);
                }
                case Code.CALL -> {
                    frame.at = at;
                    return call(frame);
                }
                case Code.TOO_WIDE ->
                    throw new UninterpretableException("the interpreter does not have values of more than 128 bits, as "
                            + code.opcode[at] + " has them");
                default -> {
                    frame.at = at;
                    Frame next = other(frame);
                    if (next != frame) {
                        return next;
                    }
                    at++;
                }
            }
        }
        frame.at = at;
        return frame;
    }

    private static long cut(long value, Type type) {
        return type.bits() >= 64 ? value : value & ((1L << type.bits()) - 1);
    }

    // ---- Operations ----

    /** The commonest operations on scalars of up to 64 bits, by the definitions of the evaluator. */
    private static long fast(Code code, int at, long a, long b) {
        long mask = code.lo[at];
        return switch (code.opcode[at]) {
            case IADD -> (a + b) & mask;
            case ISUB -> (a - b) & mask;
            case IMUL -> (a * b) & mask;
            case BAND -> a & b;
            case BOR -> a | b;
            case BXOR -> a ^ b;
            case ISHL -> a << (b & (code.ctrl[at].bits() - 1)) & mask;
            case USHR -> a >>> (b & (code.ctrl[at].bits() - 1));
            case UEXTEND -> a;
            case IREDUCE -> a & mask;
            default -> compare((InstData.IntCompare) code.data[at], 64 - code.operandType[at].bits(), a, b);
        };
    }

    private static long compare(InstData.IntCompare data, int unused, long a, long b) {
        IntCC cond = data.cond();
        boolean holds =
                switch (cond) {
                    case EQ -> a == b;
                    case NE -> a != b;
                    case SLT -> a << unused < b << unused;
                    case SGE -> a << unused >= b << unused;
                    case SGT -> a << unused > b << unused;
                    case SLE -> a << unused <= b << unused;
                    case ULT -> Long.compareUnsigned(a, b) < 0;
                    case UGE -> Long.compareUnsigned(a, b) >= 0;
                    case UGT -> Long.compareUnsigned(a, b) > 0;
                    case ULE -> Long.compareUnsigned(a, b) <= 0;
                };
        return holds ? 1 : 0;
    }

    private void pure(Code code, int at, long[] words) {
        Evaluator e = evaluator;
        int x = code.x[at];
        int y = code.y[at];
        int z = code.z[at];
        if (words.length > 0) {
            e.operand(0, words[x], words[x + 1]);
            e.operand(1, words[y], words[y + 1]);
            e.operand(2, words[z], words[z + 1]);
        }
        if (!e.evaluate(code.data[at], code.ctrl[at], code.resultType[at], code.operandType[at])) {
            throw new TrapSignal(e.trap());
        }
        int result = code.result[at];
        words[result] = e.lo();
        words[result + 1] = e.hi();
        if (code.second[at] >= 0) {
            words[code.second[at]] = e.second();
        }
    }

    private void load(Code code, int at, long[] words) {
        InstData.Load data = (InstData.Load) code.data[at];
        long address = words[code.x[at]] + data.offset();
        memoryOps.load(code.opcode[at], (int) code.lo[at], code.resultType[at], address, data.flags());
        int result = code.result[at];
        words[result] = memoryOps.lo;
        words[result + 1] = memoryOps.hi;
    }

    private void store(Code code, int at, long[] words) {
        InstData.Store data = (InstData.Store) code.data[at];
        int x = code.x[at];
        long address = words[code.y[at]] + data.offset();
        memoryOps.store((int) code.lo[at], code.operandType[at], words[x], words[x + 1], address, data.flags());
    }

    /** What is rare. Gives the frame to go on with; the same one goes on behind the instruction. */
    private @Nullable Frame other(Frame frame) {
        Code code = frame.code;
        int at = frame.at;
        long[] words = frame.words;
        int x = code.x[at];
        switch (code.opcode[at]) {
            case TRAP -> throw new TrapSignal(((InstData.Trap) code.data[at]).trapCode());
            case TRAPZ, TRAPNZ -> {
                boolean zero = (words[x] | words[x + 1]) == 0;
                if (zero == (code.opcode[at] == Opcode.TRAPZ)) {
                    throw new TrapSignal(((InstData.CondTrap) code.data[at]).trapCode());
                }
            }
            case ATOMIC_LOAD, ATOMIC_STORE, ATOMIC_RMW, ATOMIC_CAS -> atomic(code, at, words);
            case FUNC_ADDR -> {
                int func = ((InstData.FuncAddr) code.data[at]).func();
                long address =
                        program.addressOf(code.function.extFuncs.get(func).name());
                words[code.result[at]] = cut(address, code.resultType[at]);
            }
            case DYNAMIC_STACK_ADDR -> {
                int slot = ((InstData.DynamicStackAddr) code.data[at]).dynamicSlot();
                words[code.result[at]] = cut(frame.slots + code.dynamicSlots[slot], code.resultType[at]);
            }
            case SYMBOL_VALUE, TLS_VALUE -> {
                int value = ((InstData.UnaryGlobalValue) code.data[at]).globalValue();
                words[code.result[at]] = cut(globals.value(frame, value), code.resultType[at]);
            }
            case GET_PINNED_REG -> words[code.result[at]] = cut(pinned, code.resultType[at]);
            case SET_PINNED_REG -> pinned = words[x];
            case STACK_SWITCH -> {
                return stacks.change(frame);
            }
            default -> throw UninterpretableException.meaningless(code.opcode[at]);
        }
        return frame;
    }

    private void atomic(Code code, int at, long[] words) {
        int x = code.x[at];
        int y = code.y[at];
        int z = code.z[at];
        Type type = code.resultType[at];
        switch (code.data[at]) {
            case InstData.LoadNoOffset d -> memoryOps.atomicLoad(type, words[x], d.flags());
            case InstData.StoreNoOffset d ->
                memoryOps.atomicStore(code.operandType[at], words[x], words[x + 1], words[y], d.flags());
            case InstData.AtomicRmw d -> memoryOps.atomicRmw(d.op(), type, words[x], d.flags(), words[y], words[y + 1]);
            case InstData.AtomicCas d ->
                memoryOps.atomicCas(type, words[x], d.flags(), words[y], words[y + 1], words[z], words[z + 1]);
            default -> throw UninterpretableException.meaningless(code.opcode[at]);
        }
        if (code.result[at] >= 0) {
            words[code.result[at]] = memoryOps.lo;
            words[code.result[at] + 1] = memoryOps.hi;
        }
    }

    // ---- Branches ----

    /** All arguments are read before any parameter is written. Gives the index to go on with. */
    private int branch(long[] words, Code.Dest dest) {
        int[] from = dest.from();
        int[] to = dest.to();
        if (from.length == 1 && from[0] >= 0) {
            words[to[0]] = words[from[0]];
            words[to[0] + 1] = words[from[0] + 1];
        } else if (from.length > 0) {
            branchWithMany(words, from, to);
        }
        return dest.index();
    }

    private void branchWithMany(long[] words, int[] from, int[] to) {
        if (scratch.length < 2 * from.length) {
            scratch = new long[4 * from.length];
        }
        for (int i = 0; i < from.length; i++) {
            boolean value = from[i] >= 0;
            scratch[2 * i] = value ? words[from[i]] : passed[2 * ~from[i]];
            scratch[2 * i + 1] = value ? words[from[i] + 1] : passed[2 * ~from[i] + 1];
        }
        for (int i = 0; i < from.length; i++) {
            words[to[i]] = scratch[2 * i];
            words[to[i] + 1] = scratch[2 * i + 1];
        }
    }

    // ---- Calls ----

    /** Makes room for so many values in {@link #passed}. */
    void passing(int values) {
        passedWords = 2 * values;
        if (passed.length < passedWords) {
            passed = new long[2 * passedWords];
        }
    }

    private void pass(long[] words, int[] places) {
        passing(places.length);
        for (int i = 0; i < places.length; i++) {
            passed[2 * i] = words[places[i]];
            passed[2 * i + 1] = words[places[i] + 1];
        }
    }

    /** A new frame with the arguments in {@link #passed}. */
    Frame enter(Code code, @Nullable Frame caller, long stackBefore) {
        if (++depth > MAX_DEPTH) {
            throw new TrapSignal(TrapCode.STACK_OVERFLOW);
        }
        Frame frame = new Frame(code, caller, stackBefore);
        int[] params = code.params;
        if (passedWords != 2 * params.length) {
            throw new UninterpretableException(
                    code.function.name() + " is called with " + passedWords / 2 + " arguments");
        }
        for (int i = 0; i < params.length; i++) {
            frame.words[params[i]] = passed[2 * i];
            frame.words[params[i] + 1] = passed[2 * i + 1];
            if (code.structBytes[i] > 0) {
                long copy = memory.allocate(code.structBytes[i], 16);
                memory.copy(copy, passed[2 * i], code.structBytes[i]);
                frame.words[params[i]] = copy;
            }
        }
        if (code.frameBytes > 0) {
            frame.slots = memory.allocate(code.frameBytes, code.frameAlignment);
        }
        return frame;
    }

    /** The function is done, its results are in {@link #passed}. Gives the caller, past its call; null if there is none. */
    private @Nullable Frame leave(Frame frame) {
        Frame caller = drop(frame);
        if (caller == null) {
            stacks.checkEnd();
        } else {
            resume(caller);
        }
        return caller;
    }

    private @Nullable Frame drop(Frame frame) {
        memory.release(frame.stackBefore);
        depth--;
        return frame.caller;
    }

    /** Goes on after a call with the results in {@link #passed}. */
    private void resume(Frame frame) {
        Code code = frame.code;
        int at = frame.at;
        if (code.dests[at].length > 0) {
            frame.at = branch(code, frame.words, code.dests[at][0]);
            return;
        }
        int results = code.function.dfg.instResultCount(code.inst[at]);
        for (int i = 0; i < results; i++) {
            int place = 2 * code.function.dfg.instResult(code.inst[at], i);
            frame.words[place] = passed[2 * i];
            frame.words[place + 1] = passed[2 * i + 1];
        }
        frame.at = at + 1;
    }

    /** A branch whose arguments may be what came back from a call. */
    int branch(Code code, long[] words, Code.Dest dest) {
        if (dest.from().length > 0) {
            branchWithMany(words, dest.from(), dest.to());
        }
        return dest.index();
    }

    private @Nullable Frame call(Frame frame) {
        Code code = frame.code;
        int at = frame.at;
        Program.Callee callee = callee(code, at, frame.words);
        pass(frame.words, code.args[at]);
        boolean tail = code.opcode[at].isReturn();
        if (callee.function() != null) {
            Frame caller = tail ? drop(frame) : frame;
            return enter(program.code(callee.function()), caller, memory.mark());
        }
        Frame standing = tail ? drop(frame) : frame;
        try {
            library.call(callee, code.function.dfg.callSignature(code.inst[at]));
        } catch (ThrowSignal signal) {
            return unwind(standing, signal);
        }
        if (standing == null) {
            stacks.checkEnd();
        } else {
            resume(standing);
        }
        return standing;
    }

    private Program.Callee callee(Code code, int at, long[] words) {
        return switch (code.data[at]) {
            case InstData.Call d -> direct(code, d.func());
            case InstData.TryCall d -> direct(code, d.func());
            case InstData.CallIndirect d -> program.calleeAt(words[code.x[at]], code.function.signatures.get(d.sig()));
            case InstData.TryCallIndirect d ->
                program.calleeAt(
                        words[code.x[at]],
                        code.function.signatures.get(d.table().signature()));
            default -> throw UninterpretableException.meaningless(code.opcode[at]);
        };
    }

    private Program.Callee direct(Code code, int func) {
        Program.Callee callee = code.callees[func];
        if (callee == null) {
            ExtFunc ref = code.function.extFuncs.get(func);
            callee = program.callee(ref.name());
            Program.checkSignature(callee, code.function.signatures.get(ref.signature()));
            code.callees[func] = callee;
        }
        return callee;
    }

    /** Goes on in the innermost handler for an exception, at or below a frame that stands at a call. */
    private Frame unwind(@Nullable Frame innermost, ThrowSignal signal) {
        for (Frame frame = innermost; frame != null; frame = drop(frame)) {
            Code.Dest handler = Handlers.find(frame.code, frame.at, signal.tag);
            if (handler != null) {
                passing(2);
                Arrays.fill(passed, 0, 4, 0);
                passed[0] = signal.payload0;
                passed[2] = signal.payload1;
                frame.at = branch(frame.code, frame.words, handler);
                return frame;
            }
        }
        throw signal;
    }
}
