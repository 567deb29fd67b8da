package dev.gantry.clif.build;

import dev.gantry.clif.ir.AtomicRmwOp;
import dev.gantry.clif.ir.BlockCall;
import dev.gantry.clif.ir.ExceptionTable;
import dev.gantry.clif.ir.FloatCC;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.IntCC;
import dev.gantry.clif.ir.JumpTable;
import dev.gantry.clif.ir.MemFlags;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.Type;

/**
 * One method for each opcode. A method whose instruction has exactly one result by the opcode table gives that value; all
 * others (calls, several results, none) give the instruction. The controlling type is a parameter where no operand implies
 * it. Memory flags are those of {@link dev.gantry.clif.ir.MemFlags}, trap codes those of
 * {@link dev.gantry.clif.ir.TrapCode}.
 *
 * <p>Operand types are not checked here; that is the verifier's work.
 */
public abstract class InstBuilder {
    /** Puts an instruction where the builder stands. The results are made by the controlling type. */
    protected abstract int emit(InstData data, Type ctrl);

    /** The function that is being built. */
    public abstract Function function();

    private Type ctrlOf(int value) {
        return function().dfg.valueType(value);
    }

    private int result(int inst) {
        return function().dfg.instResult(inst, 0);
    }

    /** The {@code i}-th result of an instruction. */
    public final int instResult(int inst, int i) {
        return function().dfg.instResult(inst, i);
    }

    private static long signExtend(long imm, int bits) {
        int shift = 64 - bits;
        return shift <= 0 ? imm : imm << shift >> shift;
    }

    private int unary(Opcode opcode, Type type, int x) {
        return emit(new InstData.Unary(opcode, x), type);
    }

    private int unary(Opcode opcode, int x) {
        return emit(new InstData.Unary(opcode, x), ctrlOf(x));
    }

    private int binary(Opcode opcode, int x, int y) {
        return emit(new InstData.Binary(opcode, x, y), ctrlOf(x));
    }

    private int ternary(Opcode opcode, int x, int y, int z) {
        return emit(new InstData.Ternary(opcode, x, y, z), ctrlOf(y));
    }

    private int load(Opcode opcode, Type ctrl, int flags, int addr, int offset) {
        return emit(new InstData.Load(opcode, flags, addr, offset), ctrl);
    }

    // ---- Shorter forms ----

    public final int jump(int block, int[] args) {
        return jump(new BlockCall(block, args));
    }

    public final int jump(int block) {
        return jump(BlockCall.to(block));
    }

    public final int brif(int cond, int thenBlock, int[] thenArgs, int elseBlock, int[] elseArgs) {
        return brif(cond, new BlockCall(thenBlock, thenArgs), new BlockCall(elseBlock, elseArgs));
    }

    public final int brif(int cond, int thenBlock, int elseBlock) {
        return brif(cond, BlockCall.to(thenBlock), BlockCall.to(elseBlock));
    }

    public final int f32constOf(float x) {
        return f32const(Float.floatToRawIntBits(x));
    }

    public final int f64constOf(double x) {
        return f64const(Double.doubleToRawLongBits(x));
    }

    /** An integer constant of the type of {@code like}, which is a scalar of at most 64 bits. */
    public final int iconstLike(int like, long imm) {
        return iconst(ctrlOf(like), imm);
    }

    public final int iaddImm(int x, long imm) {
        return imm == 0 ? x : iadd(x, iconstLike(x, imm));
    }

    public final int imulImm(int x, long imm) {
        return imul(x, iconstLike(x, imm));
    }

    public final int bandImm(int x, long imm) {
        return band(x, iconstLike(x, imm));
    }

    public final int borImm(int x, long imm) {
        return bor(x, iconstLike(x, imm));
    }

    public final int bxorImm(int x, long imm) {
        return bxor(x, iconstLike(x, imm));
    }

    public final int ishlImm(int x, long imm) {
        return ishl(x, iconstLike(x, imm));
    }

