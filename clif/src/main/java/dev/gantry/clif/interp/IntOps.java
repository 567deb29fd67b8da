package dev.gantry.clif.interp;

import dev.gantry.clif.ir.IntCC;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.TrapCode;
import dev.gantry.clif.ir.Type;

/** Integer operations on scalars and lanes of up to 64 bits. Wider ones are in {@link WideOps}. */
final class IntOps {
    private IntOps() {}

    /** A binary operation, lane by lane. */
    static Word binary(Opcode opcode, Type type, Word x, Word y) {
        int bits = type.laneBits();
        if (bits == 128) {
            return WideOps.binary(opcode, x, y);
        }
        Word result = Word.ZERO;
        for (int i = 0; i < type.laneCount(); i++) {
            result = result.withLane(bits, i, lane(opcode, bits, x.signed(bits, i), y.signed(bits, i)));
        }
        return result;
    }

    private static long mask(int bits) {
        return bits == 64 ? -1 : (1L << bits) - 1;
    }

    /** One lane of a binary operation; operands are sign-extended, of the result the low bits count. */
    private static long lane(Opcode opcode, int bits, long a, long b) {
        long ua = a & mask(bits);
        long ub = b & mask(bits);
        return switch (opcode) {
            case IADD -> a + b;
            case ISUB -> a - b;
            case IMUL -> a * b;
            case SMIN -> Math.min(a, b);
            case SMAX -> Math.max(a, b);
            case UMIN -> Long.compareUnsigned(ua, ub) <= 0 ? a : b;
            case UMAX -> Long.compareUnsigned(ua, ub) >= 0 ? a : b;
            case UMULHI -> bits == 64 ? Math.unsignedMultiplyHigh(a, b) : ua * ub >>> bits;
            case SMULHI -> bits == 64 ? Math.multiplyHigh(a, b) : a * b >> bits;
            case UDIV -> Long.divideUnsigned(ua, nonZero(ub));
            case UREM -> Long.remainderUnsigned(ua, nonZero(ub));
            case SDIV -> divide(bits, a, nonZero(b));
            case SREM -> b == -1 ? 0 : a % nonZero(b);
            default -> saturating(opcode, bits, a, b, ua, ub);
        };
    }

    private static long saturating(Opcode opcode, int bits, long a, long b, long ua, long ub) {
        return switch (opcode) {
            case AVG_ROUND -> (ua >>> 1) + (ub >>> 1) + ((ua | ub) & 1);
            case UADD_SAT -> Long.compareUnsigned(ua + ub & mask(bits), ua) < 0 ? -1 : ua + ub;
            case USUB_SAT -> Long.compareUnsigned(ua, ub) < 0 ? 0 : ua - ub;
            case SADD_SAT -> addOverflows(bits, a, b) ? limit(bits, a < 0) : a + b;
            case SSUB_SAT -> subOverflows(bits, a, b) ? limit(bits, a < 0) : a - b;
            case SQMUL_ROUND_SAT -> clampSigned(bits, (a * b + (1L << (bits - 2))) >> (bits - 1));
            case X86_PMULHRSW -> (a * b + (1L << (bits - 2))) >> (bits - 1);
            default -> throw Interpreter.unsupported(opcode);
        };
    }

    private static long nonZero(long divisor) {
        if (divisor == 0) {
            throw new TrapSignal(TrapCode.INTEGER_DIVISION_BY_ZERO);
        }
        return divisor;
    }

    private static long divide(int bits, long a, long b) {
        if (b == -1 && a == limit(bits, true)) {
            throw new TrapSignal(TrapCode.INTEGER_OVERFLOW);
        }
        return a / b;
    }

    /** The least or the greatest signed number of so many bits. */
    static long limit(int bits, boolean least) {
        return least ? -1L << (bits - 1) : (1L << (bits - 1)) - 1;
    }

    static long clampSigned(int bits, long value) {
        return Math.max(limit(bits, true), Math.min(limit(bits, false), value));
    }

    static long clampUnsigned(int bits, long value) {
        return Math.max(0, Math.min(mask(bits), value));
    }

