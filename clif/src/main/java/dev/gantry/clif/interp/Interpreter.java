package dev.gantry.clif.interp;

import dev.gantry.clif.ir.BlockCall;
import dev.gantry.clif.ir.Dfg;
import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.LibCall;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.TrapCode;
import dev.gantry.clif.ir.Type;
import dev.gantry.clif.text.DataValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs verified functions. Frames lie on the Java heap, so that the depth of calls does not depend on Java's stack. Not there:
 * vectors of more than 128 bits and dynamic ones, arithmetic on 128-bit floats, exceptions (a {@code try_call} returns
 * normally), symbols, what asks for registers and stack addresses of a real machine.
 *
 * <p>A function's address is a number below any memory's. For one thread.
 */
public final class Interpreter {
    private static final int MAX_DEPTH = 20_000;
    private static final long FUNCTION_ADDRESS = 0x100;
    private static final int FUNCTION_STEP = 16;
    private static final long DEFAULT_FUEL = 200_000_000;

    private final List<Function> functions;
    private final Map<ExternalName, Integer> byName = new HashMap<>();
    private final GuestMemory memory = new GuestMemory();
    private final MemoryOps memoryOps = new MemoryOps(memory);
    private final PureOps pure = new PureOps();
    private long fuel = DEFAULT_FUEL;
    private long pinned;
    private int depth;

    /** An interpreter of functions that may call each other by name. */
    public Interpreter(List<Function> functions) {
        this.functions = List.copyOf(functions);
        for (int i = 0; i < functions.size(); i++) {
            byName.put(functions.get(i).name(), i);
        }
    }

    /** Sets how many instructions may run from now on. */
    public void setFuel(long instructions) {
        fuel = instructions;
    }

    static UninterpretableException unsupported(Opcode opcode) {
        return new UninterpretableException("the interpreter does not have " + opcode);
    }

    /**
     * Calls a function.
     *
     * @throws UninterpretableException if the function needs what is not there or runs out of fuel
     */
    public Outcome call(Function function, List<DataValue> args) {
        int mark = memory.mark();
        depth = 0;
        try {
            Word[] words = new Word[args.size()];
            for (int i = 0; i < words.length; i++) {
                checkSize(args.get(i).type());
                words[i] = new Word(args.get(i).word(0), args.get(i).word(1));
            }
            Word[] results = run(enter(function, null, -1, words));
            List<DataValue> values = new ArrayList<>();
            for (int i = 0; i < results.length; i++) {
                Type type = function.signature().result(i).type();
                values.add(DataValue.ofWords(type, results[i].lo(), results[i].hi()));
            }
            return new Outcome.Returned(values);
        } catch (TrapSignal trap) {
            return new Outcome.Trapped(trap.code);
        } finally {
            memory.release(mark);
        }
    }

    private static void checkSize(Type type) {
        if (type.bits() > 128 || type.isDynamicVector()) {
            throw new UninterpretableException("the interpreter does not have values of type " + type);
        }
    }

    private Frame enter(Function function, @Nullable Frame caller, int callInst, Word[] args) {
        if (++depth > MAX_DEPTH) {
            throw new TrapSignal(TrapCode.STACK_OVERFLOW);
        }
        int entry = function.layout.entryBlock();
        if (entry < 0) {
            throw new UninterpretableException(function.name() + " has no body");
        }
        Frame frame = new Frame(function, caller, callInst, memory);
        for (int i = 0; i < args.length; i++) {
            frame.values[function.dfg.blockParam(entry, i)] = args[i];
        }
        return frame;
    }

    /** Runs until the frame at the bottom returns. */
    private Word[] run(Frame bottom) {
        Frame frame = bottom;
        while (true) {
            if (--fuel < 0) {
                throw new UninterpretableException("out of fuel");
            }
            int inst = frame.inst;
            InstData data = frame.function.dfg.instData(inst);
            Opcode opcode = data.opcode();
            if (opcode == Opcode.RETURN) {
                Word[] results = args(frame, data, 0);
                Frame caller = leave(frame);
                if (caller == null) {
                    return results;
                }
                resume(caller, frame.callInst, results);
                frame = caller;
            } else if (opcode.isCall()) {
                frame = call(frame, inst, data);
            } else if (opcode.isBranch()) {
                branch(frame, chosen(frame, data), NO_WORDS);
            } else {
                straight(frame, inst, data);
                frame.inst = frame.function.layout.nextInst(inst);
            }
        }
    }