    public final int ushrImm(int x, long imm) {
        return ushr(x, iconstLike(x, imm));
    }

    public final int sshrImm(int x, long imm) {
        return sshr(x, iconstLike(x, imm));
    }

    public final int icmpImm(IntCC cond, int x, long imm) {
        return icmp(cond, x, iconstLike(x, imm));
    }

    // ---- Control flow and calls ----

    public final int jump(BlockCall target) {
        return emit(new InstData.Jump(Opcode.JUMP, target), Type.INVALID);
    }

    public final int brif(int cond, BlockCall thenDest, BlockCall elseDest) {
        return emit(new InstData.Brif(Opcode.BRIF, cond, thenDest, elseDest), ctrlOf(cond));
    }

    public final int brTable(int index, JumpTable table) {
        return emit(new InstData.BranchTable(Opcode.BR_TABLE, index, table), Type.INVALID);
    }

    public final int debugtrap() {
        return emit(new InstData.NullAry(Opcode.DEBUGTRAP), Type.INVALID);
    }

    public final int trap(int trapCode) {
        return emit(new InstData.Trap(Opcode.TRAP, trapCode), Type.INVALID);
    }

    public final int trapz(int cond, int trapCode) {
        return emit(new InstData.CondTrap(Opcode.TRAPZ, cond, trapCode), ctrlOf(cond));
    }

    public final int trapnz(int cond, int trapCode) {
        return emit(new InstData.CondTrap(Opcode.TRAPNZ, cond, trapCode), ctrlOf(cond));
    }

    public final int return_(int[] args) {
        return emit(new InstData.MultiAry(Opcode.RETURN, args), Type.INVALID);
    }

    public final int call(int func, int[] args) {
        return emit(new InstData.Call(Opcode.CALL, func, args), Type.INVALID);
    }

    public final int callIndirect(int sig, int callee, int[] args) {
        return emit(new InstData.CallIndirect(Opcode.CALL_INDIRECT, sig, callee, args), ctrlOf(callee));
    }

    public final int returnCall(int func, int[] args) {
        return emit(new InstData.Call(Opcode.RETURN_CALL, func, args), Type.INVALID);
    }

    public final int returnCallIndirect(int sig, int callee, int[] args) {
        return emit(new InstData.CallIndirect(Opcode.RETURN_CALL_INDIRECT, sig, callee, args), ctrlOf(callee));
    }

    public final int funcAddr(Type type, int func) {
        return result(emit(new InstData.FuncAddr(Opcode.FUNC_ADDR, func), type));
    }

    public final int tryCall(int func, int[] args, ExceptionTable table) {
        return emit(new InstData.TryCall(Opcode.TRY_CALL, func, args, table), Type.INVALID);
    }

    public final int tryCallIndirect(int callee, int[] args, ExceptionTable table) {
        return emit(new InstData.TryCallIndirect(Opcode.TRY_CALL_INDIRECT, callee, args, table), ctrlOf(callee));
    }

    // ---- Lanes ----

    public final int splat(Type type, int x) {
        return result(unary(Opcode.SPLAT, type, x));
    }

    public final int swizzle(int x, int y) {
        return result(binary(Opcode.SWIZZLE, x, y));
    }

    public final int x86Pshufb(int x, int y) {
        return result(binary(Opcode.X86_PSHUFB, x, y));
    }

    public final int insertlane(int x, int y, int imm) {
        return result(emit(new InstData.TernaryImm8(Opcode.INSERTLANE, x, y, imm), ctrlOf(x)));
    }

    public final int extractlane(int x, int imm) {
        return result(emit(new InstData.BinaryImm8(Opcode.EXTRACTLANE, x, imm), ctrlOf(x)));
    }

    // ---- Minima, maxima, saturating vector arithmetic ----

    public final int smin(int x, int y) {
        return result(binary(Opcode.SMIN, x, y));
    }

