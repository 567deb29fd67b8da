package dev.gantry.clif.interp;

import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.TrapCode;
import dev.gantry.clif.ir.Type;
import java.math.BigInteger;

/**
 * What opcodes compute that depend on nothing but their operands. One entry for each, grouped by shape; those with two
 * results put the second aside.
 */
final class PureOps {
    /** The second result of the last operation, if it has one. */
    Word second = Word.ZERO;

    /**
     * The first result of an operation.
     *
     * @param data the instruction
     * @param ctrl its controlling type
     * @param result type of its first result
     * @param argType type of its first operand
     * @param args its operands
     */
    Word evaluate(InstData data, Type ctrl, Type result, Type argType, Word[] args) {
        Opcode opcode = data.opcode();
        return switch (data) {
            case InstData.Unary d -> unary(opcode, result, argType, args[0]);
            case InstData.Binary d -> binary(opcode, ctrl, argType, args[0], args[1]);
            case InstData.Ternary d -> ternary(opcode, ctrl, args[0], args[1], args[2]);
            case InstData.UnaryImm d -> Word.of(d.imm(), result.bits());
            case InstData.UnaryIeee16 d -> Word.of(d.bits(), 16);
            case InstData.UnaryIeee32 d -> Word.of(d.bits(), 32);
            case InstData.UnaryIeee64 d -> Word.of(d.bits(), 64);
            case InstData.IntCompare d -> IntOps.compare(d.cond(), ctrl, args[0], args[1]);
            case InstData.FloatCompare d -> FloatOps.compare(d.cond(), ctrl, args[0], args[1]);
            case InstData.IntAddTrap d -> addOrTrap(d, ctrl, args[0], args[1]);
            case InstData.BinaryImm8 d -> extract(d, ctrl, args[0]);
            case InstData.TernaryImm8 d -> args[0].withLane(ctrl.laneBits(), d.imm(), args[1].lo());
            case InstData.Shuffle d -> VectorOps.shuffle(args[0], args[1], new Word(d.maskLo(), d.maskHi()));
            case InstData.LoadNoOffset d -> args[0];
            default -> throw Interpreter.unsupported(opcode);
        };
    }

    private static Word addOrTrap(InstData.IntAddTrap data, Type type, Word x, Word y) {
        BigInteger exact = WideOps.exact(data.opcode(), type, x, y, 0);
        if (WideOps.overflows(data.opcode(), type, exact)) {
            throw new TrapSignal(data.trapCode());
        }
        return Word.of(exact, type.bits());
    }

    private static Word extract(InstData.BinaryImm8 data, Type type, Word x) {
        if (data.opcode() != Opcode.EXTRACTLANE) {
            throw Interpreter.unsupported(data.opcode());
        }
        return Word.of(x.unsigned(type.laneBits(), data.imm()), type.laneBits());
    }

    private Word unary(Opcode opcode, Type result, Type from, Word x) {
        return switch (opcode) {
            case INEG, IABS, POPCNT, CLZ, CTZ, CLS, BITREV, BSWAP -> IntOps.unary(opcode, from, x);
            case BNOT -> x.not(from);
            case SQRT, CEIL, FLOOR, TRUNC, NEAREST -> FloatOps.unary(opcode, from, x);
            case FNEG, FABS -> FloatOps.sign(opcode, from, x, x);
            case SPLAT -> Word.splat(result, x.lo());
            case SCALAR_TO_VECTOR -> x;
            case VANY_TRUE -> Word.of(VectorOps.anyTrue(x));
            case VALL_TRUE -> Word.of(VectorOps.allTrue(from, x));
            case VHIGH_BITS -> Word.of(VectorOps.highBits(from, x), result.bits());
            case SWIDEN_LOW, SWIDEN_HIGH, UWIDEN_LOW, UWIDEN_HIGH -> VectorOps.widen(opcode, from, x);
            case X86_CVTT2DQ -> VectorOps.truncateX86(from, result, x);
            default -> convert(opcode, result, from, x);
        };
    }