    private static final Word[] NO_WORDS = {};

    private @Nullable Frame leave(Frame frame) {
        memory.release(frame.memoryMark);
        depth--;
        return frame.caller;
    }

    private static Word[] args(Frame frame, InstData data, int from) {
        Word[] args = new Word[data.argCount() - from];
        for (int i = 0; i < args.length; i++) {
            args[i] = frame.value(data.arg(from + i));
        }
        return args;
    }

    // ---- Calls ----

    /** Goes on after a call with its results. */
    private static void resume(Frame frame, int inst, Word[] results) {
        Dfg dfg = frame.function.dfg;
        InstData data = dfg.instData(inst);
        if (data.opcode().isBranch()) {
            branch(frame, data.dest(0), results);
            return;
        }
        for (int i = 0; i < results.length; i++) {
            frame.values[dfg.instResult(inst, i)] = results[i];
        }
        frame.inst = frame.function.layout.nextInst(inst);
    }

    private Frame call(Frame frame, int inst, InstData data) {
        boolean indirect = data instanceof InstData.CallIndirect || data instanceof InstData.TryCallIndirect;
        if (!indirect && !(data instanceof InstData.Call) && !(data instanceof InstData.TryCall)) {
            throw unsupported(data.opcode());
        }
        Word[] args = args(frame, data, indirect ? 1 : 0);
        ExternalName name = indirect
                ? byAddress(frame.value(data.arg(0)).lo())
                : frame.function.extFuncs.get(callee(data)).name();
        boolean tail = data.opcode().isReturn();
        if (name instanceof ExternalName.Library library && !tail) {
            resume(frame, inst, new Word[] {library(library.call(), args)});
            return frame;
        }
        Integer number = byName.get(name);
        if (number == null) {
            throw new UninterpretableException("there is no function " + name);
        }
        Function callee = functions.get(number);
        if (tail) {
            Frame caller = leave(frame);
            return enter(callee, caller, frame.callInst, args);
        }
        return enter(callee, frame, inst, args);
    }

    private static int callee(InstData data) {
        return data instanceof InstData.Call call ? call.func() : ((InstData.TryCall) data).func();
    }

    private ExternalName byAddress(long address) {
        long number = (address - FUNCTION_ADDRESS) / FUNCTION_STEP;
        LibCall[] library = LibCall.values();
        if (address < FUNCTION_ADDRESS
                || number >= functions.size() + library.length
                || number * FUNCTION_STEP + FUNCTION_ADDRESS != address) {
            throw new TrapSignal(TrapCode.HEAP_OUT_OF_BOUNDS);
        }
        return number < functions.size()
                ? functions.get((int) number).name()
                : new ExternalName.Library(library[(int) number - functions.size()]);
    }

    private static Word library(LibCall call, Word[] args) {
        return switch (call) {
            case CEIL_F32 -> FloatOps.unary(Opcode.CEIL, Type.F32, args[0]);
            case CEIL_F64 -> FloatOps.unary(Opcode.CEIL, Type.F64, args[0]);
            case FLOOR_F32 -> FloatOps.unary(Opcode.FLOOR, Type.F32, args[0]);
            case FLOOR_F64 -> FloatOps.unary(Opcode.FLOOR, Type.F64, args[0]);
            case TRUNC_F32 -> FloatOps.unary(Opcode.TRUNC, Type.F32, args[0]);
            case TRUNC_F64 -> FloatOps.unary(Opcode.TRUNC, Type.F64, args[0]);
            case NEAREST_F32 -> FloatOps.unary(Opcode.NEAREST, Type.F32, args[0]);
            case NEAREST_F64 -> FloatOps.unary(Opcode.NEAREST, Type.F64, args[0]);
            case FMA_F32 -> FloatOps.fma(Type.F32, args[0], args[1], args[2]);
            case FMA_F64 -> FloatOps.fma(Type.F64, args[0], args[1], args[2]);
            default -> throw new UninterpretableException("the interpreter does not have the library's " + call);
        };
    }

    // ---- Branches ----

    private static BlockCall chosen(Frame frame, InstData data) {
        return switch (data) {
            case InstData.Jump d -> d.target();
            case InstData.Brif d -> frame.value(d.cond()).isZero() ? d.elseDest() : d.thenDest();
            case InstData.BranchTable d -> {
                long index = frame.value(d.arg()).lo();
                yield index < d.table().entryCount()
                        ? d.table().entry((int) index)
                        : d.table().defaultTarget();
            }
            default -> throw unsupported(data.opcode());
        };
    }

