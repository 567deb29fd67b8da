package dev.gantry.filetests.random;

import dev.gantry.clif.ir.AtomicRmwOp;
import dev.gantry.clif.ir.FloatCC;
import dev.gantry.clif.ir.IntCC;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.TrapCode;
import dev.gantry.clif.ir.Type;
import java.math.BigInteger;

/**
 * What the scalar opcodes without side effects compute. A value is a long: an integer zero-extended from its width, a float's bits.
 */
final class Scalars {
    private Scalars() {}

    static long mask(Type type) {
        return type.bits() >= 64 ? -1L : (1L << type.bits()) - 1;
    }

    static long signed(Type type, long value) {
        int unused = 64 - type.bits();
        return value << unused >> unused;
    }

    /** The value of an opcode with one operand. */
    static long unary(Opcode op, Type to, Type from, long x) {
        int bits = from.bits();
        return switch (op) {
            case INEG -> -x & mask(to);
            case IABS -> Math.abs(signed(from, x)) & mask(to);
            case BNOT -> ~x & mask(to);
            case CLZ -> Long.numberOfLeadingZeros(x) - (64 - bits);
            case CTZ -> Math.min(Long.numberOfTrailingZeros(x), bits);
            case CLS -> leadingSignBits(bits, signed(from, x));
            case POPCNT -> Long.bitCount(x);
            case BITREV -> Long.reverse(x) >>> 64 - bits;
            case BSWAP -> Long.reverseBytes(x) >>> 64 - bits;
            case UEXTEND, BITCAST -> x;
            case SEXTEND -> signed(from, x) & mask(to);
            case IREDUCE -> x & mask(to);
            case BMASK -> x == 0 ? 0 : mask(to);
            case FNEG -> x ^ 1L << bits - 1;
            case FABS -> x & ~(1L << bits - 1);
            case FCVT_FROM_SINT -> fromInteger(to, BigInteger.valueOf(signed(from, x)));
            case FCVT_FROM_UINT -> fromInteger(to, new BigInteger(Long.toUnsignedString(x)));
            case FCVT_TO_SINT -> toInteger(to, from, x, true, false);
            case FCVT_TO_UINT -> toInteger(to, from, x, false, false);
            case FCVT_TO_SINT_SAT -> toInteger(to, from, x, true, true);
            case FCVT_TO_UINT_SAT -> toInteger(to, from, x, false, true);
            case FPROMOTE -> bits(to, toDouble(from, x));
            case FDEMOTE -> bits(to, toDouble(from, x));
            case SQRT -> bits(to, Math.sqrt(toDouble(from, x)));
            case CEIL -> bits(to, Math.ceil(toDouble(from, x)));
            case FLOOR -> bits(to, Math.floor(toDouble(from, x)));
            case NEAREST -> bits(to, Math.rint(toDouble(from, x)));
            case TRUNC -> bits(to, truncate(toDouble(from, x)));
            default -> throw new IllegalArgumentException(op.toString());
        };
    }

    private static long leadingSignBits(int bits, long x) {
        return Long.numberOfLeadingZeros(x < 0 ? ~x : x) - (64 - bits) - 1;
    }

    private static double truncate(double x) {
        return x < 0 ? Math.ceil(x) : Math.floor(x);
    }

    static double toDouble(Type type, long bits) {
        return type == Type.F32 ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
    }

    /** The bits of a result rounded to the type; which NaN an operation gives is not determined. */
    private static long bits(Type type, double value) {
        if (Double.isNaN(value)) {
            throw new Outcome.Undetermined();
        }
        return type == Type.F32
                ? Float.floatToRawIntBits((float) value) & 0xffffffffL
                : Double.doubleToRawLongBits(value);
    }

    private static long fromInteger(Type to, BigInteger value) {
        return to == Type.F32
                ? Float.floatToRawIntBits(value.floatValue()) & 0xffffffffL
                : Double.doubleToRawLongBits(value.doubleValue());
    }

