package dev.gantry.codegen.x64;

import dev.gantry.asm.x64.Op;
import dev.gantry.asm.x64.Ops;
import dev.gantry.clif.ir.AtomicRmwOp;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.IntCC;
import dev.gantry.clif.ir.LibCall;
import dev.gantry.clif.ir.Type;
import dev.gantry.codegen.Setting;
import dev.gantry.codegen.Settings;
import dev.gantry.codegen.machinst.BlockOrder;
import dev.gantry.codegen.machinst.MachInst;
import dev.gantry.codegen.machinst.Reg;
import dev.gantry.codegen.machinst.Unit;
import org.jspecify.annotations.Nullable;

/**
 * The context of the x64 lowering rules: features of the target, rows chosen by condition, pseudo-instructions. The
 * terms are declared in {@code x64/inst.isle}.
 */
public final class X64LowerContext extends X64Lanes {
    private static final Op[] SETCC = {
        Ops.seto_m, Ops.setno_m, Ops.setb_m, Ops.setae_m, Ops.sete_m, Ops.setne_m, Ops.setbe_m, Ops.seta_m,
        Ops.sets_m, Ops.setns_m, Ops.setp_m, Ops.setnp_m, Ops.setl_m, Ops.setge_m, Ops.setle_m, Ops.setg_m
    };
    private static final Op[] CMOVL = {
        Ops.cmovol_rm, Ops.cmovnol_rm, Ops.cmovbl_rm, Ops.cmovael_rm, Ops.cmovel_rm, Ops.cmovnel_rm,
        Ops.cmovbel_rm, Ops.cmoval_rm, Ops.cmovsl_rm, Ops.cmovnsl_rm, Ops.cmovpl_rm, Ops.cmovnpl_rm,
        Ops.cmovll_rm, Ops.cmovgel_rm, Ops.cmovlel_rm, Ops.cmovgl_rm
    };
    private static final Op[] CMOVQ = {
        Ops.cmovoq_rm, Ops.cmovnoq_rm, Ops.cmovbq_rm, Ops.cmovaeq_rm, Ops.cmoveq_rm, Ops.cmovneq_rm,
        Ops.cmovbeq_rm, Ops.cmovaq_rm, Ops.cmovsq_rm, Ops.cmovnsq_rm, Ops.cmovpq_rm, Ops.cmovnpq_rm,
        Ops.cmovlq_rm, Ops.cmovgeq_rm, Ops.cmovleq_rm, Ops.cmovgq_rm
    };

    private final X64Flags flags;
    private final boolean hasPinnedReg;
    private final boolean masksTableIndex;

    /** A context for code of these settings that may use the instructions of these flags. */
    public X64LowerContext(Settings settings, X64Flags flags) {
        super(settings);
        this.flags = flags;
        this.hasPinnedReg = settings.pinnedReg();
        this.masksTableIndex = settings.isOn(Setting.ENABLE_TABLE_ACCESS_SPECTRE_MITIGATION);
    }

    @Override
    protected void begin(Function function, BlockOrder order) {
        super.begin(function, order);
        resetOperands(function);
        beginCalls(function);
        beginTryCalls(function);
    }

    @Override
    protected int lowerInst(int inst) {
        return X64Lower.lower(this, inst);
    }

    @Override
    protected boolean lowerBranch(int inst) {
        @Nullable Unit unit = X64Lower.lower_branch(this, inst);
        return unit != null;
    }

    @Override
    protected void jump(int target) {
        emitInst(new ControlInsts.Jmp(target));
    }

    @Override
    protected Amode toAmode(int memFlags, int addr, long offset) {
        return X64Lower.to_amode(this, memFlags, addr, offset);
    }

    // Features.

    public boolean hasLzcnt() {
        return flags.has(X64Flags.LZCNT);
    }

    public boolean hasPopcnt() {
        return flags.has(X64Flags.POPCNT);
    }

    public boolean hasBmi1() {
        return flags.has(X64Flags.BMI1);
    }