    public final int umin(int x, int y) {
        return result(binary(Opcode.UMIN, x, y));
    }

    public final int smax(int x, int y) {
        return result(binary(Opcode.SMAX, x, y));
    }

    public final int umax(int x, int y) {
        return result(binary(Opcode.UMAX, x, y));
    }

    public final int avgRound(int x, int y) {
        return result(binary(Opcode.AVG_ROUND, x, y));
    }

    public final int uaddSat(int x, int y) {
        return result(binary(Opcode.UADD_SAT, x, y));
    }

    public final int saddSat(int x, int y) {
        return result(binary(Opcode.SADD_SAT, x, y));
    }

    public final int usubSat(int x, int y) {
        return result(binary(Opcode.USUB_SAT, x, y));
    }

    public final int ssubSat(int x, int y) {
        return result(binary(Opcode.SSUB_SAT, x, y));
    }

    // ---- Memory ----

    public final int load(Type type, int flags, int addr, int offset) {
        return result(load(Opcode.LOAD, type, flags, addr, offset));
    }

    public final int store(int flags, int value, int addr, int offset) {
        return emit(new InstData.Store(Opcode.STORE, flags, value, addr, offset), ctrlOf(value));
    }

    public final int uload8(Type type, int flags, int addr, int offset) {
        return result(load(Opcode.ULOAD8, type, flags, addr, offset));
    }

    public final int sload8(Type type, int flags, int addr, int offset) {
        return result(load(Opcode.SLOAD8, type, flags, addr, offset));
    }

    public final int istore8(int flags, int value, int addr, int offset) {
        return emit(new InstData.Store(Opcode.ISTORE8, flags, value, addr, offset), ctrlOf(value));
    }

    public final int uload16(Type type, int flags, int addr, int offset) {
        return result(load(Opcode.ULOAD16, type, flags, addr, offset));
    }

    public final int sload16(Type type, int flags, int addr, int offset) {
        return result(load(Opcode.SLOAD16, type, flags, addr, offset));
    }

    public final int istore16(int flags, int value, int addr, int offset) {
        return emit(new InstData.Store(Opcode.ISTORE16, flags, value, addr, offset), ctrlOf(value));
    }

    public final int uload32(int flags, int addr, int offset) {
        return result(load(Opcode.ULOAD32, ctrlOf(addr), flags, addr, offset));
    }

    public final int sload32(int flags, int addr, int offset) {
        return result(load(Opcode.SLOAD32, ctrlOf(addr), flags, addr, offset));
    }

    public final int istore32(int flags, int value, int addr, int offset) {
        return emit(new InstData.Store(Opcode.ISTORE32, flags, value, addr, offset), ctrlOf(value));
    }

    // ---- Stacks, symbols, special registers ----

    public final int stackSwitch(int storeContext, int loadContext, int payload) {
        return result(ternary(Opcode.STACK_SWITCH, storeContext, loadContext, payload));
    }

    public final int uload8x8(int flags, int addr, int offset) {
        return result(load(Opcode.ULOAD8X8, ctrlOf(addr), flags, addr, offset));
    }

    public final int sload8x8(int flags, int addr, int offset) {
        return result(load(Opcode.SLOAD8X8, ctrlOf(addr), flags, addr, offset));
    }

    public final int uload16x4(int flags, int addr, int offset) {
        return result(load(Opcode.ULOAD16X4, ctrlOf(addr), flags, addr, offset));
    }

    public final int sload16x4(int flags, int addr, int offset) {
        return result(load(Opcode.SLOAD16X4, ctrlOf(addr), flags, addr, offset));
    }

    public final int uload32x2(int flags, int addr, int offset) {
        return result(load(Opcode.ULOAD32X2, ctrlOf(addr), flags, addr, offset));
    }

    public final int sload32x2(int flags, int addr, int offset) {
        return result(load(Opcode.SLOAD32X2, ctrlOf(addr), flags, addr, offset));
    }

