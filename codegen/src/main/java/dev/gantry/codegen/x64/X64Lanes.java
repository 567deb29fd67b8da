package dev.gantry.codegen.x64;

import dev.gantry.asm.x64.Ops;
import dev.gantry.clif.ir.Dfg;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.LibCall;
import dev.gantry.clif.ir.MemFlags;
import dev.gantry.clif.ir.Type;
import dev.gantry.codegen.Settings;
import dev.gantry.codegen.machinst.MachInst;
import org.jspecify.annotations.Nullable;

/**
 * What the rules for lanes, shuffles and vectors of floats call. The terms are declared where they are used, in {@code
 * x64/lower/lanes.isle}, {@code shuffles.isle} and {@code float_vectors.isle}.
 */
public abstract class X64Lanes extends X64Wide {
    /** For code with these settings. */
    protected X64Lanes(Settings settings) {
        super(settings);
    }

    // Types.

    /** The type of the lanes that a fused multiply-add computes on; null for others than 32 and 64 bits. */
    public final @Nullable Type fmaLane(Type type) {
        Type lane = type.lane();
        return (lane == Type.F32 || lane == Type.F64) && type.bits() <= 128 ? lane : null;
    }

    public final boolean tyIsVec(Type type) {
        return type.isVector();
    }

    public final @Nullable Type tyScalarFloat(Type type) {
        return type.isFloat() ? type : null;
    }

    public final long tyLaneBits(Type type) {
        return type.laneBits();
    }

    public final boolean asManyLanes(Type from, Type to) {
        return from.laneCount() == to.laneCount();
    }

    public final boolean littleEndian(int flags) {
        return !MemFlags.big(flags);
    }

    // Constants.

    public final int imm128(long low, long high) {
        return immXmm(16, low, high);
    }

    /** The low bits of a number, as wide as the lane, repeated to 64 bits. */
    public final long repeatLane(Type lane, long bits) {
        long repeated = bits & tyMask(lane);
        for (int width = lane.bits(); width < 64; width *= 2) {
            repeated |= repeated << width;
        }
        return repeated;
    }

    private byte @Nullable [] vectorConstant(int value) {
        Dfg dfg = function().dfg;
        int inst = dfg.valueDefInst(value);
        return inst >= 0 && dfg.instData(inst) instanceof InstData.UnaryConst data
                ? function().constants.get(data.constant())
                : null;
    }

    /** Whether a value is a vector constant of zeros. */
    public final boolean zeroVector(int value) {
        byte[] data = vectorConstant(value);
        return data != null && ConstantBytes.low(data) == 0 && ConstantBytes.high(data) == 0;
    }

    /** Whether each byte of a constant is below 16 or above 127. */
    public final boolean plainIndices(int constant) {
        byte[] data = function().constants.get(constant);
        for (byte index : data) {
            if (index > 15) {
                return false;
            }
        }
        return true;
    }

    // Masks of shuffles.

    private long orFail(int imm) {
        failed = imm == ShuffleMasks.NO;
        return imm;
    }

    public final long zeroMarks(long half) {
        return ShuffleMasks.zeroMarks(half);
    }

    public final long keptBytes(long half) {
        return ShuffleMasks.keptBytes(half);
    }

    public final long wordIndices(long half, long first) {
        return orFail(ShuffleMasks.wordIndices(half, (int) first));
    }

    public final long dwordIndices(long lo, long hi, long lowSource, long highSource) {
        return orFail(ShuffleMasks.dwordIndices(lo, hi, (int) lowSource, (int) highSource));
    }

    public final long consecutive(long lo, long hi, long bits) {
        return orFail(ShuffleMasks.consecutive(lo, hi, (int) bits));
    }

    public final long broadcastIndex(long lo, long hi) {
        return orFail(ShuffleMasks.broadcastIndex(lo, hi));
    }

    public final boolean swappedPairs(long lo, long hi) {
        return ShuffleMasks.swappedPairs(lo, hi);
    }

    public final long shiftRightBytes(long lo, long hi) {
        return orFail(ShuffleMasks.shiftRight(lo, hi));
    }

