package dev.gantry.clif.interp;

import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.TrapCode;
import dev.gantry.clif.ir.Type;
import java.math.BigInteger;

/** Integer operations on 128 bits, and those whose overflow is asked for, on any width: exactly, then cut to the width. */
final class WideOps {
    private WideOps() {}

    static Word binary(Opcode opcode, Word x, Word y) {
        BigInteger a = x.signed(128);
        BigInteger b = y.signed(128);
        BigInteger ua = x.unsigned();
        BigInteger ub = y.unsigned();
        BigInteger result =
                switch (opcode) {
                    case IADD -> a.add(b);
                    case ISUB -> a.subtract(b);
                    case IMUL -> a.multiply(b);
                    case SMIN -> a.min(b);
                    case SMAX -> a.max(b);
                    case UMIN -> ua.min(ub);
                    case UMAX -> ua.max(ub);
                    case UMULHI -> ua.multiply(ub).shiftRight(128);
                    case SMULHI -> a.multiply(b).shiftRight(128);
                    case UDIV -> ua.divide(nonZero(ub));
                    case UREM -> ua.mod(nonZero(ub));
                    case SDIV -> divide(a, nonZero(b));
                    case SREM -> a.remainder(nonZero(b));
                    default -> throw Interpreter.unsupported(opcode);
                };
        return Word.of(result, 128);
    }

    private static BigInteger nonZero(BigInteger divisor) {
        if (divisor.signum() == 0) {
            throw new TrapSignal(TrapCode.INTEGER_DIVISION_BY_ZERO);
        }
        return divisor;
    }

    private static BigInteger divide(BigInteger a, BigInteger b) {
        BigInteger quotient = a.divide(b);
        if (quotient.bitLength() > 127) {
            throw new TrapSignal(TrapCode.INTEGER_OVERFLOW);
        }
        return quotient;
    }

    static Word unary(Opcode opcode, Word x) {
        return switch (opcode) {
            case INEG -> Word.of(x.signed(128).negate(), 128);
            case IABS -> Word.of(x.signed(128).abs(), 128);
            case POPCNT -> new Word(Long.bitCount(x.lo()) + Long.bitCount(x.hi()), 0);
            case CLZ ->
                new Word(x.hi() != 0 ? Long.numberOfLeadingZeros(x.hi()) : 64 + Long.numberOfLeadingZeros(x.lo()), 0);
            case CTZ ->
                new Word(x.lo() != 0 ? Long.numberOfTrailingZeros(x.lo()) : 64 + Long.numberOfTrailingZeros(x.hi()), 0);
            case CLS -> new Word(127 - x.signed(128).bitLength(), 0);
            case BITREV -> new Word(Long.reverse(x.hi()), Long.reverse(x.lo()));
            case BSWAP -> new Word(Long.reverseBytes(x.hi()), Long.reverseBytes(x.lo()));
            default -> throw Interpreter.unsupported(opcode);
        };
    }

    static Word shift(Opcode opcode, Word x, int n) {
        BigInteger u = x.unsigned();
        BigInteger result =
                switch (opcode) {
                    case ISHL -> u.shiftLeft(n);
                    case USHR -> u.shiftRight(n);
                    case SSHR -> x.signed(128).shiftRight(n);
                    case ROTL -> u.shiftLeft(n).or(u.shiftRight(128 - n));
                    case ROTR -> u.shiftRight(n).or(u.shiftLeft(128 - n));
                    default -> throw Interpreter.unsupported(opcode);
                };
        return Word.of(result, 128);
    }

    /**
     * The exact result of an operation whose overflow is asked for, its operands taken as signed or unsigned numbers as the
     * opcode says.
     *
     * @param carry what is added or subtracted besides: 0 or 1
     */
    static BigInteger exact(Opcode opcode, Type type, Word x, Word y, long carry) {
        boolean signed = isSigned(opcode);
        BigInteger a = signed ? x.signed(type.bits()) : x.unsigned();
        BigInteger b = signed ? y.signed(type.bits()) : y.unsigned();
        BigInteger c = BigInteger.valueOf(carry);
        return switch (opcode) {
            case UADD_OVERFLOW, SADD_OVERFLOW, UADD_OVERFLOW_CIN, SADD_OVERFLOW_CIN, UADD_OVERFLOW_TRAP ->
                a.add(b).add(c);
            case USUB_OVERFLOW, SSUB_OVERFLOW, USUB_OVERFLOW_BIN, SSUB_OVERFLOW_BIN ->
                a.subtract(b).subtract(c);
            case UMUL_OVERFLOW, SMUL_OVERFLOW -> a.multiply(b);
            default -> throw Interpreter.unsupported(opcode);
        };
    }

    /** Whether an exact result does not fit the type. */
    static boolean overflows(Opcode opcode, Type type, BigInteger exact) {
        return isSigned(opcode)
                ? exact.bitLength() >= type.bits()
                : exact.signum() < 0 || exact.bitLength() > type.bits();
    }

    private static boolean isSigned(Opcode opcode) {
        return switch (opcode) {
            case SADD_OVERFLOW, SADD_OVERFLOW_CIN, SSUB_OVERFLOW, SSUB_OVERFLOW_BIN, SMUL_OVERFLOW -> true;
            default -> false;
        };
    }
}