    private Word convert(Opcode opcode, Type result, Type from, Word x) {
        return switch (opcode) {
            case UEXTEND -> resizeLanes(result, from, x, false);
            case SEXTEND -> resizeLanes(result, from, x, true);
            case IREDUCE -> resizeLanes(result, from, x, false);
            case BMASK -> mask(result, from, x);
            case FPROMOTE, FDEMOTE, FVDEMOTE, FVPROMOTE_LOW -> FloatOps.resize(from, result, x);
            case FCVT_TO_UINT, FCVT_TO_SINT, FCVT_TO_UINT_SAT, FCVT_TO_SINT_SAT ->
                FloatOps.toInt(opcode, from, result, x);
            case FCVT_FROM_UINT, FCVT_FROM_SINT -> FloatOps.fromInt(opcode, from, result, x);
            case ISPLIT -> {
                int half = from.bits() / 2;
                second = Word.of(x.unsigned().shiftRight(half), half);
                yield x.truncated(half);
            }
            default -> throw Interpreter.unsupported(opcode);
        };
    }

    private static Word resizeLanes(Type to, Type from, Word x, boolean signed) {
        if (!to.isVector()) {
            return signed ? Word.of(x.signed(from.bits()), to.bits()) : x.truncated(Math.min(to.bits(), from.bits()));
        }
        Word result = Word.ZERO;
        for (int i = 0; i < to.laneCount(); i++) {
            long lane = signed ? x.signed(from.laneBits(), i) : x.unsigned(from.laneBits(), i);
            result = result.withLane(to.laneBits(), i, lane);
        }
        return result;
    }

    private static Word mask(Type to, Type from, Word x) {
        if (!to.isVector() || to.laneCount() != from.laneCount()) {
            return x.isZero() ? Word.ZERO : Word.ZERO.not(to);
        }
        Word result = Word.ZERO;
        for (int i = 0; i < to.laneCount(); i++) {
            result = result.withLane(to.laneBits(), i, x.unsigned(from.laneBits(), i) == 0 ? 0 : -1);
        }
        return result;
    }

    private Word binary(Opcode opcode, Type ctrl, Type type, Word x, Word y) {
        return switch (opcode) {
            case BAND -> x.and(y);
            case BOR -> x.or(y);
            case BXOR -> x.xor(y);
            case ISHL, USHR, SSHR, ROTL, ROTR -> IntOps.shift(opcode, type, x, y);
            case FADD, FSUB, FMUL, FDIV, FMIN, FMAX -> FloatOps.binary(opcode, type, x, y);
            case FCOPYSIGN -> FloatOps.sign(opcode, type, x, y);
            case UADD_OVERFLOW, SADD_OVERFLOW, USUB_OVERFLOW, SSUB_OVERFLOW, UMUL_OVERFLOW, SMUL_OVERFLOW ->
                overflowing(opcode, ctrl, x, y, 0);
            case ICONCAT -> Word.of(y.unsigned().shiftLeft(type.bits()).or(x.unsigned()), 2 * type.bits());
            case SWIZZLE, X86_PSHUFB -> VectorOps.swizzle(opcode, x, y);
            case SNARROW, UNARROW, UUNARROW -> VectorOps.narrow(opcode, type, x, y);
            case IADD_PAIRWISE -> VectorOps.addPairwise(type, x, y);
            case X86_PMADDUBSW -> VectorOps.multiplyAddBytes(x, y);
            default -> IntOps.binary(opcode, type, x, y);
        };
    }

    private Word overflowing(Opcode opcode, Type type, Word x, Word y, long carry) {
        BigInteger exact = WideOps.exact(opcode, type, x, y, carry);
        second = Word.of(WideOps.overflows(opcode, type, exact));
        return Word.of(exact, type.bits());
    }

    private Word ternary(Opcode opcode, Type ctrl, Word x, Word y, Word z) {
        return switch (opcode) {
            case SELECT, SELECT_SPECTRE_GUARD -> x.isZero() ? z : y;
            case BITSELECT -> x.and(y).or(x.not(ctrl).and(z));
            case BLENDV -> VectorOps.blend(ctrl, x, y, z);
            case FMA -> FloatOps.fma(ctrl, x, y, z);
            case UADD_OVERFLOW_CIN, SADD_OVERFLOW_CIN, USUB_OVERFLOW_BIN, SSUB_OVERFLOW_BIN ->
                overflowing(opcode, ctrl, x, y, z.isZero() ? 0 : 1);
            default -> throw Interpreter.unsupported(opcode);
        };
    }

    /** The code with which a conditional trap stops the program, or {@link TrapCode#NONE}. */
    static int trapCode(InstData.CondTrap data, Word x) {
        boolean traps = x.isZero() == (data.opcode() == Opcode.TRAPZ);
        return traps ? data.trapCode() : TrapCode.NONE;
    }
}