    public final int stackAddr(Type type, int stackSlot, int offset) {
        return result(emit(new InstData.StackAddr(Opcode.STACK_ADDR, stackSlot, offset), type));
    }

    public final int dynamicStackAddr(Type type, int dynamicSlot) {
        return result(emit(new InstData.DynamicStackAddr(Opcode.DYNAMIC_STACK_ADDR, dynamicSlot), type));
    }

    public final int symbolValue(Type type, int globalValue) {
        return result(emit(new InstData.UnaryGlobalValue(Opcode.SYMBOL_VALUE, globalValue), type));
    }

    public final int tlsValue(Type type, int globalValue) {
        return result(emit(new InstData.UnaryGlobalValue(Opcode.TLS_VALUE, globalValue), type));
    }

    public final int getPinnedReg(Type type) {
        return result(emit(new InstData.NullAry(Opcode.GET_PINNED_REG), type));
    }

    public final int setPinnedReg(int x) {
        return unary(Opcode.SET_PINNED_REG, x);
    }

    public final int getFramePointer(Type type) {
        return result(emit(new InstData.NullAry(Opcode.GET_FRAME_POINTER), type));
    }

    public final int getStackPointer(Type type) {
        return result(emit(new InstData.NullAry(Opcode.GET_STACK_POINTER), type));
    }

    public final int getReturnAddress(Type type) {
        return result(emit(new InstData.NullAry(Opcode.GET_RETURN_ADDRESS), type));
    }

    public final int getExceptionHandlerAddress(Type type, int block, long index) {
        return result(
                emit(new InstData.ExceptionHandlerAddress(Opcode.GET_EXCEPTION_HANDLER_ADDRESS, block, index), type));
    }

    // ---- Constants ----

    public final int iconst(Type type, long imm) {
        return result(emit(new InstData.UnaryImm(Opcode.ICONST, signExtend(imm, type.bits())), type));
    }

    public final int f16const(int bits) {
        return result(emit(new InstData.UnaryIeee16(Opcode.F16CONST, bits), Type.INVALID));
    }

    public final int f32const(int bits) {
        return result(emit(new InstData.UnaryIeee32(Opcode.F32CONST, bits), Type.INVALID));
    }

    public final int f64const(long bits) {
        return result(emit(new InstData.UnaryIeee64(Opcode.F64CONST, bits), Type.INVALID));
    }

    public final int f128const(int constant) {
        return result(emit(new InstData.UnaryConst(Opcode.F128CONST, constant), Type.INVALID));
    }

    public final int vconst(Type type, int constant) {
        return result(emit(new InstData.UnaryConst(Opcode.VCONST, constant), type));
    }

    // ---- Shuffles, selects, lane tests ----

    public final int shuffle(int x, int y, long maskLo, long maskHi) {
        return result(emit(new InstData.Shuffle(Opcode.SHUFFLE, x, y, maskLo, maskHi), Type.INVALID));
    }

    public final int nop() {
        return emit(new InstData.NullAry(Opcode.NOP), Type.INVALID);
    }

    public final int select(int cond, int x, int y) {
        return result(ternary(Opcode.SELECT, cond, x, y));
    }

    public final int selectSpectreGuard(int cond, int x, int y) {
        return result(ternary(Opcode.SELECT_SPECTRE_GUARD, cond, x, y));
    }

    public final int bitselect(int cond, int x, int y) {
        return result(ternary(Opcode.BITSELECT, cond, x, y));
    }

    public final int blendv(int cond, int x, int y) {
        return result(ternary(Opcode.BLENDV, cond, x, y));
    }

    public final int vanyTrue(int x) {
        return result(unary(Opcode.VANY_TRUE, x));
    }

    public final int vallTrue(int x) {
        return result(unary(Opcode.VALL_TRUE, x));
    }

