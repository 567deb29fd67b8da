package dev.gantry.fuzz.opcodes;

import dev.gantry.clif.ir.AtomicRmwOp;
import dev.gantry.clif.ir.CallConv;
import dev.gantry.clif.ir.FloatCC;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.GlobalValue;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.IntCC;
import dev.gantry.clif.ir.MemFlags;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.StackSlot;
import dev.gantry.clif.ir.TrapCode;
import dev.gantry.clif.ir.Type;
import java.util.List;
import java.util.Optional;

/**
 * Builds a function around each combination: operands are its parameters, results its results; where an opcode needs memory, a stack slot, a callee, it gets
 * them. What changes control flow is in {@link ControlSamples}.
 */
public final class Samples {
    private static final int TRAP = TrapCode.user(7);

    private Samples() {}

    /**
     * The sample of a combination.
     *
     * @param name names its functions
     * @return nothing if there is no valid function with it: the table is wider than what the immediates allow
     */
    public static Optional<Sample> of(Combination c, String name) {
        Optional<Sample> control = ControlSamples.of(c, name);
        if (control.isPresent()) {
            return control;
        }
        SampleBody body = new SampleBody(name, CallConv.FAST);
        Sample.Use use = fill(c, body);
        return Optional.of(new Sample(c, List.of(body.finish()), use));
    }

    private static Sample.Use fill(Combination c, SampleBody body) {
        return switch (c.opcode().format()) {
            case LOAD, STORE, STORE_NO_OFFSET, ATOMIC_RMW, ATOMIC_CAS -> memory(c, body);
            case LOAD_NO_OFFSET -> c.opcode() == Opcode.BITCAST ? plain(c, body) : memory(c, body);
            case NULLARY, UNARY_GLOBAL_VALUE, STACK_ADDR, DYNAMIC_STACK_ADDR -> surroundings(c, body);
            case UNARY_IMM, UNARY_IEEE16, UNARY_IEEE32, UNARY_IEEE64, UNARY_CONST -> constant(c, body);
            default -> plain(c, body);
        };
    }

    private static void results(SampleBody body, int inst) {
        for (int i = 0; i < body.function.dfg.instResultCount(inst); i++) {
            body.result(body.function.dfg.instResult(inst, i));
        }
    }

    // ---- Values in, values out ----

    private static Sample.Use plain(Combination c, SampleBody body) {
        int[] args = new int[c.operands().size()];
        for (int i = 0; i < args.length; i++) {
            args[i] = body.operand(c.operands().get(i));
        }
        if (c.ctrl().isDynamicVector()) {
            body.declare(c.ctrl());
        }
        results(body, body.inst(plainData(c, args), c.ctrl()));
        if (c.opcode() == Opcode.SET_PINNED_REG) {
            body.result(body.value(new InstData.NullAry(Opcode.GET_PINNED_REG), Type.I64));
        }
        return c.opcode() == Opcode.STACK_SWITCH ? Sample.Use.COMPILE : Sample.Use.RUN;
    }

    private static InstData plainData(Combination c, int[] args) {
        Opcode opcode = c.opcode();
        return switch (opcode.format()) {
            case UNARY -> new InstData.Unary(opcode, args[0]);
            case BINARY -> new InstData.Binary(opcode, args[0], args[1]);
            case TERNARY -> new InstData.Ternary(opcode, args[0], args[1], args[2]);
            case BINARY_IMM8 -> new InstData.BinaryImm8(opcode, args[0], lane(c));
            case TERNARY_IMM8 -> new InstData.TernaryImm8(opcode, args[0], args[1], lane(c));
            case SHUFFLE ->
                new InstData.Shuffle(opcode, args[0], args[1], 0x1f00_1e01_1d02_1c03L, 0x0706_0504_0e0f_0d0cL);
            case INT_COMPARE -> new InstData.IntCompare(opcode, IntCC.values()[c.variant()], args[0], args[1]);
            case FLOAT_COMPARE -> new InstData.FloatCompare(opcode, FloatCC.values()[c.variant()], args[0], args[1]);
            case INT_ADD_TRAP -> new InstData.IntAddTrap(opcode, args[0], args[1], TRAP);
            case COND_TRAP -> new InstData.CondTrap(opcode, args[0], TRAP);
            case LOAD_NO_OFFSET -> new InstData.LoadNoOffset(opcode, castFlags(c), args[0]);
            default -> throw new IllegalArgumentException("no sample of " + c);
        };
    }

    private static int lane(Combination c) {
        boolean whole = c.opcode() == Opcode.EXTRACT_VECTOR;
        return whole ? 0 : c.operands().getFirst().laneCount() - 1;
    }

