package dev.gantry.wasm.clif;

import dev.gantry.clif.build.FunctionBuilder;
import dev.gantry.clif.ir.Dfg;
import dev.gantry.clif.ir.FloatCC;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.IntCC;
import dev.gantry.clif.ir.MemFlags;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.TrapCode;
import dev.gantry.clif.ir.Type;
import dev.gantry.wasm.Op;

/**
 * Operators without immediates: comparisons, arithmetic, conversions. CLIF's opcodes mean what WebAssembly's mean (shift counts modulo the
 * width, fmin and fmax with NaN, division that traps), so most are one line; without faulting traps, divisions and conversions get
 * their checks in front.
 */
final class NumericOps {
    private final Body body;
    private final FunctionBuilder b;

    NumericOps(Body body) {
        this.body = body;
        this.b = body.b;
    }

    void translate(Op op) {
        int code = op.code();
        if (code >= 0x45 && code <= 0x66) {
            comparison(op);
        } else if (code >= 0x67 && code <= 0x8a) {
            integer(op);
        } else if (code >= 0x8b && code <= 0xa6) {
            floating(op);
        } else if (code >= 0xa7 && code <= 0xc4) {
            conversion(op);
        } else if (code >= 0xfc_0000 && code <= 0xfc_0007) {
            saturating(op);
        } else {
            switch (op) {
                case NOP -> {}
                case DROP -> body.pop();
                case REF_IS_NULL -> test(b.icmpImm(IntCC.EQ, body.pop(), 0));
                default -> throw body.unsupported(op.mnemonic());
            }
        }
    }

    // ---- Comparisons ----

    private void comparison(Op op) {
        switch (op) {
            case I32_EQZ, I64_EQZ -> isZero();
            case I32_EQ, I64_EQ -> compare(IntCC.EQ);
            case I32_NE, I64_NE -> compare(IntCC.NE);
            case I32_LT_S, I64_LT_S -> compare(IntCC.SLT);
            case I32_LT_U, I64_LT_U -> compare(IntCC.ULT);
            case I32_GT_S, I64_GT_S -> compare(IntCC.SGT);
            case I32_GT_U, I64_GT_U -> compare(IntCC.UGT);
            case I32_LE_S, I64_LE_S -> compare(IntCC.SLE);
            case I32_LE_U, I64_LE_U -> compare(IntCC.ULE);
            case I32_GE_S, I64_GE_S -> compare(IntCC.SGE);
            case I32_GE_U, I64_GE_U -> compare(IntCC.UGE);
            case F32_EQ, F64_EQ -> compare(FloatCC.EQ);
            case F32_NE, F64_NE -> compare(FloatCC.NE);
            case F32_LT, F64_LT -> compare(FloatCC.LT);
            case F32_GT, F64_GT -> compare(FloatCC.GT);
            case F32_LE, F64_LE -> compare(FloatCC.LE);
            case F32_GE, F64_GE -> compare(FloatCC.GE);
            default -> throw body.unsupported(op.mnemonic());
        }
    }

    private void compare(IntCC cond) {
        int y = body.pop();
        int x = body.pop();
        test(b.icmp(cond, x, y));
    }

    private void compare(FloatCC cond) {
        int y = body.pop();
        int x = body.pop();
        test(b.fcmp(cond, x, y));
    }

    /** Pushes a truth value as i32. */
    private void test(int truth) {
        body.push(b.uextend(Type.I32, truth));
    }

    /** {@code eqz}: of a comparison it is the opposite comparison. */
    private void isZero() {
        int x = body.pop();
        int truth = condition(x);
        Dfg dfg = body.function.dfg;
        if (truth != x) {
            InstData data = dfg.instData(dfg.valueDefInst(truth));
            if (data instanceof InstData.IntCompare c) {
                test(b.icmp(c.cond().complement(), c.arg0(), c.arg1()));
                return;
            }
            if (data instanceof InstData.FloatCompare c) {
                test(b.fcmp(c.cond().complement(), c.arg0(), c.arg1()));
                return;
            }
        }
        test(b.icmpImm(IntCC.EQ, x, 0));
    }

    /** A value that is zero exactly when {@code x} is: the i8 of the comparison that {@code x} extends, or {@code x} itself. */
    int condition(int x) {
        Dfg dfg = body.function.dfg;
        int resolved = dfg.resolveAliases(x);
        if (dfg.valueKind(resolved) != Dfg.KIND_RESULT) {
            return x;
        }
        InstData data = dfg.instData(dfg.valueDefInst(resolved));
        if (data instanceof InstData.Unary u && u.opcode() == Opcode.UEXTEND) {
            int inner = dfg.resolveAliases(u.arg());
            if (dfg.valueKind(inner) == Dfg.KIND_RESULT) {
                Opcode opcode = dfg.opcode(dfg.valueDefInst(inner));
                if (opcode == Opcode.ICMP || opcode == Opcode.FCMP) {
                    return inner;
                }
            }
        }
        return x;
    }

