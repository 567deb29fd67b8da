package dev.gantry.codegen.x64;

import dev.gantry.asm.x64.Op;
import dev.gantry.asm.x64.Ops;
import dev.gantry.clif.ir.Dfg;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.MemFlags;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.Type;
import dev.gantry.codegen.machinst.LowerContext;
import dev.gantry.codegen.machinst.MachInst;
import dev.gantry.codegen.machinst.Reg;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What rules call for operands: values as registers, memory or immediates, addresses, constants.
 *
 * <p>A GprMem, XmmMem or GprMemImm is an int: a register, or, if negative, the complement of an index into a table of
 * addresses and immediates that lasts for the lowering of one function.
 */
public abstract class X64Operands extends LowerContext {
    private @Nullable Amode[] amodes = new @Nullable Amode[64];
    private long[] imms = new long[64];
    private int handles;
    private final UpperHalves upperHalves = new UpperHalves();

    /** Forgets all addresses and immediates, and looks at a new function. */
    protected final void resetOperands(Function function) {
        upperHalves.compute(function);
        Arrays.fill(amodes, 0, handles, null);
        handles = 0;
    }

    /** Whether the target has AVX: instructions are then encoded so. */
    public abstract boolean hasAvx();

    // Handles.

    private int newHandle(@Nullable Amode amode, long imm) {
        if (handles == imms.length) {
            amodes = Arrays.copyOf(amodes, handles * 2);
            imms = Arrays.copyOf(imms, handles * 2);
        }
        amodes[handles] = amode;
        imms[handles] = imm;
        return ~handles++;
    }

    /** The address that a negative handle stands for. */
    protected final Amode amode(int handle) {
        Amode amode = amodes[~handle];
        if (amode == null) {
            throw new IllegalStateException("immediate where memory is expected");
        }
        return amode;
    }

    public final int amodeToMem(Amode amode) {
        return newHandle(amode, 0);
    }

    public final int immToGprMemImm(long imm) {
        return newHandle(null, imm);
    }

    public final int gmiGprMem(int operand) {
        return operand >= 0 || amodes[~operand] != null ? operand : NO_RULE;
    }

    public final long gmiImm32(int operand) {
        failed = operand >= 0 || amodes[~operand] != null;
        return failed ? 0 : imms[~operand];
    }

    public final long gmiImm8(int operand) {
        long imm = gmiImm32(operand);
        failed = failed || imm != (byte) imm;
        return imm;
    }

    public final int sameInt(int reg) {
        return reg;
    }

    // Values.

    public final int putInGpr(int value) {
        return putInReg(value);
    }

    public final int putInXmm(int value) {
        return putInReg(value);
    }

    public final int putInGprMem(int value) {
        return valueType(value).bits() < 32 ? putInReg(value) : putInGprMemExact(value);
    }

    public final int putInGprMemExact(int value) {
        int load = sinkableExact(value);
        return load < 0 ? putInReg(value) : amodeToMem(sinkLoad(load));
    }

    public final int putInGprMemImm(int value) {
        long imm = simm32FromValue(value);
        return failed ? putInGprMem(value) : immToGprMemImm(imm);
    }

    public final int putInGprMemImmExact(int value) {
        long imm = simm32FromValue(value);
        return failed ? putInGprMemExact(value) : immToGprMemImm(imm);
    }

    public final int putInXmmMem(int value) {
        Type type = valueType(value);
        boolean whole = type == Type.F32 || type == Type.F64 || type.bits() == 128;
        int load = whole ? sinkableExact(value) : NO_RULE;
        if (load >= 0) {
            return amodeToMem(sinkLoad(load));
        }
        Dfg dfg = function().dfg;
        int inst = dfg.valueDefInst(value);
        if (inst >= 0 && !valueIsUsed(value)) {
            switch (dfg.instData(inst)) {
                case InstData.UnaryIeee32 constant
                when constant.bits() != 0 -> {
                    return const32(constant.bits());
                }
                case InstData.UnaryIeee64 constant
                when constant.bits() != 0 -> {
                    return const64(constant.bits());
                }
                case InstData.UnaryConst constant -> {
                    return constMem(constant.constant());
                }
                default -> {}
            }
        }
        return putInReg(value);
    }

    /** A constant of up to 16 bytes in memory, padded with zeros; zero and all ones are cheaper in a register. */
    protected final int constMem(int constant) {
        byte[] data = function().constants.get(constant);
        long low = ConstantBytes.low(data);
        long high = ConstantBytes.high(data);
        return ConstantBytes.isUniform(low, high, data.length) ? immXmm(data.length, low, high) : const128(low, high);
    }

    /** A load of the value's own width, neither extending nor of another byte order, that may be merged. */
    public final int sinkableExact(int value) {
        int load = sinkableLoad(value);
        if (load < 0) {
            return NO_RULE;
        }
        InstData.Load data = (InstData.Load) function().dfg.instData(load);
        return data.opcode() == Opcode.LOAD && !MemFlags.big(data.flags()) ? load : NO_RULE;
    }

    /** Places a load's address in the instruction being lowered. */
    public final Amode sinkLoad(int load) {
        sink(load);
        InstData.Load data = (InstData.Load) function().dfg.instData(load);
        return toAmode(data.flags(), data.addr(), data.offset());
    }

    /** Applies the rules of {@code to_amode}. */
    protected abstract Amode toAmode(int flags, int addr, long offset);

    public final long simm32FromValue(int value) {
        failed = false;
        long imm = iconstS(value);
        failed = failed || imm != (int) imm;
        return imm;
    }

