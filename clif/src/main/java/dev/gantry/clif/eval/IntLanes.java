package dev.gantry.clif.eval;

import dev.gantry.clif.ir.IntCC;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.Type;

/** Integer operations on scalars and lanes of up to 64 bits; those of 128 bits go to {@link Int128}. */
final class IntLanes {
    private IntLanes() {}

    /** A binary operation, lane by lane. */
    static void binary(Opcode opcode, Type type, Evaluator e) {
        int bits = type.laneBits();
        if (type.isScalar()) {
            if (bits == 128) {
                Int128.binary(opcode, e);
            } else {
                int unused = 64 - bits;
                e.setLow(bits, lane(opcode, bits, e.xLo << unused >> unused, e.yLo << unused >> unused));
            }
            return;
        }
        e.set(0, 0);
        for (int i = 0; i < type.laneCount(); i++) {
            long a = Evaluator.signed(e.xLo, e.xHi, bits, i);
            long b = Evaluator.signed(e.yLo, e.yHi, bits, i);
            e.put(bits, i, lane(opcode, bits, a, b));
        }
    }

    /**
     * One lane of a binary operation; operands are sign-extended, of the result the low bits count. Sign-extended numbers compare
     * as unsigned ones just as zero-extended ones do.
     */
    private static long lane(Opcode opcode, int bits, long a, long b) {
        return switch (opcode) {
            case IADD -> a + b;
            case ISUB -> a - b;
            case IMUL -> a * b;
            case SMIN -> Math.min(a, b);
            case SMAX -> Math.max(a, b);
            case UMIN -> Long.compareUnsigned(a, b) <= 0 ? a : b;
            case UMAX -> Long.compareUnsigned(a, b) >= 0 ? a : b;
            case UMULHI -> bits == 64 ? Math.unsignedMultiplyHigh(a, b) : (a & mask(bits)) * (b & mask(bits)) >>> bits;
            case SMULHI -> bits == 64 ? Math.multiplyHigh(a, b) : a * b >> bits;
            default -> saturating(opcode, bits, a, b);
        };
    }

    private static long saturating(Opcode opcode, int bits, long a, long b) {
        long ua = a & mask(bits);
        long ub = b & mask(bits);
        return switch (opcode) {
            case AVG_ROUND -> (ua >>> 1) + (ub >>> 1) + ((ua | ub) & 1);
            case UADD_SAT -> Long.compareUnsigned(ua + ub & mask(bits), ua) < 0 ? -1 : ua + ub;
            case USUB_SAT -> Long.compareUnsigned(ua, ub) < 0 ? 0 : ua - ub;
            case SADD_SAT -> addOverflows(bits, a, b) ? limit(bits, a < 0) : a + b;
            case SSUB_SAT -> subOverflows(bits, a, b) ? limit(bits, a < 0) : a - b;
            case SQMUL_ROUND_SAT -> clampSigned(bits, (a * b + (1L << (bits - 2))) >> (bits - 1));
            case X86_PMULHRSW -> (a * b + (1L << (bits - 2))) >> (bits - 1);
            default -> throw Evaluator.notComputed(opcode);
        };
    }

    static long mask(int bits) {
        return bits == 64 ? -1 : (1L << bits) - 1;
    }

    /** The least or the greatest signed number of so many bits. */
    static long limit(int bits, boolean least) {
        return least ? -1L << (bits - 1) : (1L << (bits - 1)) - 1;
    }

    static long clampSigned(int bits, long value) {
        return Math.max(limit(bits, true), Math.min(limit(bits, false), value));
    }

    static boolean fits(int bits, long value) {
        int unused = 64 - bits;
        return value << unused >> unused == value;
    }

    private static boolean addOverflows(int bits, long a, long b) {
        return bits == 64 ? ((a ^ (a + b)) & (b ^ (a + b))) < 0 : !fits(bits, a + b);
    }

    private static boolean subOverflows(int bits, long a, long b) {
        return bits == 64 ? ((a ^ b) & (a ^ (a - b))) < 0 : !fits(bits, a - b);
    }

    /** A unary operation, lane by lane. */
    static void unary(Opcode opcode, Type type, Evaluator e) {
        int bits = type.laneBits();
        if (bits == 128) {
            Int128.unary(opcode, e);
            return;
        }
        e.set(0, 0);
        for (int i = 0; i < type.laneCount(); i++) {
            e.put(bits, i, lane(opcode, bits, Evaluator.unsigned(e.xLo, e.xHi, bits, i)));
        }
    }

    /** One lane of a unary operation; the operand is zero-extended. */
    private static long lane(Opcode opcode, int bits, long a) {
        int unused = 64 - bits;
        return switch (opcode) {
            case INEG -> -a;
            case IABS -> Math.abs(a << unused >> unused);
            case POPCNT -> Long.bitCount(a);
            case CLZ -> Long.numberOfLeadingZeros(a) - unused;
            case CTZ -> a == 0 ? bits : Long.numberOfTrailingZeros(a);
            case CLS -> {
                long s = a << unused >> unused;
                yield Long.numberOfLeadingZeros(s < 0 ? ~s : s) - unused - 1;
            }
            case BITREV -> Long.reverse(a) >>> unused;
            case BSWAP -> Long.reverseBytes(a) >>> unused;
            default -> throw Evaluator.notComputed(opcode);
        };
    }

    /** A shift or rotation of every lane by the same amount, of which only the bits below the lane's width count. */
    static void shift(Opcode opcode, Type type, Evaluator e) {
        int bits = type.laneBits();
        int n = (int) e.yLo & (bits - 1);
        if (bits == 128) {
            Int128.shift(opcode, n, e);
            return;
        }
        e.set(0, 0);
        for (int i = 0; i < type.laneCount(); i++) {
            long a = Evaluator.unsigned(e.xLo, e.xHi, bits, i);
            long value =
                    switch (opcode) {
                        case ISHL -> a << n;
                        case USHR -> a >>> n;
                        case SSHR -> a << (64 - bits) >> (64 - bits) >> n;
                        case ROTL -> n == 0 ? a : a << n | a >>> (bits - n);
                        case ROTR -> n == 0 ? a : a >>> n | a << (bits - n);
                        default -> throw Evaluator.notComputed(opcode);
                    };
            e.put(bits, i, value);
        }
    }

    /** A comparison: 1 or 0 for scalars, all ones or zeros in each lane of vectors. */
    static void compare(IntCC cond, Type type, Evaluator e) {
        int bits = type.laneBits();
        if (type.isScalar()) {
            boolean holds =
                    bits == 128 ? Int128.compare(cond, e) : holds(cond, e.xLo << (64 - bits), e.yLo << (64 - bits));
            e.set(holds ? 1 : 0, 0);
            return;
        }
        e.set(0, 0);
        for (int i = 0; i < type.laneCount(); i++) {
            long a = Evaluator.signed(e.xLo, e.xHi, bits, i);
            long b = Evaluator.signed(e.yLo, e.yHi, bits, i);
            e.put(bits, i, holds(cond, a, b) ? -1 : 0);
        }
    }

    private static boolean holds(IntCC cond, long a, long b) {
        return switch (cond) {
            case EQ -> a == b;
            case NE -> a != b;
            case SLT -> a < b;
            case SGE -> a >= b;
            case SGT -> a > b;
            case SLE -> a <= b;
            case ULT -> Long.compareUnsigned(a, b) < 0;
            case UGE -> Long.compareUnsigned(a, b) >= 0;
            case UGT -> Long.compareUnsigned(a, b) > 0;
            case ULE -> Long.compareUnsigned(a, b) <= 0;
        };
    }
}