    // ---- Arithmetic ----

    private void integer(Op op) {
        int y = body.pop();
        int unary =
                switch (op) {
                    case I32_CLZ, I64_CLZ -> b.clz(y);
                    case I32_CTZ, I64_CTZ -> b.ctz(y);
                    case I32_POPCNT, I64_POPCNT -> b.popcnt(y);
                    default -> -1;
                };
        body.push(unary >= 0 ? unary : integerBinary(op, body.pop(), y));
    }

    private int integerBinary(Op op, int x, int y) {
        return switch (op) {
            case I32_ADD, I64_ADD -> b.iadd(x, y);
            case I32_SUB, I64_SUB -> b.isub(x, y);
            case I32_MUL, I64_MUL -> b.imul(x, y);
            case I32_AND, I64_AND -> b.band(x, y);
            case I32_OR, I64_OR -> b.bor(x, y);
            case I32_XOR, I64_XOR -> b.bxor(x, y);
            case I32_SHL, I64_SHL -> b.ishl(x, y);
            case I32_SHR_S, I64_SHR_S -> b.sshr(x, y);
            case I32_SHR_U, I64_SHR_U -> b.ushr(x, y);
            case I32_ROTL, I64_ROTL -> b.rotl(x, y);
            case I32_ROTR, I64_ROTR -> b.rotr(x, y);
            case I32_DIV_S, I64_DIV_S -> {
                checkDivisor(y);
                checkQuotient(x, y);
                yield b.sdiv(x, y);
            }
            case I32_DIV_U, I64_DIV_U -> {
                checkDivisor(y);
                yield b.udiv(x, y);
            }
            case I32_REM_S, I64_REM_S -> {
                checkDivisor(y);
                yield b.srem(x, y);
            }
            case I32_REM_U, I64_REM_U -> {
                checkDivisor(y);
                yield b.urem(x, y);
            }
            default -> throw body.unsupported(op.mnemonic());
        };
    }

    private void checkDivisor(int y) {
        if (!body.faulting()) {
            body.trapIf(b.icmpImm(IntCC.EQ, y, 0), TrapCode.INTEGER_DIVISION_BY_ZERO);
        }
    }

    /** The one quotient that does not fit: the smallest number by -1. */
    private void checkQuotient(int x, int y) {
        if (!body.faulting()) {
            long smallest = body.function.dfg.valueType(x) == Type.I32 ? Integer.MIN_VALUE : Long.MIN_VALUE;
            int overflow = b.band(b.icmpImm(IntCC.EQ, x, smallest), b.icmpImm(IntCC.EQ, y, -1));
            body.trapIf(overflow, TrapCode.INTEGER_OVERFLOW);
        }
    }

    private void floating(Op op) {
        int y = body.pop();
        int unary =
                switch (op) {
                    case F32_ABS, F64_ABS -> b.fabs(y);
                    case F32_NEG, F64_NEG -> b.fneg(y);
                    case F32_CEIL, F64_CEIL -> b.ceil(y);
                    case F32_FLOOR, F64_FLOOR -> b.floor(y);
                    case F32_TRUNC, F64_TRUNC -> b.trunc(y);
                    case F32_NEAREST, F64_NEAREST -> b.nearest(y);
                    case F32_SQRT, F64_SQRT -> b.sqrt(y);
                    default -> -1;
                };
        body.push(unary >= 0 ? unary : floatBinary(op, body.pop(), y));
    }

    private int floatBinary(Op op, int x, int y) {
        return switch (op) {
            case F32_ADD, F64_ADD -> b.fadd(x, y);
            case F32_SUB, F64_SUB -> b.fsub(x, y);
            case F32_MUL, F64_MUL -> b.fmul(x, y);
            case F32_DIV, F64_DIV -> b.fdiv(x, y);
            case F32_MIN, F64_MIN -> b.fmin(x, y);
            case F32_MAX, F64_MAX -> b.fmax(x, y);
            case F32_COPYSIGN, F64_COPYSIGN -> b.fcopysign(x, y);
            default -> throw body.unsupported(op.mnemonic());
        };
    }

    // ---- Conversions ----

