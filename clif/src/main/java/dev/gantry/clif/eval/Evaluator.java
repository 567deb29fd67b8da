package dev.gantry.clif.eval;

import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.MemFlags;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.TrapCode;
import dev.gantry.clif.ir.Type;

/**
 * Computes one opcode at a time. Give the operands by {@link #operand}, call {@link #evaluate}, then ask for the result.
 *
 * <p>A value is two words, {@code lo} with bits 0 to 63 and {@code hi} with bits 64 to 127; lane 0 is lowest, bits beyond the type are
 * zero, and have to be zero in operands. Dynamic vectors are taken at scale one. Vectors of more than 128 bits are not there.
 *
 * <p>Example: {@code iadd.i8} of 200 and 100 gives {@code lo} 44; {@code udiv} by 0 gives {@code false} and the trap code {@code int_divz}.
 *
 * <p>Reused from one instruction to the next, allocates nothing; for one thread.
 */
public final class Evaluator {
    long xLo;
    long xHi;
    long yLo;
    long yHi;
    long zLo;
    long zHi;
    long lo;
    long hi;
    long second;
    int trap;

    /** Sets operand {@code i}, from 0 to 2, to 128 bits; those beyond its type are zero. */
    public void operand(int i, long low, long high) {
        if (i == 0) {
            xLo = low;
            xHi = high;
        } else if (i == 1) {
            yLo = low;
            yHi = high;
        } else {
            zLo = low;
            zHi = high;
        }
    }

    /** {@return bits 0 to 63 of the first result} */
    public long lo() {
        return lo;
    }

    /** {@return bits 64 to 127 of the first result} */
    public long hi() {
        return hi;
    }

    /** {@return the second result of opcodes that have two: an overflow flag, or the high half of {@code isplit}} */
    public long second() {
        return second;
    }

    /** {@return the code with which the last opcode trapped, or {@link TrapCode#NONE}} */
    public int trap() {
        return trap;
    }

    /** {@return whether values of a type fit: at most 128 bits} */
    public static boolean holds(Type type) {
        return type.bits() <= 128;
    }

    /** {@return whether the opcode depends on its operands alone, so that {@link #evaluate} computes it} */
    public static boolean computes(Opcode opcode) {
        return switch (opcode.format()) {
            case UNARY -> opcode != Opcode.SET_PINNED_REG;
            case LOAD_NO_OFFSET -> opcode == Opcode.BITCAST;
            case TERNARY -> opcode != Opcode.STACK_SWITCH;
            case UNARY_IMM,
                    UNARY_IEEE16,
                    UNARY_IEEE32,
                    UNARY_IEEE64,
                    BINARY,
                    BINARY_IMM8,
                    TERNARY_IMM8,
                    SHUFFLE,
                    INT_COMPARE,
                    FLOAT_COMPARE,
                    INT_ADD_TRAP -> true;
            default -> false;
        };
    }

    void set(long low, long high) {
        lo = low;
        hi = high;
    }

    /** Sets the low bits of the result, of a lane or scalar of up to 64 bits. */
    void setLow(int bits, long value) {
        lo = bits >= 64 ? value : value & ((1L << bits) - 1);
        hi = 0;
    }

    /** Adds lane {@code i} of lanes of up to 64 bits to a result that began with {@code set(0, 0)}. */
    void put(int laneBits, int i, long lane) {
        int at = i * laneBits;
        long bits = laneBits == 64 ? lane : (lane & ((1L << laneBits) - 1)) << (at & 63);
        if (at < 64) {
            lo |= bits;
        } else {
            hi |= bits;
        }
    }

    /** Lane {@code i} of lanes of up to 64 bits, zero-extended. */
    static long unsigned(long low, long high, int laneBits, int i) {
        int at = i * laneBits;
        long word = (at < 64 ? low : high) >>> (at & 63);
        return laneBits == 64 ? word : word & ((1L << laneBits) - 1);
    }

    /** Lane {@code i} of lanes of up to 64 bits, sign-extended. */
    static long signed(long low, long high, int laneBits, int i) {
        int shift = 64 - laneBits;
        return unsigned(low, high, laneBits, i) << shift >> shift;
    }