    private static int castFlags(Combination c) {
        Type from = c.operands().getFirst();
        boolean needed = from.isVector()
                && c.ctrl().isVector()
                && from.laneCount() != c.ctrl().laneCount();
        return needed ? MemFlags.withLittle(MemFlags.DEFAULT) : MemFlags.DEFAULT;
    }

    // ---- Constants ----

    private static Sample.Use constant(Combination c, SampleBody body) {
        Opcode opcode = c.opcode();
        if (c.ctrl().isDynamicVector()) {
            body.declare(c.ctrl());
        }
        InstData data =
                switch (opcode.format()) {
                    case UNARY_IMM -> new InstData.UnaryImm(opcode, 42);
                    case UNARY_IEEE16 -> new InstData.UnaryIeee16(opcode, 0x3c01);
                    case UNARY_IEEE32 -> new InstData.UnaryIeee32(opcode, 0x3f80_0001);
                    case UNARY_IEEE64 -> new InstData.UnaryIeee64(opcode, 0x3ff0_0000_0000_0001L);
                    default -> new InstData.UnaryConst(opcode, pattern(c, body.function));
                };
        results(body, body.inst(data, c.ctrl()));
        return Sample.Use.RUN;
    }

    private static int pattern(Combination c, Function function) {
        byte[] bytes = new byte[c.result(0).bytes()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (17 * i + 1);
        }
        return function.constants.add(bytes);
    }

    // ---- Memory ----

    private static Sample.Use memory(Combination c, SampleBody body) {
        Opcode opcode = c.opcode();
        int address = body.memory();
        int at = 8;
        InstData data =
                switch (opcode.format()) {
                    case LOAD -> new InstData.Load(opcode, MemFlags.NOTRAP, address, at);
                    case STORE -> new InstData.Store(opcode, MemFlags.NOTRAP, stored(c, body, 0), address, at);
                    case LOAD_NO_OFFSET -> new InstData.LoadNoOffset(opcode, MemFlags.NOTRAP, address);
                    case STORE_NO_OFFSET ->
                        new InstData.StoreNoOffset(opcode, MemFlags.NOTRAP, stored(c, body, 0), address);
                    case ATOMIC_RMW ->
                        new InstData.AtomicRmw(
                                opcode,
                                MemFlags.NOTRAP,
                                AtomicRmwOp.values()[c.variant()],
                                address,
                                stored(c, body, 1));
                    default ->
                        new InstData.AtomicCas(
                                opcode, MemFlags.NOTRAP, address, stored(c, body, 1), stored(c, body, 2));
                };
        if (c.ctrl().isDynamicVector()) {
            body.declare(c.ctrl());
        }
        results(body, body.inst(data, c.ctrl()));
        body.memoryResults();
        return Sample.Use.RUN;
    }

    private static int stored(Combination c, SampleBody body, int operand) {
        return body.operand(c.operands().get(operand));
    }

    // ---- What needs surroundings, or nothing ----

    private static Sample.Use surroundings(Combination c, SampleBody body) {
        Opcode opcode = c.opcode();
        Function function = body.function;
        switch (opcode) {
            case STACK_ADDR -> {
                int slot = function.stackSlots.add(StackSlot.of(16, 4));
                results(body, body.inst(new InstData.StackAddr(opcode, slot, 8), c.ctrl()));
                return Sample.Use.RUN_ONLY;
            }
            case DYNAMIC_STACK_ADDR -> {
                int scale = function.globalValues.add(new GlobalValue.DynScaleTargetConst(Type.I32X4));
                int type = function.dynamicTypes.add(new dev.gantry.clif.ir.DynamicType(Type.I32X4, scale));
                int slot = function.dynamicStackSlots.add(type);
                results(body, body.inst(new InstData.DynamicStackAddr(opcode, slot), c.ctrl()));
                return Sample.Use.RUN_ONLY;
            }
            case SYMBOL_VALUE, TLS_VALUE -> {
                GlobalValue symbol = new GlobalValue.Symbol(
                        new dev.gantry.clif.ir.ExternalName.TestCase("data"), 0, false, opcode == Opcode.TLS_VALUE);
                int value = function.globalValues.add(symbol);
                results(body, body.inst(new InstData.UnaryGlobalValue(opcode, value), c.ctrl()));
                return Sample.Use.COMPILE;
            }
            case GET_FRAME_POINTER, GET_STACK_POINTER, GET_RETURN_ADDRESS, GET_PINNED_REG -> {
                results(body, body.inst(new InstData.NullAry(opcode), c.ctrl()));
                return Sample.Use.RUN_ONLY;
            }
            default -> {
                results(body, body.inst(new InstData.NullAry(opcode), c.ctrl()));
                return opcode == Opcode.DEBUGTRAP ? Sample.Use.COMPILE : Sample.Use.RUN;
            }
        }
    }
}
