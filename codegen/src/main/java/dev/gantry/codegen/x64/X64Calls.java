package dev.gantry.codegen.x64;

import dev.gantry.asm.x64.Op;
import dev.gantry.asm.x64.Ops;
import dev.gantry.clif.ir.AbiParam;
import dev.gantry.clif.ir.CallConv;
import dev.gantry.clif.ir.Dfg;
import dev.gantry.clif.ir.ExtFunc;
import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.LibCall;
import dev.gantry.clif.ir.Signature;
import dev.gantry.clif.ir.Type;
import dev.gantry.codegen.Settings;
import dev.gantry.codegen.machinst.CallLayout;
import dev.gantry.codegen.machinst.Reg;
import dev.gantry.codegen.machinst.UnsupportedException;
import dev.gantry.codegen.machinst.VCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The calling convention as rules use it: parameters at the entry, returns, calls, tail calls, calls of the run-time
 * library; and the numbers of external names.
 */
public abstract class X64Calls extends X64Vectors {
    /** The frame of the function being lowered. */
    final X64Frame frame = new X64Frame();

    private final List<ExternalName> symbols = new ArrayList<>();
    private int[] regs = new int[16];
    private int[] pregs = new int[16];
    private int tied;
    private int returnArea = Reg.NONE;

    @SuppressWarnings("NullAway.Init")
    private CallLayout layout;

    /** The settings that the code is made by. */
    final Settings settings;

    X64Calls(Settings settings) {
        this.settings = settings;
    }

    /** Starts a function. */
    final void beginCalls(Function function) {
        if (function.signature().callConv() == CallConv.PRESERVE_ALL) {
            throw new UnsupportedException("definition of a function of convention preserve_all");
        }
        layout = X64Abi.layout(function.signature());
        frame.reset(layout.stackArgBytes(), layout.calleePops());
        symbols.clear();
        returnArea = layout.returnAreaReg() == CallLayout.NONE ? Reg.NONE : newGpr();
    }

    /** Where the function's own parameters and results are. */
    final CallLayout layout() {
        return layout;
    }

    /** The external names by the numbers that relocations use. */
    final List<ExternalName> symbols() {
        return List.copyOf(symbols);
    }

    private int symbol(ExternalName name) {
        for (int i = 0; i < symbols.size(); i++) {
            if (symbols.get(i).equals(name)) {
                return i;
            }
        }
        symbols.add(name);
        return symbols.size() - 1;
    }

    private void tie(int reg, int preg) {
        if (tied == regs.length) {
            regs = Arrays.copyOf(regs, tied * 2);
            pregs = Arrays.copyOf(pregs, tied * 2);
        }
        regs[tied] = reg;
        pregs[tied++] = preg;
    }

    private int[] tiedRegs() {
        return Arrays.copyOf(regs, tied);
    }

    private int[] tiedPregs() {
        return Arrays.copyOf(pregs, tied);
    }

    // Entry and return.

    @Override
    protected final void enterFunction() {
        Dfg dfg = function().dfg;
        int entry = function().layout.entryBlock();
        tied = 0;
        for (int i = 0; i < layout.paramCount(); i++) {
            int value = dfg.blockParam(entry, i);
            if (layout.paramReg(i) != CallLayout.NONE && valueIsUsed(value)) {
                tie(valueReg(value), layout.paramReg(i));
            }
        }
        if (returnArea != Reg.NONE) {
            tie(returnArea, layout.returnAreaReg());
        }
        emitInst(new ControlInsts.Args(tiedRegs(), tiedPregs()));
        for (int i = 0; i < layout.paramCount(); i++) {
            int value = dfg.blockParam(entry, i);
            if (layout.paramReg(i) == CallLayout.NONE && valueIsUsed(value)) {
                load(
                        layout.paramType(i),
                        valueReg(value),
                        frameAddress(Amode.Kind.INCOMING_ARG, layout.paramOffset(i)));
            }
        }
    }

    private static Amode frameAddress(Amode.Kind kind, int offset) {
        return Amode.frame(kind, offset);
    }

    private void load(Type type, int dst, Amode from) {
        Op op = VCode.classOf(type) == 0 ? Ops.movq_rm : XmmMoves.loadOp(type);
        emitInst(new RowInst(op).def(0, dst).mem(from));
    }

