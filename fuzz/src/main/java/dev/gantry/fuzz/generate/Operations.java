package dev.gantry.fuzz.generate;

import dev.gantry.clif.eval.NanRule;
import dev.gantry.clif.ir.FloatCC;
import dev.gantry.clif.ir.Format;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.IntCC;
import dev.gantry.clif.ir.MemFlags;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.TrapCode;
import dev.gantry.clif.ir.Type;
import dev.gantry.fuzz.opcodes.Combination;
import java.util.Random;

/** Writes instructions that compute values from values. What may trap mostly does not: operands are kept in range more often than not. */
final class Operations {
    private final Values values;
    private final Random random;

    Operations(Values values) {
        this.values = values;
        this.random = values.random;
    }

    /** Writes some instruction; its results may be used afterwards. */
    void any() {
        compute(values.menu.straight(random));
    }

    /** Writes an instruction of a combination, and gives its first result, or -1. */
    int compute(Combination c) {
        Emitter emitter = values.emitter;
        int[] args = new int[c.operands().size()];
        boolean loose = false;
        for (int i = 0; i < args.length; i++) {
            Type type = c.operands().get(i);
            args[i] = looksAtBits(c.opcode(), i) ? values.exact(type) : values.use(type);
            loose |= values.isLoose(args[i]);
        }
        guard(c, args);
        int inst = emitter.inst(data(c, args), c.ctrl());
        int results = emitter.function.dfg.instResultCount(inst);
        for (int i = 0; i < results; i++) {
            int result = emitter.function.dfg.instResult(inst, i);
            if (NanRule.leavesNanOpen(c.opcode()) || (loose && passes(c.opcode()))) {
                values.defineLoose(result);
            } else {
                values.define(result);
            }
        }
        return results == 0 ? -1 : emitter.function.dfg.instResult(inst, 0);
    }

    // ---- Which NaN ----

    /** Whether bits of operands come out unseen. */
    private static boolean passes(Opcode opcode) {
        return switch (opcode) {
            case FNEG,
                    FABS,
                    FCOPYSIGN,
                    SELECT,
                    SELECT_SPECTRE_GUARD,
                    SPLAT,
                    INSERTLANE,
                    EXTRACTLANE,
                    SCALAR_TO_VECTOR -> true;
            default -> false;
        };
    }

    private static boolean looksAtBits(Opcode opcode, int operand) {
        if (opcode == Opcode.FCOPYSIGN) {
            return operand == 1;
        }
        return switch (opcode) {
            case FCMP, FCVT_TO_SINT, FCVT_TO_UINT, FCVT_TO_SINT_SAT, FCVT_TO_UINT_SAT, X86_CVTT2DQ -> false;
            default -> !NanRule.leavesNanOpen(opcode) && !passes(opcode);
        };
    }

    // ---- Traps ----

    private void guard(Combination c, int[] args) {
        switch (c.opcode()) {
            case UDIV, UREM, SDIV, SREM -> args[1] = divisor(c.ctrl(), args[1]);
            case FCVT_TO_SINT, FCVT_TO_UINT -> args[0] = convertible(c, args[0]);
            case TRAPZ -> args[0] = condition(c.ctrl(), args[0], IntCC.NE);
            case TRAPNZ -> args[0] = condition(c.ctrl(), args[0], IntCC.EQ);
            case UADD_OVERFLOW_TRAP -> {
                if (random.nextInt(6) > 0) {
                    args[1] = values.emitter.iconst(c.ctrl(), random.nextInt(9));
                }
            }
            default -> {}
        }
    }

    /** Mostly a number that is not zero; sometimes a constant. */
    private int divisor(Type type, int y) {
        Emitter emitter = values.emitter;
        return switch (random.nextInt(8)) {
            case 0 -> y;
            case 1, 2, 3 -> values.constant(type);
            default ->
                type == Type.I128 || !values.menu.has(Opcode.BOR, type)
                        ? values.constant(type)
                        : emitter.binary(Opcode.BOR, type, y, emitter.iconst(type, 1 + random.nextInt(4)));
        };
    }