    public final int vhighBits(Type type, int x) {
        return result(unary(Opcode.VHIGH_BITS, type, x));
    }

    // ---- Integer arithmetic ----

    public final int icmp(IntCC cond, int x, int y) {
        return result(emit(new InstData.IntCompare(Opcode.ICMP, cond, x, y), ctrlOf(x)));
    }

    public final int iadd(int x, int y) {
        return result(binary(Opcode.IADD, x, y));
    }

    public final int isub(int x, int y) {
        return result(binary(Opcode.ISUB, x, y));
    }

    public final int ineg(int x) {
        return result(unary(Opcode.INEG, x));
    }

    public final int iabs(int x) {
        return result(unary(Opcode.IABS, x));
    }

    public final int imul(int x, int y) {
        return result(binary(Opcode.IMUL, x, y));
    }

    public final int umulhi(int x, int y) {
        return result(binary(Opcode.UMULHI, x, y));
    }

    public final int smulhi(int x, int y) {
        return result(binary(Opcode.SMULHI, x, y));
    }

    public final int sqmulRoundSat(int x, int y) {
        return result(binary(Opcode.SQMUL_ROUND_SAT, x, y));
    }

    public final int x86Pmulhrsw(int x, int y) {
        return result(binary(Opcode.X86_PMULHRSW, x, y));
    }

    public final int udiv(int x, int y) {
        return result(binary(Opcode.UDIV, x, y));
    }

    public final int sdiv(int x, int y) {
        return result(binary(Opcode.SDIV, x, y));
    }

    public final int urem(int x, int y) {
        return result(binary(Opcode.UREM, x, y));
    }

    public final int srem(int x, int y) {
        return result(binary(Opcode.SREM, x, y));
    }

    public final int saddOverflowCin(int x, int y, int carryIn) {
        return ternary(Opcode.SADD_OVERFLOW_CIN, x, y, carryIn);
    }

    public final int uaddOverflowCin(int x, int y, int carryIn) {
        return ternary(Opcode.UADD_OVERFLOW_CIN, x, y, carryIn);
    }

    public final int uaddOverflow(int x, int y) {
        return binary(Opcode.UADD_OVERFLOW, x, y);
    }

    public final int saddOverflow(int x, int y) {
        return binary(Opcode.SADD_OVERFLOW, x, y);
    }

    public final int usubOverflow(int x, int y) {
        return binary(Opcode.USUB_OVERFLOW, x, y);
    }

    public final int ssubOverflow(int x, int y) {
        return binary(Opcode.SSUB_OVERFLOW, x, y);
    }

    public final int umulOverflow(int x, int y) {
        return binary(Opcode.UMUL_OVERFLOW, x, y);
    }

    public final int smulOverflow(int x, int y) {
        return binary(Opcode.SMUL_OVERFLOW, x, y);
    }

    public final int uaddOverflowTrap(int x, int y, int trapCode) {
        return result(emit(new InstData.IntAddTrap(Opcode.UADD_OVERFLOW_TRAP, x, y, trapCode), ctrlOf(x)));
    }

    public final int ssubOverflowBin(int x, int y, int borrowIn) {
        return ternary(Opcode.SSUB_OVERFLOW_BIN, x, y, borrowIn);
    }

    public final int usubOverflowBin(int x, int y, int borrowIn) {
        return ternary(Opcode.USUB_OVERFLOW_BIN, x, y, borrowIn);
    }

    // ---- Bits, shifts, counting ----

    public final int band(int x, int y) {
        return result(binary(Opcode.BAND, x, y));
    }

    public final int bor(int x, int y) {
        return result(binary(Opcode.BOR, x, y));
    }

    public final int bxor(int x, int y) {
        return result(binary(Opcode.BXOR, x, y));
    }

    public final int bnot(int x) {
        return result(unary(Opcode.BNOT, x));
    }

    public final int rotl(int x, int y) {
        return result(binary(Opcode.ROTL, x, y));
    }