    private void conversion(Op op) {
        int x = body.pop();
        body.push(
                switch (op) {
                    case I32_WRAP_I64 -> b.ireduce(Type.I32, x);
                    case I32_TRUNC_F32_S, I32_TRUNC_F64_S -> truncate(Type.I32, true, x);
                    case I32_TRUNC_F32_U, I32_TRUNC_F64_U -> truncate(Type.I32, false, x);
                    case I64_TRUNC_F32_S, I64_TRUNC_F64_S -> truncate(Type.I64, true, x);
                    case I64_TRUNC_F32_U, I64_TRUNC_F64_U -> truncate(Type.I64, false, x);
                    case I64_EXTEND_I32_S -> b.sextend(Type.I64, x);
                    case I64_EXTEND_I32_U -> b.uextend(Type.I64, x);
                    case F32_CONVERT_I32_S, F32_CONVERT_I64_S -> b.fcvtFromSint(Type.F32, x);
                    case F32_CONVERT_I32_U, F32_CONVERT_I64_U -> b.fcvtFromUint(Type.F32, x);
                    case F64_CONVERT_I32_S, F64_CONVERT_I64_S -> b.fcvtFromSint(Type.F64, x);
                    case F64_CONVERT_I32_U, F64_CONVERT_I64_U -> b.fcvtFromUint(Type.F64, x);
                    case F32_DEMOTE_F64 -> b.fdemote(Type.F32, x);
                    case F64_PROMOTE_F32 -> b.fpromote(Type.F64, x);
                    case I32_REINTERPRET_F32 -> b.bitcast(Type.I32, MemFlags.DEFAULT, x);
                    case I64_REINTERPRET_F64 -> b.bitcast(Type.I64, MemFlags.DEFAULT, x);
                    case F32_REINTERPRET_I32 -> b.bitcast(Type.F32, MemFlags.DEFAULT, x);
                    case F64_REINTERPRET_I64 -> b.bitcast(Type.F64, MemFlags.DEFAULT, x);
                    case I32_EXTEND8_S -> b.sextend(Type.I32, b.ireduce(Type.I8, x));
                    case I32_EXTEND16_S -> b.sextend(Type.I32, b.ireduce(Type.I16, x));
                    case I64_EXTEND8_S -> b.sextend(Type.I64, b.ireduce(Type.I8, x));
                    case I64_EXTEND16_S -> b.sextend(Type.I64, b.ireduce(Type.I16, x));
                    case I64_EXTEND32_S -> b.sextend(Type.I64, b.ireduce(Type.I32, x));
                    default -> throw body.unsupported(op.mnemonic());
                });
    }

    private void saturating(Op op) {
        int x = body.pop();
        body.push(
                switch (op) {
                    case I32_TRUNC_SAT_F32_S, I32_TRUNC_SAT_F64_S -> b.fcvtToSintSat(Type.I32, x);
                    case I32_TRUNC_SAT_F32_U, I32_TRUNC_SAT_F64_U -> b.fcvtToUintSat(Type.I32, x);
                    case I64_TRUNC_SAT_F32_S, I64_TRUNC_SAT_F64_S -> b.fcvtToSintSat(Type.I64, x);
                    case I64_TRUNC_SAT_F32_U, I64_TRUNC_SAT_F64_U -> b.fcvtToUintSat(Type.I64, x);
                    default -> throw body.unsupported(op.mnemonic());
                });
    }

    /** Float to integer; traps for NaN and for what does not fit. */
    private int truncate(Type type, boolean signed, int x) {
        if (body.faulting()) {
            return signed ? b.fcvtToSint(type, x) : b.fcvtToUint(type, x);
        }
        boolean single = body.function.dfg.valueType(x) == Type.F32;
        int bits = type == Type.I32 ? 32 : 64;
        body.trapIf(b.fcmp(FloatCC.UNO, x, x), TrapCode.BAD_CONVERSION_TO_INTEGER);
        double above = Math.scalb(1.0, signed ? bits - 1 : bits);
        int tooLarge = b.fcmp(FloatCC.GE, x, floatConst(single, above));
        // The greatest float below the range: with enough precision for a fraction there, one less than the smallest
        // integer, else the next float; compared with "less or equal" or "less".
        int tooSmall;
        if (!signed) {
            tooSmall = b.fcmp(FloatCC.LE, x, floatConst(single, -1.0));
        } else if (bits == 32 && !single) {
            tooSmall = b.fcmp(FloatCC.LE, x, floatConst(false, -above - 1));
        } else {
            tooSmall = b.fcmp(FloatCC.LT, x, floatConst(single, -above));
        }
        body.trapIf(b.bor(tooLarge, tooSmall), TrapCode.INTEGER_OVERFLOW);
        return signed ? b.fcvtToSintSat(type, x) : b.fcvtToUintSat(type, x);
    }

    private int floatConst(boolean single, double value) {
        return single ? b.f32constOf((float) value) : b.f64constOf(value);
    }
}