    public final long fitsSimm32(long imm) {
        failed = imm != (int) imm;
        return imm;
    }

    /** Whether a 32-bit value is in a register whose upper half is zero. */
    public final boolean zeroExtended32(int value) {
        return upperHalves.isClear(value);
    }

    /** Whether a divisor is a constant other than 0 and -1. */
    public final boolean safeDivisor(int value) {
        failed = false;
        long divisor = iconstS(value);
        boolean safe = !failed && divisor != 0 && divisor != -1;
        failed = false;
        return safe;
    }

    public final OpSize opSize(Type type) {
        return type.bits() > 32 ? OpSize.SIZE64 : OpSize.SIZE32;
    }

    // Constants.

    public final int immGpr(Type type, long imm) {
        int dst = vcode.newVreg(0);
        long value = imm & tyMask(type);
        if (value >>> 32 == 0) {
            emitInst(new RowInst(Ops.movl_ri32).def(0, dst).imm(value));
        } else if (value == (int) value) {
            emitInst(new RowInst(Ops.movq_mi32).def(0, dst).imm(value));
        } else {
            emitInst(new RowInst(Ops.movq_ri64).def(0, dst).imm(value));
        }
        return dst;
    }

    public final int immF32(int bits) {
        return bits == 0 ? zeroXmm() : loadXmm(Ops.movss_rm, Amode.constant(bits & 0xffffffffL, 0, 4));
    }

    public final int immF64(long bits) {
        return bits == 0 ? zeroXmm() : loadXmm(Ops.movsd_rm, Amode.constant(bits, 0, 8));
    }

    /** A constant of 2, 4, 8 or 16 bytes in a register; what is above it is anything. */
    protected final int immXmm(int bytes, long low, long high) {
        if (ConstantBytes.isUniform(low, high, bytes)) {
            return low == 0 ? zeroXmm() : onesXmm();
        }
        return switch (bytes) {
            case 2, 4 -> loadXmm(Ops.movss_rm, Amode.constant(low & 0xffffffffL, 0, 4));
            case 8 -> loadXmm(Ops.movsd_rm, Amode.constant(low, 0, 8));
            default -> loadXmm(Ops.movaps_rm, Amode.constant(low, high, 16));
        };
    }

    /** Zero in all 128 bits. */
    public final int zeroXmm() {
        int dst = vcode.newVreg(1);
        emitInst(new FloatInsts.Zero(dst));
        return dst;
    }

    /** Ones in all 128 bits. */
    public final int onesXmm() {
        int dst = vcode.newVreg(1);
        emitInst(new FloatInsts.Ones(dst));
        return dst;
    }

    private int loadXmm(Op op, Amode constant) {
        int dst = vcode.newVreg(1);
        emitInst(new RowInst(op).def(0, dst).mem(constant));
        return dst;
    }

    public final int const128(long low, long high) {
        return amodeToMem(Amode.constant(low, high, 16));
    }

    public final int const64(long bits) {
        return amodeToMem(Amode.constant(bits, 0, 8));
    }

    public final int const32(long bits) {
        return amodeToMem(Amode.constant(bits & 0xffffffffL, 0, 4));
    }

    // Addresses.

    private static int trapCode(int flags) {
        return MemFlags.notrap(flags) ? Amode.NO_TRAP : MemFlags.trapCode(flags);
    }

    public final Amode amodeImmReg(int flags, int base, long disp) {
        return Amode.base(base, (int) disp, trapCode(flags)).aligned(MemFlags.aligned(flags));
    }

    public final Amode amodeImmRegRegShift(int flags, int base, int index, long shift, long disp) {
        return Amode.baseIndex(base, index, (int) shift, (int) disp, trapCode(flags))
                .aligned(MemFlags.aligned(flags));
    }

    public final Amode amodeStackSlot(int flags, int slot, long disp) {
        return Amode.stackSlot(slot, (int) disp);
    }

    public final boolean bigEndian(int flags) {
        return MemFlags.big(flags);
    }

    public final int flagsNotrap() {
        return MemFlags.TRUSTED;
    }

    public final long amodeShift(long shift) {
        failed = shift < 0 || shift > 3;
        return shift;
    }

    // Rows.

    /** A new register of the integer class. */
    protected final int newGpr() {
        return vcode.newVreg(0);
    }

    /** A new register of the float class. */
    protected final int newXmm() {
        return vcode.newVreg(1);
    }

    /**
     * Makes an operand that is a register or memory the one that a row reads. Legacy encodings fault where 16 bytes are not
     * aligned: such an operand is loaded first.
     */
    protected final RowInst rm(RowInst inst, int operand, int regMem) {
        if (regMem >= 0) {
            return inst.use(operand, regMem);
        }
        Amode amode = amode(regMem);
        if (amode.aligned || inst.op.width(operand) != 128 || takesUnaligned(inst.op)) {
            return inst.mem(amode);
        }
        int loaded = newXmm();
        emitInst(new RowInst(Ops.movups_rm).def(0, loaded).mem(amode));
        return inst.use(operand, loaded);
    }

    private static boolean takesUnaligned(Op op) {
        return op.isVex() || op == Ops.movups_rm || op == Ops.movupd_rm || op == Ops.movdqu_rm;
    }

    public final int emitResult(MachInst inst) {
        emitInst(inst);
        return inst.result();
    }

    /** The register of the second operand that a row writes. */
    public final int secondResult(MachInst inst) {
        return ((RowInst) inst).secondResult();
    }

    /** The absence of a register, for rules. */
    public final int noReg() {
        return Reg.NONE;
    }
}