    public final int rotr(int x, int y) {
        return result(binary(Opcode.ROTR, x, y));
    }

    public final int ishl(int x, int y) {
        return result(binary(Opcode.ISHL, x, y));
    }

    public final int ushr(int x, int y) {
        return result(binary(Opcode.USHR, x, y));
    }

    public final int sshr(int x, int y) {
        return result(binary(Opcode.SSHR, x, y));
    }

    public final int bitrev(int x) {
        return result(unary(Opcode.BITREV, x));
    }

    public final int clz(int x) {
        return result(unary(Opcode.CLZ, x));
    }

    public final int cls(int x) {
        return result(unary(Opcode.CLS, x));
    }

    public final int ctz(int x) {
        return result(unary(Opcode.CTZ, x));
    }

    public final int bswap(int x) {
        return result(unary(Opcode.BSWAP, x));
    }

    public final int popcnt(int x) {
        return result(unary(Opcode.POPCNT, x));
    }

    // ---- Floats ----

    public final int fcmp(FloatCC cond, int x, int y) {
        return result(emit(new InstData.FloatCompare(Opcode.FCMP, cond, x, y), ctrlOf(x)));
    }

    public final int fadd(int x, int y) {
        return result(binary(Opcode.FADD, x, y));
    }

    public final int fsub(int x, int y) {
        return result(binary(Opcode.FSUB, x, y));
    }

    public final int fmul(int x, int y) {
        return result(binary(Opcode.FMUL, x, y));
    }

    public final int fdiv(int x, int y) {
        return result(binary(Opcode.FDIV, x, y));
    }

    public final int sqrt(int x) {
        return result(unary(Opcode.SQRT, x));
    }

    public final int fma(int x, int y, int z) {
        return result(ternary(Opcode.FMA, x, y, z));
    }

    public final int fneg(int x) {
        return result(unary(Opcode.FNEG, x));
    }

    public final int fabs(int x) {
        return result(unary(Opcode.FABS, x));
    }

    public final int fcopysign(int x, int y) {
        return result(binary(Opcode.FCOPYSIGN, x, y));
    }

    public final int fmin(int x, int y) {
        return result(binary(Opcode.FMIN, x, y));
    }

    public final int fmax(int x, int y) {
        return result(binary(Opcode.FMAX, x, y));
    }

    public final int ceil(int x) {
        return result(unary(Opcode.CEIL, x));
    }

    public final int floor(int x) {
        return result(unary(Opcode.FLOOR, x));
    }

    public final int trunc(int x) {
        return result(unary(Opcode.TRUNC, x));
    }

    public final int nearest(int x) {
        return result(unary(Opcode.NEAREST, x));
    }

    // ---- Conversions ----

    /** A bitcast without byte order, which only casts that change the number of lanes need. */
    public final int bitcast(Type type, int x) {
        return bitcast(type, MemFlags.DEFAULT, x);
    }

    /** The flags say the byte order: {@link MemFlags#DEFAULT}, or with {@code little} or {@code big}. */
    public final int bitcast(Type type, int flags, int x) {
        return result(emit(new InstData.LoadNoOffset(Opcode.BITCAST, flags, x), type));
    }

    public final int scalarToVector(Type type, int x) {
        return result(unary(Opcode.SCALAR_TO_VECTOR, type, x));
    }

    public final int bmask(Type type, int x) {
        return result(unary(Opcode.BMASK, type, x));
    }

    public final int ireduce(Type type, int x) {
        return result(unary(Opcode.IREDUCE, type, x));
    }

    public final int snarrow(int x, int y) {
        return result(binary(Opcode.SNARROW, x, y));
    }

    public final int unarrow(int x, int y) {
        return result(binary(Opcode.UNARROW, x, y));
    }

    public final int uunarrow(int x, int y) {
        return result(binary(Opcode.UUNARROW, x, y));
    }