    /**
     * Computes an instruction of its operands. {@link #computes} says which opcodes there are.
     *
     * @param data the instruction; its value operands are not looked at
     * @param ctrl its controlling type
     * @param result type of its first result
     * @param operand type of its first operand; {@link Type#INVALID} if it has none
     * @return whether there is a result; if not, {@link #trap} says why
     * @throws IllegalArgumentException if the opcode depends on more than its operands
     */
    public boolean evaluate(InstData data, Type ctrl, Type result, Type operand) {
        trap = TrapCode.NONE;
        Opcode opcode = data.opcode();
        switch (opcode.format()) {
            case UNARY -> unary(opcode, result, operand);
            case BINARY -> binary(opcode, ctrl, operand);
            case TERNARY -> ternary(opcode, ctrl);
            case UNARY_IMM -> setLow(result.bits(), ((InstData.UnaryImm) data).imm());
            case UNARY_IEEE16 -> setLow(16, ((InstData.UnaryIeee16) data).bits());
            case UNARY_IEEE32 -> setLow(32, ((InstData.UnaryIeee32) data).bits());
            case UNARY_IEEE64 -> setLow(64, ((InstData.UnaryIeee64) data).bits());
            case INT_COMPARE -> IntLanes.compare(((InstData.IntCompare) data).cond(), operand, this);
            case FLOAT_COMPARE -> FloatLanes.compare(((InstData.FloatCompare) data).cond(), operand, this);
            case INT_ADD_TRAP -> addOrTrap(opcode, ctrl, ((InstData.IntAddTrap) data).trapCode());
            case BINARY_IMM8 -> extract(opcode, operand, result, ((InstData.BinaryImm8) data).imm());
            case TERNARY_IMM8 -> LaneMoves.insert(operand, ((InstData.TernaryImm8) data).imm(), this);
            case SHUFFLE -> {
                InstData.Shuffle shuffle = (InstData.Shuffle) data;
                LaneMoves.shuffle(shuffle.maskLo(), shuffle.maskHi(), this);
            }
            case LOAD_NO_OFFSET -> bitcast(opcode, operand, result, ((InstData.LoadNoOffset) data).flags());
            default -> throw notComputed(opcode);
        }
        return trap == TrapCode.NONE;
    }

    static IllegalArgumentException notComputed(Opcode opcode) {
        return new IllegalArgumentException(opcode.mnemonic() + " is not computed from its operands alone");
    }

    // ---- By number of operands ----

    private void unary(Opcode opcode, Type result, Type from) {
        switch (opcode) {
            case INEG, IABS, POPCNT, CLZ, CTZ, CLS, BITREV, BSWAP -> IntLanes.unary(opcode, from, this);
            case BNOT -> setTruncated(result, ~xLo, ~xHi);
            case SQRT, CEIL, FLOOR, TRUNC, NEAREST -> FloatLanes.unary(opcode, from, this);
            case FNEG, FABS -> FloatLanes.sign(opcode, from, this);
            case SPLAT -> LaneMoves.splat(result, this);
            case SCALAR_TO_VECTOR -> set(xLo, xHi);
            case VANY_TRUE -> set((xLo | xHi) != 0 ? 1 : 0, 0);
            case VALL_TRUE -> LaneMoves.allTrue(from, this);
            case VHIGH_BITS -> LaneMoves.highBits(from, result, this);
            case SWIDEN_LOW, SWIDEN_HIGH, UWIDEN_LOW, UWIDEN_HIGH -> LaneMoves.widen(opcode, from, this);
            case UEXTEND, IREDUCE -> LaneMoves.resize(from, result, false, this);
            case SEXTEND -> LaneMoves.resize(from, result, true, this);
            case BMASK -> LaneMoves.mask(from, result, this);
            case FPROMOTE, FDEMOTE, FVDEMOTE, FVPROMOTE_LOW -> FloatConversions.resize(from, result, this);
            case FCVT_TO_UINT, FCVT_TO_SINT, FCVT_TO_UINT_SAT, FCVT_TO_SINT_SAT ->
                FloatConversions.toInt(opcode, from, result, this);
            case FCVT_FROM_UINT -> FloatConversions.fromInt(from, result, false, this);
            case FCVT_FROM_SINT -> FloatConversions.fromInt(from, result, true, this);
            case X86_CVTT2DQ -> FloatConversions.truncateX86(from, result, this);
            case ISPLIT -> split(from.bits() / 2);
            default -> throw notComputed(opcode);
        }
    }