    public boolean hasBmi2() {
        return flags.has(X64Flags.BMI2);
    }

    public boolean hasSsse3() {
        return flags.has(X64Flags.SSSE3);
    }

    public boolean hasSse42() {
        return flags.has(X64Flags.SSE42);
    }

    public boolean hasAvx2() {
        return flags.has(X64Flags.AVX2);
    }

    public boolean hasCmpxchg16b() {
        return flags.has(X64Flags.CMPXCHG16B);
    }

    public boolean hasSse41() {
        return flags.has(X64Flags.SSE41);
    }

    public boolean hasSse3() {
        return flags.has(X64Flags.SSE3);
    }

    public boolean hasF16c() {
        return flags.has(X64Flags.F16C);
    }

    public boolean hasGfni() {
        return flags.has(X64Flags.GFNI);
    }

    public boolean hasAvxVnni() {
        return flags.has(X64Flags.AVX_VNNI);
    }

    /** AVX-512 on registers of 128 bits, with the instructions of one more flag; 0 for none. */
    private boolean hasAvx512(int flag) {
        return flags.has(X64Flags.AVX512F) && flags.has(X64Flags.AVX512VL) && (flag == 0 || flags.has(flag));
    }

    public boolean hasAvx512vl() {
        return hasAvx512(0);
    }

    public boolean hasAvx512dq() {
        return hasAvx512(X64Flags.AVX512DQ);
    }

    public boolean hasAvx512bw() {
        return hasAvx512(X64Flags.AVX512BW);
    }

    public boolean hasAvx512cd() {
        return hasAvx512(X64Flags.AVX512CD);
    }

    public boolean hasAvx512vbmi() {
        return hasAvx512(X64Flags.AVX512VBMI);
    }

    public boolean hasAvx512vbmi2() {
        return hasAvx512(X64Flags.AVX512VBMI2);
    }

    public boolean hasAvx512bitalg() {
        return hasAvx512(X64Flags.AVX512BITALG);
    }

    public boolean hasAvx512vpopcntdq() {
        return hasAvx512(X64Flags.AVX512VPOPCNTDQ);
    }

    public boolean hasAvx512vnni() {
        return hasAvx512(X64Flags.AVX512VNNI);
    }

    public boolean hasFma() {
        return flags.has(X64Flags.FMA);
    }

    // Conditions.

    public CC intCc(IntCC cc) {
        return switch (cc) {
            case EQ -> CC.Z;
            case NE -> CC.NZ;
            case SLT -> CC.L;
            case SGE -> CC.NL;
            case SGT -> CC.NLE;
            case SLE -> CC.LE;
            case ULT -> CC.B;
            case UGE -> CC.NB;
            case UGT -> CC.NBE;
            case ULE -> CC.BE;
        };
    }

    public CC ccInvert(CC cc) {
        return cc.inverted();
    }

    public MachInst setcc(CC cc) {
        return new RowInst(SETCC[cc.ordinal()]).def(0, newGpr());
    }

    public MachInst cmov(OpSize size, CC cc, int value, int otherwise) {
        Op op = size == OpSize.SIZE64 ? CMOVQ[cc.ordinal()] : CMOVL[cc.ordinal()];
        return rm(new RowInst(op).use(0, otherwise).def(0, newGpr()), 1, value);
    }

    public MachInst xmmCmov(CC cc, int value, int otherwise) {
        return new FloatInsts.Cmov(cc, cc, true, newXmm(), value, otherwise);
    }

    public MachInst xmmCmovAnd(CC first, CC second, int value, int otherwise) {
        return new FloatInsts.Cmov(first, second, true, newXmm(), value, otherwise);
    }

    public MachInst xmmCmovOr(CC first, CC second, int value, int otherwise) {
        return new FloatInsts.Cmov(first, second, false, newXmm(), value, otherwise);
    }

    // Control.

    public MachInst trapIf(CC cc, int code) {
        return new ControlInsts.TrapIf(cc, cc, true, code);
    }