    /** All arguments are read before any parameter is written. */
    private static void branch(Frame frame, BlockCall dest, Word[] results) {
        Word[] values = new Word[dest.argCount()];
        for (int i = 0; i < values.length; i++) {
            int arg = dest.arg(i);
            values[i] = BlockCall.isValue(arg) ? frame.value(arg) : results[BlockCall.payloadIndex(arg)];
        }
        for (int i = 0; i < values.length; i++) {
            frame.values[frame.function.dfg.blockParam(dest.block(), i)] = values[i];
        }
        frame.inst = frame.function.layout.firstInst(dest.block());
    }

    // ---- Everything else ----

    private void straight(Frame frame, int inst, InstData data) {
        Dfg dfg = frame.function.dfg;
        int results = dfg.instResultCount(inst);
        Type type = results == 0 ? Type.INVALID : dfg.valueType(dfg.instResult(inst, 0));
        checkSize(type);
        Word[] args = args(frame, data, 0);
        Word result = effect(frame, inst, data, type, args);
        if (results > 0) {
            frame.values[dfg.instResult(inst, 0)] = result;
        }
        if (results > 1) {
            frame.values[dfg.instResult(inst, 1)] = pure.second;
        }
    }

    private Word effect(Frame frame, int inst, InstData data, Type type, Word[] args) {
        Dfg dfg = frame.function.dfg;
        switch (data) {
            case InstData.Load d:
                return memoryOps.load(d, type, args[0]);
            case InstData.Store d:
                checkSize(dfg.valueType(d.value()));
                memoryOps.store(d, dfg.valueType(d.value()), args[0], args[1]);
                return Word.ZERO;
            case InstData.LoadNoOffset d
            when d.opcode() == Opcode.ATOMIC_LOAD:
                return memoryOps.atomicLoad(d, type, args[0]);
            case InstData.StoreNoOffset d:
                memoryOps.atomicStore(d, dfg.valueType(d.value()), args[0], args[1]);
                return Word.ZERO;
            case InstData.AtomicRmw d:
                return memoryOps.atomicRmw(d, type, args[0], args[1]);
            case InstData.AtomicCas d:
                return memoryOps.atomicCas(d, type, args[0], args[1], args[2]);
            case InstData.StackAddr d:
                return Word.of(frame.slots[d.stackSlot()] + d.offset(), type.bits());
            case InstData.FuncAddr d:
                return functionAddress(frame.function.extFuncs.get(d.func()).name(), type);
            case InstData.UnaryConst d:
                byte[] bytes = frame.function.constants.get(d.constant());
                DataValue constant = new DataValue(type, bytes);
                return new Word(constant.word(0), constant.word(1));
            case InstData.Trap d:
                throw new TrapSignal(d.trapCode());
            case InstData.CondTrap d:
                int code = PureOps.trapCode(d, args[0]);
                if (code != TrapCode.NONE) {
                    throw new TrapSignal(code);
                }
                return Word.ZERO;
            default:
                return registerOrPure(dfg, inst, data, type, args);
        }
    }

    /** Library functions are numbered after those that are interpreted. */
    private Word functionAddress(ExternalName name, Type type) {
        Integer number = name instanceof ExternalName.Library library
                ? Integer.valueOf(functions.size() + library.call().ordinal())
                : byName.get(name);
        if (number == null) {
            throw new UninterpretableException("there is no function " + name);
        }
        return Word.of(FUNCTION_ADDRESS + (long) FUNCTION_STEP * number, type.bits());
    }

    private Word registerOrPure(Dfg dfg, int inst, InstData data, Type type, Word[] args) {
        switch (data.opcode()) {
            case NOP, FENCE, SEQUENCE_POINT, DEBUGTRAP:
                return Word.ZERO;
            case GET_PINNED_REG:
                return Word.of(pinned, type.bits());
            case SET_PINNED_REG:
                pinned = args[0].lo();
                return Word.ZERO;
            default:
                Type argType = data.argCount() == 0 ? Type.INVALID : dfg.valueType(data.arg(0));
                checkSize(argType);
                return pure.evaluate(data, dfg.ctrlType(inst), type, argType, args);
        }
    }
}