    private void store(Type type, int src, Amode to) {
        Op op = VCode.classOf(type) == 0 ? Ops.movq_mr : XmmMoves.storeOp(type);
        emitInst(new RowInst(op).mem(to).use(1, src));
    }

    /** The value in a register, extended to 64 bits if the parameter or result asks for it. */
    private int putExtended(int value, AbiParam param) {
        int reg = putInReg(value);
        if (param.extension() == AbiParam.Extension.NONE || param.type().bits() >= 64) {
            return reg;
        }
        boolean signed = param.extension() == AbiParam.Extension.SEXT;
        Op op =
                switch (param.type().bits()) {
                    case 8 -> signed ? Ops.movsbq_rm : Ops.movzbl_rm;
                    case 16 -> signed ? Ops.movswq_rm : Ops.movzwl_rm;
                    default -> signed ? Ops.movslq_rm : Ops.movl_rm;
                };
        int dst = newGpr();
        emitInst(new RowInst(op).def(0, dst).use(1, reg));
        return dst;
    }

    public final int genReturn(int inst) {
        InstData data = function().dfg.instData(inst);
        int count = layout.resultCount();
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = putExtended(data.arg(i), function().signature().result(i));
        }
        tied = 0;
        for (int i = 0; i < count; i++) {
            if (layout.resultReg(i) != CallLayout.NONE) {
                tie(values[i], layout.resultReg(i));
            } else {
                store(layout.resultType(i), values[i], Amode.base(returnArea, layout.resultOffset(i), Amode.NO_TRAP));
            }
        }
        int structReturn = function().signature().specialParam(AbiParam.Purpose.STRUCT_RETURN);
        if (structReturn >= 0 && count == 0) {
            tie(valueReg(function().dfg.blockParam(function().layout.entryBlock(), structReturn)), X64Regs.RAX);
        }
        emitInst(new ControlInsts.Ret(tiedRegs(), tiedPregs()));
        return NO_OUTPUT;
    }

    // Calls.

    public final int genCall(int inst, int func) {
        ExtFunc callee = function().extFuncs.get(func);
        Signature signature = function().signatures.get(callee.signature());
        InstData.Call data = (InstData.Call) function().dfg.instData(inst);
        int[] values = putArgs(signature, data.args());
        if (callee.colocated()) {
            return call(inst, signature, symbol(callee.name()), Reg.NONE, values);
        }
        return call(inst, signature, -1, symbolAddress(callee.name(), 0, false), values);
    }

    public final int genCallIndirect(int inst, int sig, int callee) {
        Signature signature = function().signatures.get(sig);
        InstData.CallIndirect data = (InstData.CallIndirect) function().dfg.instData(inst);
        return call(inst, signature, -1, callee, putArgs(signature, data.args()));
    }

    private int[] putArgs(Signature signature, int[] args) {
        int[] values = new int[args.length];
        for (int i = 0; i < args.length; i++) {
            values[i] = putExtended(args[i], signature.param(i));
        }
        return values;
    }

    private int call(int inst, Signature signature, int symbol, int callee, int[] values) {
        CallLayout to = X64Abi.layout(signature);
        frame.addCall(to.stackArgBytes(), to.returnAreaBytes());
        tied = 0;
        placeArgs(to, values, Amode.Kind.OUTGOING_ARG, 0);
        if (to.returnAreaReg() != CallLayout.NONE) {
            int area = newGpr();
            emitInst(new RowInst(Ops.leaq_rm).def(0, area).mem(frameAddress(Amode.Kind.RETURN_AREA, 0)));
            tie(area, to.returnAreaReg());
        }
        int[] uses = tiedRegs();
        int[] usePregs = tiedPregs();
        tied = 0;
        Dfg dfg = function().dfg;
        for (int i = 0; i < to.resultCount(); i++) {
            if (to.resultReg(i) != CallLayout.NONE) {
                tie(valueReg(dfg.instResult(inst, i)), to.resultReg(i));
            }
        }
        emitInst(new ControlInsts.Call(
                symbol,
                callee,
                uses,
                usePregs,
                tiedRegs(),
                tiedPregs(),
                X64Regs.clobbersOf(signature.callConv()),
                to.calleePops() ? to.stackArgBytes() : 0));
        for (int i = 0; i < to.resultCount(); i++) {
            int value = dfg.instResult(inst, i);
            if (to.resultReg(i) == CallLayout.NONE && valueIsUsed(value)) {
                load(to.resultType(i), valueReg(value), frameAddress(Amode.Kind.RETURN_AREA, to.resultOffset(i)));
            }
        }
        return NO_OUTPUT;
    }

    /** Stores the parameters that go to memory, and ties the others to their registers. */
    private void placeArgs(CallLayout to, int[] values, Amode.Kind area, int offset) {
        for (int i = 0; i < values.length; i++) {
            if (to.paramReg(i) != CallLayout.NONE) {
                tie(values[i], to.paramReg(i));
            } else {
                store(to.paramType(i), values[i], frameAddress(area, offset + to.paramOffset(i)));
            }
        }
    }

    // Tail calls.

    public final int genReturnCall(int inst, int func) {
        ExtFunc callee = function().extFuncs.get(func);
        Signature signature = function().signatures.get(callee.signature());
        InstData.Call data = (InstData.Call) function().dfg.instData(inst);
        int[] values = putArgs(signature, data.args());
        int address = symbolAddress(callee.name(), 0, callee.colocated());
        return tailCall(signature, address, values);
    }

    public final int genReturnCallIndirect(int inst, int sig, int callee) {
        Signature signature = function().signatures.get(sig);
        InstData.CallIndirect data = (InstData.CallIndirect) function().dfg.instData(inst);
        return tailCall(signature, callee, putArgs(signature, data.args()));
    }

    private int tailCall(Signature signature, int callee, int[] values) {
        CallLayout to = X64Abi.layout(signature);
        if (!to.calleePops() || !layout.calleePops()) {
            throw new UnsupportedException("tail call by convention " + signature.callConv());
        }
        frame.addTailCall(to.stackArgBytes());
        tied = 0;
        placeArgs(to, values, Amode.Kind.TAIL_ARG, -to.stackArgBytes());
        if (to.returnAreaReg() != CallLayout.NONE) {
            tie(returnArea, to.returnAreaReg());
        }
        emitInst(new ControlInsts.TailCall(callee, tiedRegs(), tiedPregs(), to.stackArgBytes()));
        return NO_OUTPUT;
    }

    // Names.

    private int symbolAddress(ExternalName name, long addend, boolean near) {
        int dst = newGpr();
        emitInst(new ControlInsts.LoadSymbol(dst, symbol(name), addend, near));
        return dst;
    }

    public final int funcAddr(int func) {
        ExtFunc target = function().extFuncs.get(func);
        return symbolAddress(target.name(), 0, target.colocated());
    }

    /** The address of a symbol that a global value names. */
    public final int symbolValue(int globalValue) {
        if (function().globalValues.get(globalValue) instanceof dev.gantry.clif.ir.GlobalValue.Symbol symbol
                && !symbol.tls()) {
            return symbolAddress(symbol.name(), symbol.offset(), symbol.colocated());
        }
        throw new UnsupportedException("symbol_value of this kind of global value");
    }

    /** Calls a function of the run-time library on floats, absent ones NONE; gives the register of its result. */
    public final int libcallFloat(LibCall call, int x, int y, int z) {
        int[] args = y == Reg.NONE ? new int[] {x} : z == Reg.NONE ? new int[] {x, y} : new int[] {x, y, z};
        return libcall(call, args)[0];
    }

    /** Calls a function of the run-time library with a register for each parameter of its signature; gives a register for each result. */
    public final int[] libcall(LibCall call, int[] args) {
        frame.addCall(0, 0);
        int address = symbolAddress(new ExternalName.Library(call), 0, false);
        CallLayout to = X64Abi.layout(call.signature());
        int[] argPregs = new int[args.length];
        for (int i = 0; i < args.length; i++) {
            argPregs[i] = to.paramReg(i);
        }
        int[] results = new int[to.resultCount()];
        int[] resultPregs = new int[results.length];
        for (int i = 0; i < results.length; i++) {
            results[i] = tempReg(to.resultType(i));
            resultPregs[i] = to.resultReg(i);
        }
        emitInst(
                new ControlInsts.Call(-1, address, args, argPregs, results, resultPregs, X64Regs.CLOBBERS_SYSTEM_V, 0));
        return results;
    }
}
