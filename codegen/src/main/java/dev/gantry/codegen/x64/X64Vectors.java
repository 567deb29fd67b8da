package dev.gantry.codegen.x64;

import dev.gantry.asm.x64.Ops;
import dev.gantry.clif.ir.Type;
import dev.gantry.codegen.machinst.VCode;
import org.jspecify.annotations.Nullable;

/**
 * What rules call for values in xmm registers: classes of types, operands of 16 bytes, constants. The terms are declared in
 * {@code x64/xmm.isle}.
 *
 * <p>A value of less than 16 bytes is the low part of its register; what is above it is anything. A dynamic vector is what it
 * is at scale one.
 */
public abstract class X64Vectors extends X64Rows {
    private static boolean isXmm(Type type) {
        return VCode.classOf(type) == 1 && type.bits() <= 128;
    }

    public final @Nullable Type tyXmm(Type type) {
        return isXmm(type) ? type : null;
    }

    /** The width of a type whose values live in xmm registers. */
    public final long xmmBits(Type type) {
        failed = !isXmm(type);
        return type.bits();
    }

    public final @Nullable Type tyVec(Type type) {
        return type.isVector() && type.bits() <= 128 ? type : null;
    }

    public final @Nullable Type vecLane(Type type) {
        return type.isVector() && type.bits() <= 128 ? type.lane() : null;
    }

    public final @Nullable Type vec128Lane(Type type) {
        return type.isVector() && type.bits() == 128 ? type.lane() : null;
    }

    /** A register, or a place of 16 bytes that an instruction may read whole. */
    public final int putInXmmMem128(int value) {
        return valueType(value).bits() == 128 ? putInXmmMem(value) : putInReg(value);
    }

    /** An entry of the constant pool of up to 16 bytes in a register. */
    public final int immConst(int constant) {
        byte[] data = function().constants.get(constant);
        return immXmm(data.length, ConstantBytes.low(data), ConstantBytes.high(data));
    }

    // Lanes.

    /** An operand from memory in a register. */
    public final int xmmOf(int operand) {
        return operand >= 0 ? operand : emitResult(rm(new RowInst(Ops.movups_rm).def(0, newXmm()), 1, operand));
    }

    /** A constant of 16 bytes with the same value in all lanes, as an operand. */
    public final int constSplat(Type lane, long value) {
        long word = value & tyMask(lane);
        for (int bits = lane.bits(); bits < 64; bits *= 2) {
            word |= word << bits;
        }
        return const128(word, word);
    }

    public final Type laneInt(Type type) {
        return type.lane().asInt();
    }

    public final Type tyLane(Type type) {
        return type.lane();
    }

    public final long laneMin(Type lane) {
        return -1L << (lane.bits() - 1);
    }

    public final long laneMax(Type lane) {
        return ~laneMin(lane);
    }

    public final long tyLaneCount(Type type) {
        return type.laneCount();
    }

    public final boolean sameLaneCount(Type x, Type y) {
        return x.laneCount() == y.laneCount();
    }

    public final long i64Shr(long x, long n) {
        return x >>> n;
    }

    /** Types whose lanes' signs an instruction gathers with nothing beside them. */
    public final boolean fullMovmsk(Type type) {
        return type.bits() == 128 && type.laneBits() != 16;
    }

    // Bytes as columns of bits: row i of a matrix says which bits of the operand make up bit i of the result.

    private static long matrix(long row, int bit) {
        return row << 8 * (7 - bit);
    }

    public final long shlMatrix(long n) {
        long matrix = 0;
        for (int bit = (int) n; bit < 8; bit++) {
            matrix |= matrix(1L << (bit - n), bit);
        }
        return matrix;
    }

    public final long shrMatrix(long n) {
        long matrix = 0;
        for (int bit = 0; bit + n < 8; bit++) {
            matrix |= matrix(1L << (bit + n), bit);
        }
        return matrix;
    }

    public final long sarMatrix(long n) {
        long matrix = 0;
        for (int bit = 0; bit < 8; bit++) {
            matrix |= matrix(1L << Math.min(7, bit + n), bit);
        }
        return matrix;
    }

    public final long rolMatrix(long n) {
        long matrix = 0;
        for (int bit = 0; bit < 8; bit++) {
            matrix |= matrix(1L << (bit - n & 7), bit);
        }
        return matrix;
    }
}