    private int convertible(Combination c, int x) {
        Type type = c.operands().getFirst();
        boolean possible = values.menu.has(Opcode.FCVT_FROM_UINT, type);
        if (!possible || random.nextInt(8) == 0) {
            return x;
        }
        Emitter emitter = values.emitter;
        int small = values.constant(Type.I32);
        int number = emitter.unary(Opcode.FCVT_FROM_UINT, type, emitter.unary(Opcode.IREDUCE, Type.I8, small));
        if (random.nextBoolean() || !values.menu.has(Opcode.FCMP, type) || !values.menu.has(Opcode.SELECT, type)) {
            return number;
        }
        // The operand itself where it is between zero and a hundred or so.
        int zero = emitter.unary(Opcode.FCVT_FROM_UINT, type, emitter.iconst(Type.I8, 0));
        int limit = emitter.unary(Opcode.FCVT_FROM_UINT, type, emitter.iconst(Type.I8, 100));
        int above = emitter.value(new InstData.FloatCompare(Opcode.FCMP, FloatCC.GE, x, zero), type);
        int below = emitter.value(new InstData.FloatCompare(Opcode.FCMP, FloatCC.LT, x, limit), type);
        int inside = emitter.binary(Opcode.BAND, Type.I8, above, below);
        return emitter.value(new InstData.Ternary(Opcode.SELECT, inside, x, number), type);
    }

    /** A condition of a trap that seldom holds. */
    private int condition(Type type, int x, IntCC rarely) {
        if (random.nextInt(12) == 0 || !values.menu.has(Opcode.ICMP, type)) {
            return random.nextInt(12) == 0 ? x : values.emitter.iconst(Type.I8, rarely == IntCC.NE ? 1 : 0);
        }
        int other = values.constant(type);
        return values.emitter.value(new InstData.IntCompare(Opcode.ICMP, rarely, x, other), type);
    }

    // ---- Immediates ----

    private InstData data(Combination c, int[] args) {
        Opcode opcode = c.opcode();
        return switch (opcode.format()) {
            case UNARY -> new InstData.Unary(opcode, args[0]);
            case BINARY -> new InstData.Binary(opcode, args[0], args[1]);
            case TERNARY -> new InstData.Ternary(opcode, args[0], args[1], args[2]);
            case BINARY_IMM8 -> new InstData.BinaryImm8(opcode, args[0], lane(c));
            case TERNARY_IMM8 -> new InstData.TernaryImm8(opcode, args[0], args[1], lane(c));
            case SHUFFLE -> Shuffles.any(args[0], args[1], random);
            case INT_COMPARE -> new InstData.IntCompare(opcode, IntCC.values()[c.variant()], args[0], args[1]);
            case FLOAT_COMPARE -> new InstData.FloatCompare(opcode, FloatCC.values()[c.variant()], args[0], args[1]);
            case INT_ADD_TRAP -> new InstData.IntAddTrap(opcode, args[0], args[1], userTrap());
            case COND_TRAP -> new InstData.CondTrap(opcode, args[0], userTrap());
            case LOAD_NO_OFFSET -> new InstData.LoadNoOffset(opcode, castFlags(c), args[0]);
            default -> throw new IllegalArgumentException("not a computation: " + c);
        };
    }

    private int userTrap() {
        return TrapCode.user(1 + random.nextInt(TrapCode.MAX_USER));
    }

    private int lane(Combination c) {
        return random.nextInt(c.operands().getFirst().laneCount());
    }

    private int castFlags(Combination c) {
        Type from = c.operands().getFirst();
        boolean needed = from.isVector()
                && c.ctrl().isVector()
                && from.laneCount() != c.ctrl().laneCount();
        if (!needed && random.nextInt(4) > 0) {
            return MemFlags.DEFAULT;
        }
        return MemFlags.withLittle(MemFlags.DEFAULT);
    }

    // ---- Conditions ----

    /** A value for a branch: often a comparison. */
    int condition() {
        Type type = values.anyType();
        if (type.isVector()) {
            type = values.intType();
        }
        if (type.isFloat() && values.menu.has(Opcode.FCMP, type)) {
            FloatCC cc = FloatCC.values()[random.nextInt(FloatCC.values().length)];
            return values.emitter.value(
                    new InstData.FloatCompare(Opcode.FCMP, cc, values.use(type), values.use(type)), type);
        }
        if (type.isFloat()) {
            type = values.intType();
        }
        if (random.nextInt(4) == 0 && values.menu.has(Opcode.BRIF, type)) {
            return values.use(type);
        }
        Type compared = values.menu.has(Opcode.ICMP, type) ? type : Type.I64;
        IntCC cc = IntCC.values()[random.nextInt(IntCC.values().length)];
        int y = random.nextInt(3) == 0 ? values.constant(compared) : values.use(compared);
        return values.emitter.value(new InstData.IntCompare(Opcode.ICMP, cc, values.use(compared), y), compared);
    }

    static boolean isStore(Format format) {
        return format == Format.STORE || format == Format.STORE_NO_OFFSET;
    }
}