    public final int swidenLow(int x) {
        return result(unary(Opcode.SWIDEN_LOW, x));
    }

    public final int swidenHigh(int x) {
        return result(unary(Opcode.SWIDEN_HIGH, x));
    }

    public final int uwidenLow(int x) {
        return result(unary(Opcode.UWIDEN_LOW, x));
    }

    public final int uwidenHigh(int x) {
        return result(unary(Opcode.UWIDEN_HIGH, x));
    }

    public final int iaddPairwise(int x, int y) {
        return result(binary(Opcode.IADD_PAIRWISE, x, y));
    }

    public final int x86Pmaddubsw(int x, int y) {
        return result(binary(Opcode.X86_PMADDUBSW, x, y));
    }

    public final int uextend(Type type, int x) {
        return result(unary(Opcode.UEXTEND, type, x));
    }

    public final int sextend(Type type, int x) {
        return result(unary(Opcode.SEXTEND, type, x));
    }

    public final int fpromote(Type type, int x) {
        return result(unary(Opcode.FPROMOTE, type, x));
    }

    public final int fdemote(Type type, int x) {
        return result(unary(Opcode.FDEMOTE, type, x));
    }

    public final int fvdemote(int x) {
        return result(unary(Opcode.FVDEMOTE, x));
    }

    public final int fvpromoteLow(int x) {
        return result(unary(Opcode.FVPROMOTE_LOW, x));
    }

    public final int fcvtToUint(Type type, int x) {
        return result(unary(Opcode.FCVT_TO_UINT, type, x));
    }

    public final int fcvtToSint(Type type, int x) {
        return result(unary(Opcode.FCVT_TO_SINT, type, x));
    }

    public final int fcvtToUintSat(Type type, int x) {
        return result(unary(Opcode.FCVT_TO_UINT_SAT, type, x));
    }

    public final int fcvtToSintSat(Type type, int x) {
        return result(unary(Opcode.FCVT_TO_SINT_SAT, type, x));
    }

    public final int x86Cvtt2dq(Type type, int x) {
        return result(unary(Opcode.X86_CVTT2DQ, type, x));
    }

    public final int fcvtFromUint(Type type, int x) {
        return result(unary(Opcode.FCVT_FROM_UINT, type, x));
    }

    public final int fcvtFromSint(Type type, int x) {
        return result(unary(Opcode.FCVT_FROM_SINT, type, x));
    }

    public final int isplit(int x) {
        return unary(Opcode.ISPLIT, x);
    }

    public final int iconcat(int x, int y) {
        return result(binary(Opcode.ICONCAT, x, y));
    }

    // ---- Atomics and the rest ----

    public final int atomicRmw(Type type, int flags, AtomicRmwOp op, int addr, int value) {
        return result(emit(new InstData.AtomicRmw(Opcode.ATOMIC_RMW, flags, op, addr, value), type));
    }

    public final int atomicCas(int flags, int addr, int expected, int replacement) {
        return result(emit(
                new InstData.AtomicCas(Opcode.ATOMIC_CAS, flags, addr, expected, replacement), ctrlOf(replacement)));
    }

    public final int atomicLoad(Type type, int flags, int addr) {
        return result(emit(new InstData.LoadNoOffset(Opcode.ATOMIC_LOAD, flags, addr), type));
    }

    public final int atomicStore(int flags, int value, int addr) {
        return emit(new InstData.StoreNoOffset(Opcode.ATOMIC_STORE, flags, value, addr), ctrlOf(value));
    }

    public final int fence() {
        return emit(new InstData.NullAry(Opcode.FENCE), Type.INVALID);
    }

    public final int extractVector(int x, int imm) {
        return result(emit(new InstData.BinaryImm8(Opcode.EXTRACT_VECTOR, x, imm), ctrlOf(x)));
    }

    public final int sequencePoint() {
        return emit(new InstData.NullAry(Opcode.SEQUENCE_POINT), Type.INVALID);
    }
}