    private static long toInteger(Type to, Type from, long x, boolean isSigned, boolean saturating) {
        double value = toDouble(from, x);
        if (Double.isNaN(value)) {
            if (saturating) {
                return 0;
            }
            throw new Outcome.Trap(TrapCode.BAD_CONVERSION_TO_INTEGER);
        }
        double truncated = truncate(value);
        double low = isSigned ? -Math.scalb(1.0, to.bits() - 1) : 0;
        double end = Math.scalb(1.0, isSigned ? to.bits() - 1 : to.bits());
        if (truncated < low || truncated >= end) {
            if (!saturating) {
                throw new Outcome.Trap(TrapCode.INTEGER_OVERFLOW);
            }
            long least = isSigned ? 1L << to.bits() - 1 : 0;
            return truncated < low ? least : isSigned ? mask(to) >>> 1 : mask(to);
        }
        return truncated >= 0x1p63 ? (long) (truncated - 0x1p63) ^ Long.MIN_VALUE : (long) truncated & mask(to);
    }

    /** The value of an opcode with two operands of one type; the second of shifts has a type of its own. */
    static long binary(Opcode op, Type type, long x, long y) {
        if (type.isFloat()) {
            return floatBinary(op, type, x, y);
        }
        int amount = (int) (y & type.bits() - 1);
        long sx = signed(type, x);
        long sy = signed(type, y);
        long result =
                switch (op) {
                    case IADD -> x + y;
                    case ISUB -> x - y;
                    case IMUL -> x * y;
                    case UMULHI -> type == Type.I64 ? Math.unsignedMultiplyHigh(x, y) : x * y >>> type.bits();
                    case SMULHI -> type == Type.I64 ? Math.multiplyHigh(x, y) : sx * sy >> type.bits();
                    case BAND -> x & y;
                    case BOR -> x | y;
                    case BXOR -> x ^ y;
                    case ISHL -> x << amount;
                    case USHR -> x >>> amount;
                    case SSHR -> sx >> amount;
                    case ROTL -> amount == 0 ? x : x << amount | x >>> type.bits() - amount;
                    case ROTR -> amount == 0 ? x : x >>> amount | x << type.bits() - amount;
                    case SMIN -> Math.min(sx, sy);
                    case SMAX -> Math.max(sx, sy);
                    case UMIN -> Long.compareUnsigned(x, y) < 0 ? x : y;
                    case UMAX -> Long.compareUnsigned(x, y) > 0 ? x : y;
                    case UDIV -> Long.divideUnsigned(x, divisor(y));
                    case UREM -> Long.remainderUnsigned(x, divisor(y));
                    case SDIV -> divide(type, sx, divisor(sy));
                    case SREM -> divisor(sy) == -1 ? 0 : sx % sy;
                    default -> throw new IllegalArgumentException(op.toString());
                };
        return result & mask(type);
    }

    private static long divisor(long y) {
        if (y == 0) {
            throw new Outcome.Trap(TrapCode.INTEGER_DIVISION_BY_ZERO);
        }
        return y;
    }

    private static long divide(Type type, long x, long y) {
        if (y == -1 && x == signed(type, 1L << type.bits() - 1)) {
            throw new Outcome.Trap(TrapCode.INTEGER_OVERFLOW);
        }
        return x / y;
    }

    private static long floatBinary(Opcode op, Type type, long x, long y) {
        double dx = toDouble(type, x);
        double dy = toDouble(type, y);
        long sign = 1L << type.bits() - 1;
        // Twice the precision and two bits more: rounding first to double and then to float gives what rounding once
        // does.
        return switch (op) {
            case FADD -> bits(type, dx + dy);
            case FSUB -> bits(type, dx - dy);
            case FMUL -> bits(type, dx * dy);
            case FDIV -> bits(type, dx / dy);
            case FMIN -> bits(type, Math.min(dx, dy));
            case FMAX -> bits(type, Math.max(dx, dy));
            case FCOPYSIGN -> x & ~sign | y & sign;
            case BAND -> x & y;
            case BOR -> x | y;
            case BXOR -> x ^ y;
            default -> throw new IllegalArgumentException(op.toString());
        };
    }