    private void binary(Opcode opcode, Type ctrl, Type type) {
        switch (opcode) {
            case BAND -> set(xLo & yLo, xHi & yHi);
            case BOR -> set(xLo | yLo, xHi | yHi);
            case BXOR -> set(xLo ^ yLo, xHi ^ yHi);
            case ISHL, USHR, SSHR, ROTL, ROTR -> IntLanes.shift(opcode, type, this);
            case UDIV, SDIV, UREM, SREM -> Division.divide(opcode, type.bits(), this);
            case FADD, FSUB, FMUL, FDIV, FMIN, FMAX -> FloatLanes.binary(opcode, type, this);
            case FCOPYSIGN -> FloatLanes.sign(opcode, type, this);
            case UADD_OVERFLOW, SADD_OVERFLOW, USUB_OVERFLOW, SSUB_OVERFLOW ->
                Overflow.sum(opcode, ctrl.bits(), false, this);
            case UMUL_OVERFLOW, SMUL_OVERFLOW -> Overflow.product(opcode, ctrl.bits(), this);
            case ICONCAT -> concat(type.bits());
            case SWIZZLE, X86_PSHUFB -> LaneMoves.swizzle(opcode, this);
            case SNARROW, UNARROW, UUNARROW -> LaneMoves.narrow(opcode, type, this);
            case IADD_PAIRWISE -> LaneMoves.addPairwise(type, this);
            case X86_PMADDUBSW -> LaneMoves.multiplyAddBytes(this);
            default -> IntLanes.binary(opcode, type, this);
        }
    }

    private void ternary(Opcode opcode, Type ctrl) {
        switch (opcode) {
            case SELECT, SELECT_SPECTRE_GUARD -> {
                boolean first = (xLo | xHi) != 0;
                set(first ? yLo : zLo, first ? yHi : zHi);
            }
            case BITSELECT -> set(xLo & yLo | ~xLo & zLo, xHi & yHi | ~xHi & zHi);
            case BLENDV -> LaneMoves.blend(ctrl, this);
            case FMA -> FloatLanes.fma(ctrl, this);
            case UADD_OVERFLOW_CIN, SADD_OVERFLOW_CIN, USUB_OVERFLOW_BIN, SSUB_OVERFLOW_BIN ->
                Overflow.sum(opcode, ctrl.bits(), (zLo | zHi) != 0, this);
            default -> throw notComputed(opcode);
        }
    }

    // ---- Single opcodes ----

    void setTruncated(Type type, long low, long high) {
        int bits = type.bits();
        if (bits <= 64) {
            setLow(bits, low);
        } else {
            set(low, high);
        }
    }

    private void split(int half) {
        if (half == 64) {
            second = xHi;
            set(xLo, 0);
        } else {
            second = xLo >>> half;
            setLow(half, xLo);
        }
    }

    private void concat(int half) {
        if (half == 64) {
            set(xLo, yLo);
        } else {
            set(xLo | yLo << half, 0);
        }
    }

    private void addOrTrap(Opcode opcode, Type type, int trapCode) {
        Overflow.sum(opcode, type.bits(), false, this);
        if (second != 0) {
            trap = trapCode;
        }
    }

    private void extract(Opcode opcode, Type from, Type result, int index) {
        if (opcode == Opcode.EXTRACT_VECTOR) {
            // At scale one the dynamic vector is one fixed vector.
            set(xLo, xHi);
        } else if (result.bits() == 128) {
            set(xLo, xHi);
        } else {
            set(unsigned(xLo, xHi, from.laneBits(), index), 0);
        }
    }

    /** As if stored in the one type and loaded in the other; in big-endian order that moves lanes of different widths. */
    private void bitcast(Opcode opcode, Type from, Type to, int flags) {
        if (opcode != Opcode.BITCAST) {
            throw notComputed(opcode);
        }
        set(xLo, xHi);
        if (MemFlags.big(flags) && from.laneBits() != to.laneBits()) {
            LaneMoves.reverseLaneBytes(from, lo, hi, this);
            LaneMoves.reverseLaneBytes(to, lo, hi, this);
        }
    }
}
