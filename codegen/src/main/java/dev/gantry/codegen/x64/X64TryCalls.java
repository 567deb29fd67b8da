package dev.gantry.codegen.x64;

import dev.gantry.clif.ir.BlockCall;
import dev.gantry.clif.ir.ExceptionTable;
import dev.gantry.clif.ir.ExtFunc;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.Type;
import dev.gantry.codegen.Settings;
import dev.gantry.codegen.machinst.CallLayout;
import dev.gantry.codegen.machinst.Places;
import dev.gantry.codegen.machinst.Reg;
import dev.gantry.codegen.machinst.Unit;
import java.util.Arrays;

/**
 * Calls with exception handlers, switches between stacks, and what is recorded at places in the code.
 *
 * <p>What a {@code try_call} leaves in registers, results and payloads, are its <em>outcomes</em>: a virtual register for each physical one that some
 * edge of it asks for. Edges are lowered before the call, so they make them; results in memory are loaded on the edge.
 */
public abstract class X64TryCalls extends X64Calls {
    private static final int[] PAYLOADS = {X64Regs.RAX, X64Regs.RDX};

    /** By instruction: its first outcome and one, 0 if there is none. */
    private int[] firstOutcome = new int[0];

    private int instLimit;

    private int[] nextOutcome = new int[8];
    private int[] outcomePreg = new int[8];
    private int[] outcomeReg = new int[8];
    private int outcomes;

    X64TryCalls(Settings settings) {
        super(settings);
    }

    /** Starts a function. */
    final void beginTryCalls(Function function) {
        if (outcomes > 0) {
            outcomes = 0;
            Arrays.fill(firstOutcome, 0, instLimit, 0);
        }
        instLimit = function.dfg.instLimit();
        if (firstOutcome.length < instLimit) {
            firstOutcome = new int[Math.max(instLimit, firstOutcome.length * 2)];
        }
    }

    // Outcomes.

    private int outcome(int inst, int preg, Type type) {
        for (int i = firstOutcome[inst] - 1; i >= 0; i = nextOutcome[i] - 1) {
            if (outcomePreg[i] == preg) {
                return outcomeReg[i];
            }
        }
        if (outcomes == nextOutcome.length) {
            nextOutcome = Arrays.copyOf(nextOutcome, outcomes * 2);
            outcomePreg = Arrays.copyOf(outcomePreg, outcomes * 2);
            outcomeReg = Arrays.copyOf(outcomeReg, outcomes * 2);
        }
        outcomePreg[outcomes] = preg;
        outcomeReg[outcomes] = tempReg(type);
        nextOutcome[outcomes] = firstOutcome[inst];
        firstOutcome[inst] = ++outcomes;
        return outcomeReg[outcomes - 1];
    }

    private void tieOutcomes(int inst) {
        untie();
        for (int i = firstOutcome[inst] - 1; i >= 0; i = nextOutcome[i] - 1) {
            tie(outcomeReg[i], outcomePreg[i]);
        }
    }

    @Override
    protected final void putOutcome(int tryCall, int arg) {
        int index = BlockCall.payloadIndex(arg);
        if (BlockCall.isExn(arg)) {
            addEdgeReg(outcome(tryCall, PAYLOADS[index], Type.I64));
            return;
        }
        InstData data = function().dfg.instData(tryCall);
        Places results = layoutOf(tableOf(data).signature()).results();
        for (int part = results.start(index); part < results.end(index); part++) {
            if (results.reg(part) != Places.NONE) {
                addEdgeReg(outcome(tryCall, results.reg(part), results.type(part)));
            } else {
                int reg = tempReg(results.type(part));
                load(results.type(part), reg, Amode.frame(Amode.Kind.RETURN_AREA, results.offset(part)));
                addEdgeReg(reg);
            }
        }
    }

    private static ExceptionTable tableOf(InstData data) {
        return data instanceof InstData.TryCall call ? call.table() : ((InstData.TryCallIndirect) data).table();
    }

    // Calls.

    public final Unit genTryCall(int inst, int func) {
        ExtFunc callee = function().extFuncs.get(func);
        InstData.TryCall data = (InstData.TryCall) function().dfg.instData(inst);
        int[] parts = putArgs(callee.signature(), data.args());
        boolean patchable = isPatchable(callee);
        if (isDirect(callee.colocated())) {
            return tryCall(inst, symbol(callee.name()), Reg.NONE, parts, data.table(), patchable);
        }
        return tryCall(inst, -1, symbolAddress(callee.name(), 0, false), parts, data.table(), patchable);
    }

    public final Unit genTryCallIndirect(int inst, int callee) {
        InstData.TryCallIndirect data =
                (InstData.TryCallIndirect) function().dfg.instData(inst);
        int[] parts = putArgs(data.table().signature(), data.args());
        return tryCall(inst, -1, callee, parts, data.table(), false);
    }

    private Unit tryCall(int inst, int symbol, int callee, int[] parts, ExceptionTable table, boolean patchable) {
        CallLayout to = layoutOf(table.signature());
        int[] contexts = ExceptionTable.contextsOf(function().dfg.instData(inst));
        for (int i = 0; i < contexts.length; i++) {
            contexts[i] = putInReg(contexts[i]);
        }
        tieCall(to, parts);
        int[] uses = tiedRegs();
        int[] usePregs = tiedPregs();
        tieOutcomes(inst);
        int[] targets = new int[targetCount()];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = target(i);
        }
        return emitInst(new TryCallInst(
                        symbol,
                        callee,
                        uses,
                        usePregs,
                        tiedRegs(),
                        tiedPregs(),
                        to.calleePops() ? to.stackArgBytes() : 0,
                        table,
                        targets,
                        contexts)
                .with(CallRecords.of(function(), inst, patchable)));
    }

    /** The address of the code that handler {@code index} of the {@code try_call} at the end of a block leads to. */
    public final int handlerAddress(int block, long index) {
        int dst = newGpr();
        emitInst(new PlaceInsts.BlockAddress(dst, edgeTarget(block, (int) index + 1)));
        return dst;
    }

    // Other places.

    /** Records the debug tags of a place. */
    public final int genSequencePoint(int inst) {
        CallRecords records = CallRecords.of(function(), inst, false);
        if (records != CallRecords.NONE) {
            emitInst(new PlaceInsts.SequencePoint(records));
        }
        return NO_OUTPUT;
    }

    /** Leaves for another stack and gives what whoever switches back passes; {@link #NO_RULE} where the settings know no stack switches. */
    public final int stackSwitch(int storeContext, int loadContext, int payload) {
        if (settings.stackSwitchModel() != Settings.StackSwitchModel.BASIC) {
            return NO_RULE;
        }
        frame.addCall(0, 0);
        int result = newGpr();
        emitInst(new PlaceInsts.StackSwitch(storeContext, loadContext, payload, result, newGpr(), newGpr()));
        return result;
    }
}