    /** The value of an opcode with three operands and one result. */
    static long ternary(Opcode op, Type type, long a, long b, long c) {
        return switch (op) {
            case SELECT, SELECT_SPECTRE_GUARD -> a != 0 ? b : c;
            case BITSELECT -> a & b | ~a & c;
            case FMA ->
                type == Type.F32
                        ? bits(type, Math.fma((float) toDouble(type, a), (float) toDouble(type, b), (float)
                                toDouble(type, c)))
                        : bits(type, Math.fma(toDouble(type, a), toDouble(type, b), toDouble(type, c)));
            default -> throw new IllegalArgumentException(op.toString());
        };
    }

    /** Result and overflow of an opcode that reports it, as the two halves of an array; a carry or borrow comes in. */
    static void overflow(Opcode op, Type type, long x, long y, long carry, long[] results) {
        boolean isSigned =
                switch (op) {
                    case SADD_OVERFLOW, SSUB_OVERFLOW, SMUL_OVERFLOW, SADD_OVERFLOW_CIN, SSUB_OVERFLOW_BIN -> true;
                    default -> false;
                };
        BigInteger bx = big(type, x, isSigned);
        BigInteger by = big(type, y, isSigned);
        BigInteger in = BigInteger.valueOf(carry);
        BigInteger exact =
                switch (op) {
                    case UADD_OVERFLOW, SADD_OVERFLOW, UADD_OVERFLOW_CIN, SADD_OVERFLOW_CIN, UADD_OVERFLOW_TRAP ->
                        bx.add(by).add(in);
                    case USUB_OVERFLOW, SSUB_OVERFLOW, USUB_OVERFLOW_BIN, SSUB_OVERFLOW_BIN ->
                        bx.subtract(by).subtract(in);
                    case UMUL_OVERFLOW, SMUL_OVERFLOW -> bx.multiply(by);
                    default -> throw new IllegalArgumentException(op.toString());
                };
        results[0] = exact.longValue() & mask(type);
        results[1] = big(type, results[0], isSigned).equals(exact) ? 0 : 1;
    }

    private static BigInteger big(Type type, long x, boolean isSigned) {
        return isSigned ? BigInteger.valueOf(signed(type, x)) : new BigInteger(Long.toUnsignedString(x));
    }

    static boolean compare(IntCC cc, Type type, long x, long y) {
        int signedOrder = Long.compare(signed(type, x), signed(type, y));
        int unsignedOrder = Long.compareUnsigned(x, y);
        return switch (cc) {
            case EQ -> x == y;
            case NE -> x != y;
            case SLT -> signedOrder < 0;
            case SLE -> signedOrder <= 0;
            case SGT -> signedOrder > 0;
            case SGE -> signedOrder >= 0;
            case ULT -> unsignedOrder < 0;
            case ULE -> unsignedOrder <= 0;
            case UGT -> unsignedOrder > 0;
            case UGE -> unsignedOrder >= 0;
        };
    }

    static boolean compare(FloatCC cc, Type type, long x, long y) {
        double dx = toDouble(type, x);
        double dy = toDouble(type, y);
        if (dx < dy) {
            return cc.holdsForLess();
        }
        if (dx > dy) {
            return cc.holdsForGreater();
        }
        return dx == dy ? cc.holdsForEqual() : cc.holdsForUnordered();
    }

    /** What an atomic operation leaves in memory. */
    static long atomic(AtomicRmwOp op, Type type, long old, long x) {
        return switch (op) {
            case ADD -> old + x & mask(type);
            case SUB -> old - x & mask(type);
            case AND -> old & x;
            case NAND -> ~(old & x) & mask(type);
            case OR -> old | x;
            case XOR -> old ^ x;
            case XCHG -> x;
            case UMIN -> binary(Opcode.UMIN, type, old, x);
            case UMAX -> binary(Opcode.UMAX, type, old, x);
            case SMIN -> binary(Opcode.SMIN, type, old, x);
            case SMAX -> binary(Opcode.SMAX, type, old, x);
        };
    }
}