    public final long shiftLeftBytes(long lo, long hi) {
        return orFail(ShuffleMasks.shiftLeft(lo, hi));
    }

    public final boolean inPlace(long lo, long hi) {
        return ShuffleMasks.inPlace(lo, hi);
    }

    public final long wordBlend(long lo, long hi) {
        return orFail(ShuffleMasks.blend(lo, hi, 2));
    }

    public final long dwordBlend(long lo, long hi) {
        return orFail(ShuffleMasks.blend(lo, hi, 4));
    }

    // Sequences.

    public final MachInst swizzleLoop(int vector, int indices) {
        return new SwizzleLoop(newXmm(), vector, indices, newXmm(), newXmm(), newXmm(), newXmm(), newXmm(), newGpr());
    }

    /** Bytes of two vectors by a mask, word by word; bytes above 15 are of the second vector. */
    public final int shuffleByWords(int a, int b, long lo, long hi) {
        int result = a;
        for (int i = 0; i < 8; i++) {
            int low = ShuffleMasks.byteAt(lo, hi, 2 * i);
            int high = ShuffleMasks.byteAt(lo, hi, 2 * i + 1);
            if (low == 2 * i && high == low + 1) {
                continue;
            }
            int word = (low & 1) == 0 && high == low + 1
                    ? extractWord(a, b, low)
                    : or(zeroExtended(a, b, low), shiftedUp(a, b, high));
            int next = newXmm();
            emitInst(new RowInst(Ops.pinsrw_rmi8)
                    .use(0, result)
                    .def(0, next)
                    .use(1, word)
                    .imm(i));
            result = next;
        }
        return result;
    }

    /** The word that holds a byte of the two vectors. */
    private int extractWord(int a, int b, int index) {
        int word = newGpr();
        emitInst(new RowInst(Ops.pextrw_rri8)
                .def(0, word)
                .use(1, index > 15 ? b : a)
                .imm((index & 15) >> 1));
        return word;
    }

    private int zeroExtended(int a, int b, int index) {
        int word = extractWord(a, b, index);
        int result = newGpr();
        if ((index & 1) == 0) {
            emitInst(new RowInst(Ops.movzbl_rm).def(0, result).use(1, word));
        } else {
            emitInst(new RowInst(Ops.shrl_mi8).use(0, word).def(0, result).imm(8));
        }
        return result;
    }

    /** A byte in bits 8 to 15, with zeros below and anything above. */
    private int shiftedUp(int a, int b, int index) {
        int word = extractWord(a, b, index);
        int result = newGpr();
        if ((index & 1) == 0) {
            emitInst(new RowInst(Ops.shll_mi8).use(0, word).def(0, result).imm(8));
        } else {
            emitInst(new RowInst(Ops.andl_mi32).use(0, word).def(0, result).imm(0xff00));
        }
        return result;
    }

    private int or(int x, int y) {
        int result = newGpr();
        emitInst(new RowInst(Ops.orl_rm).use(0, x).def(0, result).use(1, y));
        return result;
    }

    /** A fused multiply-add of vectors of 32 or 64 bits, one call of the run-time library for each lane. */
    public final int fmaByLanes(Type type, int x, int y, int z) {
        boolean isDouble = type.lane() == Type.F64;
        LibCall call = isDouble ? LibCall.FMA_F64 : LibCall.FMA_F32;
        int[] lanes = new int[type.laneCount()];
        for (int i = 0; i < lanes.length; i++) {
            int imm = isDouble ? 0x4e : i;
            lanes[i] = i == 0
                    ? libcallFloat(call, x, y, z)
                    : libcallFloat(call, xmm_pshufd_rmi8(x, imm), xmm_pshufd_rmi8(y, imm), xmm_pshufd_rmi8(z, imm));
        }
        if (isDouble) {
            return xmm_movlhps_rr(lanes[0], lanes[1]);
        }
        int low = xmm_unpcklps_rm(lanes[0], lanes[1]);
        return lanes.length == 2 ? low : xmm_movlhps_rr(low, xmm_unpcklps_rm(lanes[2], lanes[3]));
    }
}
