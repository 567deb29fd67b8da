package dev.gantry.codegen.x64;

import dev.gantry.clif.ir.CallConv;
import dev.gantry.clif.ir.ExtFunc;
import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.LibCall;
import dev.gantry.codegen.Settings;
import dev.gantry.codegen.machinst.CallLayout;
import dev.gantry.codegen.machinst.Places;
import dev.gantry.codegen.machinst.Reg;
import dev.gantry.codegen.machinst.UnsupportedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls as rules make them: calls, tail calls, calls of the run-time library; and the numbers of external names.
 */
public abstract class X64Calls extends X64Args {
    private final List<ExternalName> symbols = new ArrayList<>();
    /** Layouts of the function's signatures, as far as they were asked for. */
    private @Nullable CallLayout[] layouts = new @Nullable CallLayout[8];

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
        beginArgs(function);
        symbols.clear();
        if (layouts.length < function.signatures.limit()) {
            layouts = new @Nullable CallLayout[Math.max(function.signatures.limit(), layouts.length * 2)];
        } else {
            Arrays.fill(layouts, 0, function.signatures.limit(), null);
        }
    }

    /** Where a signature of the function puts parameters and results. */
    final CallLayout layoutOf(int signature) {
        CallLayout known = layouts[signature];
        if (known == null) {
            known = X64Abi.layout(function().signatures.get(signature));
            layouts[signature] = known;
        }
        return known;
    }

    /** The external names by the numbers that relocations use. */
    final List<ExternalName> symbols() {
        return List.copyOf(symbols);
    }

    /** The number of an external name. */
    final int symbol(ExternalName name) {
        for (int i = 0; i < symbols.size(); i++) {
            if (symbols.get(i).equals(name)) {
                return i;
            }
        }
        symbols.add(name);
        return symbols.size() - 1;
    }

    // Calls.

    public final int genCall(int inst, int func) {
        ExtFunc callee = function().extFuncs.get(func);
        int[] parts =
                putArgs(callee.signature(), ((InstData.Call) function().dfg.instData(inst)).args());
        boolean patchable = isPatchable(callee);
        if (callee.colocated()) {
            return call(inst, callee.signature(), symbol(callee.name()), Reg.NONE, parts, patchable);
        }
        return call(inst, callee.signature(), -1, symbolAddress(callee.name(), 0, false), parts, patchable);
    }

    public final int genCallIndirect(int inst, int sig, int callee) {
        InstData.CallIndirect data = (InstData.CallIndirect) function().dfg.instData(inst);
        return call(inst, sig, -1, callee, putArgs(sig, data.args()), false);
    }

    /** Whether calls of a function may be replaced by an instruction that does nothing: then none of them may leave the stack changed. */
    final boolean isPatchable(ExtFunc callee) {
        if (callee.patchable()
                && layoutOf(callee.signature()).calleePops()
                && layoutOf(callee.signature()).stackArgBytes() > 0) {
            throw new UnsupportedException("patchable call whose callee removes parameters from the stack");
        }
        return callee.patchable();
    }

    /** Asks for the arguments of a call, as {@link #placeArgs} takes them. */
    final int[] putArgs(int sig, int[] args) {
        return putArgs(function().signatures.get(sig), layoutOf(sig), args);
    }

    /** Stores the arguments of a call that go to memory, and ties those that its instruction takes in registers. */
    final void tieCall(CallLayout to, int[] parts) {
        frame.addCall(to.stackArgBytes(), to.returnAreaBytes());
        untie();
        placeArgs(to, parts, Amode.Kind.OUTGOING_ARG, 0);
        if (to.returnAreaReg() != Places.NONE) {
            tie(frameAddress(Amode.Kind.RETURN_AREA, 0), to.returnAreaReg());
        }
    }

    private int call(int inst, int sig, int symbol, int callee, int[] parts, boolean patchable) {
        CallLayout to = layoutOf(sig);
        tieCall(to, parts);
        int[] uses = tiedRegs();
        int[] usePregs = tiedPregs();
        untie();
        tieResults(inst, to.results());
        int[] defs = tiedRegs();
        emitInst(new CallInst(
                        symbol,
                        callee,
                        uses,
                        usePregs,
                        defs,
                        tiedPregs(),
                        X64Regs.clobbersOf(function().signatures.get(sig).callConv()),
                        to.calleePops() ? to.stackArgBytes() : 0)
                .with(CallRecords.of(function(), inst, patchable)));
        loadResults(inst, to.results(), defs);
        return NO_OUTPUT;
    }

    // Tail calls.

    public final int genReturnCall(int inst, int func) {
        ExtFunc callee = function().extFuncs.get(func);
        int[] parts =
                putArgs(callee.signature(), ((InstData.Call) function().dfg.instData(inst)).args());
        int address = symbolAddress(callee.name(), 0, callee.colocated());
        return tailCall(callee.signature(), address, parts);
    }

    public final int genReturnCallIndirect(int inst, int sig, int callee) {
        InstData.CallIndirect data = (InstData.CallIndirect) function().dfg.instData(inst);
        return tailCall(sig, callee, putArgs(sig, data.args()));
    }

    private int tailCall(int sig, int callee, int[] parts) {
        CallLayout to = layoutOf(sig);
        if (!to.calleePops() || !layout().calleePops()) {
            throw new UnsupportedException(
                    "tail call by convention " + function().signatures.get(sig).callConv());
        }
        refuseStructs(to.params());
        frame.addTailCall(to.stackArgBytes());
        untie();
        placeArgs(to, parts, Amode.Kind.TAIL_ARG, -to.stackArgBytes());
        if (to.returnAreaReg() != Places.NONE) {
            tie(returnArea, to.returnAreaReg());
        }
        emitInst(new ControlInsts.TailCall(callee, tiedRegs(), tiedPregs(), to.stackArgBytes()));
        return NO_OUTPUT;
    }

    /** A struct may lie where the parameters of the tail call go, so that they would have to be moved all at once. */
    private static void refuseStructs(Places params) {
        for (int i = 0; i < params.count(); i++) {
            if (params.isStruct(i)) {
                throw new UnsupportedException("struct passed by value in a tail call");
            }
        }
    }

    // Names.

    /** Places the computation of the address of a name. */
    final int symbolAddress(ExternalName name, long addend, boolean near) {
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
            argPregs[i] = to.params().reg(i);
        }
        int[] results = new int[to.results().count()];
        int[] resultPregs = new int[results.length];
        for (int i = 0; i < results.length; i++) {
            results[i] = tempReg(to.results().type(i));
            resultPregs[i] = to.results().reg(i);
        }
        emitInst(new CallInst(-1, address, args, argPregs, results, resultPregs, X64Regs.CLOBBERS_SYSTEM_V, 0));
        return results;
    }
}