    public MachInst trapIfAnd(CC first, CC second, int code) {
        return new ControlInsts.TrapIf(first, second, true, code);
    }

    public MachInst trapIfOr(CC first, CC second, int code) {
        return new ControlInsts.TrapIf(first, second, false, code);
    }

    public MachInst ud2(int code) {
        return new ControlInsts.Trap(code);
    }

    public MachInst jmp(int target) {
        return new ControlInsts.Jmp(target);
    }

    public MachInst jmpCond(CC cc, int then, int otherwise) {
        return new ControlInsts.JmpCond(cc, cc, then, otherwise);
    }

    public MachInst jmpCondOr(CC first, CC second, int then, int otherwise) {
        return new ControlInsts.JmpCond(first, second, then, otherwise);
    }

    public Unit jmpTable(int index) {
        int[] entries = new int[targetCount() - 1];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = target(i + 1);
        }
        return emitInst(new ControlInsts.JmpTable(index, newGpr(), newGpr(), target(0), entries, masksTableIndex));
    }

    // Instructions with a trap code of their own.

    /** The same instruction, not yet placed, trapping with this code where the machine raises an exception. */
    public MachInst withTrap(MachInst inst, int code) {
        return ((RowInst) inst).trap(code);
    }

    // Floats.

    /** The register that a row writes, cleared before, in which the row would keep the upper part. */
    public int emitAfterClearing(MachInst inst) {
        return emitResult(((RowInst) inst).breakDependency());
    }

    @Override
    public boolean hasAvx() {
        return flags.has(X64Flags.AVX);
    }

    public MachInst fminMax(boolean isMin, Type type, int x, int y) {
        return new FloatInsts.MinMax(isMin, type == Type.F64, newXmm(), x, y);
    }

    public MachInst fromUint64(Type type, int x) {
        return new FloatInsts.FromUint64(type == Type.F64, newXmm(), x, newGpr(), newGpr());
    }

    public MachInst toSint(Type from, OpSize to, boolean saturating, int x) {
        return new ToIntInsts.Signed(
                from == Type.F64, to == OpSize.SIZE64, saturating, newGpr(), x, newGpr(), newXmm());
    }

    public MachInst toUint(Type from, OpSize to, boolean saturating, int x) {
        return new ToIntInsts.Unsigned(
                from == Type.F64, to == OpSize.SIZE64, saturating, newGpr(), x, newGpr(), newXmm(), newXmm());
    }

    // Registers that are not allocated.

    public int framePointer() {
        return copyOf(X64Regs.FP);
    }

    public int stackPointer() {
        return copyOf(X64Regs.SP);
    }

    public int returnAddress() {
        int dst = newGpr();
        emitInst(new RowInst(Ops.movq_rm).def(0, dst).mem(Amode.base(X64Regs.FP, 8, Amode.NO_TRAP)));
        return dst;
    }

    /** The pinned register's value; fails where none is set aside. */
    public int pinnedReg() {
        return hasPinnedReg ? copyOf(X64Regs.PINNED) : NO_RULE;
    }

    /** Writes the pinned register; fails where none is set aside. */
    public @Nullable Unit setPinnedReg(int value) {
        return hasPinnedReg
                ? emitInst(new RowInst(Ops.movq_rm).def(0, X64Regs.PINNED).use(1, value))
                : null;
    }

    private int copyOf(int real) {
        int dst = newGpr();
        emitInst(new RowInst(Ops.movq_rm).def(0, dst).use(1, real));
        return dst;
    }

    // The rest.

    public MachInst atomicRmwLoop(Type type, AtomicRmwOp op, Amode address, int operand) {
        return new AtomicRmwLoop(type.bits(), op, address, operand, newGpr(), newGpr());
    }

    public int libcall1(LibCall call, int x) {
        return libcallFloat(call, x, Reg.NONE, Reg.NONE);
    }

    public int libcall3(LibCall call, int x, int y, int z) {
        return libcallFloat(call, x, y, z);
    }
}