    private static boolean fits(int bits, long value) {
        int shift = 64 - bits;
        return value << shift >> shift == value;
    }

    private static boolean addOverflows(int bits, long a, long b) {
        return bits == 64 ? ((a ^ (a + b)) & (b ^ (a + b))) < 0 : !fits(bits, a + b);
    }

    private static boolean subOverflows(int bits, long a, long b) {
        return bits == 64 ? ((a ^ b) & (a ^ (a - b))) < 0 : !fits(bits, a - b);
    }

    /** A unary operation, lane by lane. */
    static Word unary(Opcode opcode, Type type, Word x) {
        int bits = type.laneBits();
        if (bits == 128) {
            return WideOps.unary(opcode, x);
        }
        Word result = Word.ZERO;
        for (int i = 0; i < type.laneCount(); i++) {
            long a = x.signed(bits, i);
            long ua = x.unsigned(bits, i);
            long value =
                    switch (opcode) {
                        case INEG -> -a;
                        case IABS -> Math.abs(a);
                        case POPCNT -> Long.bitCount(ua);
                        case CLZ -> Long.numberOfLeadingZeros(ua) - (64 - bits);
                        case CTZ -> ua == 0 ? bits : Long.numberOfTrailingZeros(ua);
                        case CLS -> Long.numberOfLeadingZeros(a < 0 ? ~a : a) - (64 - bits) - 1;
                        case BITREV -> Long.reverse(ua) >>> (64 - bits);
                        case BSWAP -> Long.reverseBytes(ua) >>> (64 - bits);
                        default -> throw Interpreter.unsupported(opcode);
                    };
            result = result.withLane(bits, i, value);
        }
        return result;
    }

    /** A shift or rotation of every lane by the same amount, of which only the bits below the lane's width count. */
    static Word shift(Opcode opcode, Type type, Word x, Word amount) {
        int bits = type.laneBits();
        int n = (int) amount.lo() & (bits - 1);
        if (bits == 128) {
            return WideOps.shift(opcode, x, n);
        }
        Word result = Word.ZERO;
        for (int i = 0; i < type.laneCount(); i++) {
            long a = x.signed(bits, i);
            long ua = x.unsigned(bits, i);
            long value =
                    switch (opcode) {
                        case ISHL -> a << n;
                        case USHR -> ua >>> n;
                        case SSHR -> a >> n;
                        case ROTL -> n == 0 ? a : ua << n | ua >>> (bits - n);
                        case ROTR -> n == 0 ? a : ua >>> n | ua << (bits - n);
                        default -> throw Interpreter.unsupported(opcode);
                    };
            result = result.withLane(bits, i, value);
        }
        return result;
    }

    /** A comparison: 1 or 0 for scalars, all ones or zeros in each lane of vectors. */
    static Word compare(IntCC cond, Type type, Word x, Word y) {
        int bits = type.laneBits();
        if (bits == 128) {
            return Word.of(holds(
                    cond, x.signed(128).compareTo(y.signed(128)), x.unsigned().compareTo(y.unsigned())));
        }
        Word result = Word.ZERO;
        for (int i = 0; i < type.laneCount(); i++) {
            boolean holds = holds(
                    cond,
                    Long.compare(x.signed(bits, i), y.signed(bits, i)),
                    Long.compareUnsigned(x.unsigned(bits, i), y.unsigned(bits, i)));
            if (!type.isVector()) {
                return Word.of(holds);
            }
            result = result.withLane(bits, i, holds ? -1 : 0);
        }
        return result;
    }

    private static boolean holds(IntCC cond, int signed, int unsigned) {
        return switch (cond) {
            case EQ -> signed == 0;
            case NE -> signed != 0;
            case SLT -> signed < 0;
            case SGE -> signed >= 0;
            case SGT -> signed > 0;
            case SLE -> signed <= 0;
            case ULT -> unsigned < 0;
            case UGE -> unsigned >= 0;
            case UGT -> unsigned > 0;
            case ULE -> unsigned <= 0;
        };
    }
}
