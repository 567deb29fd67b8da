package dev.gantry.codegen.x64;

import dev.gantry.clif.ir.CallConv;
import dev.gantry.clif.ir.ExtFunc;
import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.LibCall;
import dev.gantry.clif.ir.Signature;
import dev.gantry.codegen.Settings;
import dev.gantry.codegen.machinst.CallLayout;
import dev.gantry.codegen.machinst.Places;
import dev.gantry.codegen.machinst.Reg;
import dev.gantry.codegen.machinst.UnsupportedException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Calls as rules make them: calls, tail calls, calls of the run-time library.
 */
public abstract class X64Calls extends X64Slots {
    /** Layouts of the function's signatures, as far as they were asked for. */
    private @Nullable CallLayout[] layouts = new @Nullable CallLayout[8];

    /** By which convention library calls are made; absent if it is the platform's. */
    private final @Nullable CallConv libcallConv;

    X64Calls(Settings settings) {
        super(settings);
        libcallConv = settings.libcallCallConv().orElse(null);
    }

    /** Starts a function. */
    final void beginCalls(Function function) {
        beginArgs(function);
        beginNames();
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

    // Calls.

    public final int genCall(int inst, int func) {
        ExtFunc callee = function().extFuncs.get(func);
        int[] parts =
                putArgs(callee.signature(), ((InstData.Call) function().dfg.instData(inst)).args());
        boolean patchable = isPatchable(callee);
        if (isDirect(callee.colocated())) {
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

    // The run-time library.

    /** Calls a function of the run-time library on floats, absent ones NONE; gives the register of its result. */
    public final int libcallFloat(LibCall call, int x, int y, int z) {
        int[] args = y == Reg.NONE ? new int[] {x} : z == Reg.NONE ? new int[] {x, y} : new int[] {x, y, z};
        return libcall(call, args)[0];
    }

    /**
     * Calls a function of the run-time library with a register for each parameter of its signature; gives a register for each result. The settings
     * choose the convention.
     */
    public final int[] libcall(LibCall call, int[] args) {
        Signature signature = libcallSignature(call);
        CallLayout to = X64Abi.layout(signature);
        frame.addCall(to.stackArgBytes(), 0);
        ExternalName name = new ExternalName.Library(call);
        boolean direct = isDirectLibcall();
        int address = direct ? Reg.NONE : symbolAddress(name, 0, false);
        int[] argPregs = new int[args.length];
        for (int i = 0; i < args.length; i++) {
            argPregs[i] = registerOf(to.params(), i, signature);
        }
        int[] results = new int[to.results().count()];
        int[] resultPregs = new int[results.length];
        for (int i = 0; i < results.length; i++) {
            results[i] = tempReg(to.results().type(i));
            resultPregs[i] = registerOf(to.results(), i, signature);
        }
        emitInst(new CallInst(
                direct ? symbol(name) : -1,
                address,
                args,
                argPregs,
                results,
                resultPregs,
                X64Regs.clobbersOf(signature.callConv()),
                to.calleePops() ? to.stackArgBytes() : 0));
        return results;
    }

    private Signature libcallSignature(LibCall call) {
        Signature signature = call.signature();
        return libcallConv == null || call == LibCall.THROW
                ? signature
                : new Signature(signature.params(), signature.results(), libcallConv);
    }

    private static int registerOf(Places places, int i, Signature signature) {
        int reg = places.reg(places.start(i));
        if (reg == Places.NONE) {
            throw new UnsupportedException(
                    "library call by convention " + signature.callConv() + " with values in memory");
        }
        return reg;
    }
}
