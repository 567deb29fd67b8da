package dev.gantry.codegen.machinst;

import dev.gantry.clif.ir.Dfg;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.MemFlags;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.Type;
import dev.gantry.codegen.analysis.ControlFlowGraph;
import java.util.Arrays;

/**
 * What lowering rules see and do while one CLIF instruction is being lowered: values and the instructions that define
 * them, requests for values in registers, machine instructions placed in program order.
 *
 * <p>Rules run while the function is walked backwards, so every user of a value has been lowered before its definition. A
 * value that some rule asked for in a register has a virtual register from then on; a value nobody asked for is never
 * computed. A rule gives the registers of its results, which become aliases of those promised to the users. Constants and
 * addresses of stack slots are computed anew at each use.
 *
 * <p>An i128 is in two integer registers, the low half first; their virtual registers are numbered one after the other.
 * Rules handle it as ValueRegs: a long, the low register in its low half, the high register, or {@link Reg#NONE} for a value of
 * one register, in its high half. Results are parts likewise: the i128 sum and the overflow flag of an addition are three.
 */
public abstract class LowerContext extends RuleContext {
    /** What {@code lower} gives for an instruction without results, or whose results are bound already. */
    public static final int NO_OUTPUT = -1;
    /** What {@code lower} gives where no rule matches. */
    public static final int NO_RULE = Integer.MIN_VALUE;

    private static final int NO_REG = -1;
    /** How many steps the rules for one instruction may follow chains of other instructions; long chains gain nothing. */
    private static final int MAX_DESCENTS = 16;

    /** The code being made. */
    protected final VCode vcode = new VCode();

    private final ValueUses uses = new ValueUses();
    private int[] valueReg = new int[0];
    private boolean[] sunk = new boolean[0];
    private int currentInst;
    private int currentColor;
    private int secondOutput;
    private int thirdOutput;
    private int descents;
    private int srcLoc;
    private MachInst[] pending = new MachInst[16];
    private int pendingCount;
    private int[] targets = new int[4];
    private int targetCount;

    @SuppressWarnings("NullAway.Init")
    private Function function;

    @SuppressWarnings("NullAway.Init")
    private Dfg dfg;

    @SuppressWarnings("NullAway.Init")
    private ControlFlowGraph cfg;

    @SuppressWarnings("NullAway.Init")
    private BlockOrder order;

    /** Applies the rules of {@code lower}; {@link #NO_RULE} if none matches. */
    protected abstract int lowerInst(int inst);

    /** Applies the rules of {@code lower_branch}; false if none matches. */
    protected abstract boolean lowerBranch(int inst);

    /**
     * Calls {@link #addEdgeReg} with what holds, on the edge being filled, a result or a payload of the {@code try_call} that the edge leaves.
     *
     * @param arg {@code retN} or {@code exnN} as {@code BlockCall} encodes them
     */
    protected abstract void putOutcome(int tryCall, int arg);

    /** Places an unconditional branch. */
    protected abstract void jump(int target);

    /** Places what brings the function's parameters from where the caller put them into registers. */
    protected abstract void enterFunction();

    /** Notes the control flow of the function that {@link #begin} will start. */
    final void setControlFlow(ControlFlowGraph newCfg, BlockOrder newOrder) {
        cfg = newCfg;
        order = newOrder;
    }

    /** The position that edge {@code index} of a block leads to. */
    protected final int edgeTarget(int block, int index) {
        return order.targetOfEdge(cfg, cfg.succStart(block) + index);
    }

    /** Starts a function. */
    protected void begin(Function newFunction, BlockOrder order) {
        function = newFunction;
        dfg = newFunction.dfg;
        vcode.reset(order.count());
        uses.compute(newFunction, order);
        if (valueReg.length < dfg.valueLimit()) {
            valueReg = new int[Math.max(dfg.valueLimit(), valueReg.length * 2)];
        }
        Arrays.fill(valueReg, 0, dfg.valueLimit(), NO_REG);
        if (sunk.length < dfg.instLimit()) {
            sunk = new boolean[Math.max(dfg.instLimit(), sunk.length * 2)];
        }
        Arrays.fill(sunk, 0, dfg.instLimit(), false);
        pendingCount = 0;
        findWideFloats();
    }

    /** One value that may fill a vector register, or be computed in whole registers, makes all slots of the class wide. */
    private void findWideFloats() {
        for (int value = 0, n = dfg.valueLimit(); value < n; value++) {
            Type type = dfg.valueType(value);
            if (type.isVector() || type == Type.F128) {
                vcode.setWideFloats();
                return;
            }
        }
    }

    /** The function being lowered. */
    public final Function function() {
        return function;
    }

    /** The code being made. */
    public final VCode vcode() {
        return vcode;
    }

    // One instruction.

    /** Lowers an instruction that is not a branch, if it has an effect or one of its results is asked for. */
    final void lowerIfNeeded(int inst) {
        Opcode opcode = dfg.opcode(inst);
        if (sunk[inst] || !(mustKeep(inst, opcode) || anyResultUsed(inst))) {
            return;
        }
        currentInst = inst;
        currentColor = uses.color(inst);
        descents = 0;
        srcLoc = function.srcloc(inst);
        secondOutput = NO_REG;
        thirdOutput = NO_REG;
        int output = lowerInst(inst);
        if (output == NO_RULE) {
            throw new UnsupportedException(opcode, dfg.ctrlType(inst));
        }
        bindResults(inst, output);
        flush(srcLoc);
    }

    private boolean mustKeep(int inst, Opcode opcode) {
        if (opcode.hasSideEffects()) {
            return true;
        }
        return opcode.canLoad() && !(dfg.instData(inst) instanceof InstData.Load load && isRemovable(load));
    }

    private static boolean isRemovable(InstData.Load load) {
        return MemFlags.notrap(load.flags());
    }

    private boolean anyResultUsed(int inst) {
        for (int i = 0, n = dfg.instResultCount(inst); i < n; i++) {
            if (valueReg[dfg.instResult(inst, i)] != NO_REG) {
                return true;
            }
        }
        return false;
    }

    private void bindResults(int inst, int output) {
        if (output == NO_OUTPUT) {
            return;
        }
        int value = dfg.firstResult(inst);
        boolean pair = isPair(value);
        if (valueReg[value] != NO_REG) {
            vcode.setAlias(valueReg[value], output);
            if (pair) {
                bindPart(valueReg[value] + 1, secondOutput, inst);
            }
        }
        if (dfg.instResultCount(inst) > 1) {
            int second = dfg.instResult(inst, 1);
            if (valueReg[second] != NO_REG) {
                bindPart(valueReg[second], pair ? thirdOutput : secondOutput, inst);
            }
        }
    }

    private void bindPart(int vreg, int output, int inst) {
        if (output == NO_REG) {
            throw new UnsupportedException(dfg.opcode(inst), dfg.ctrlType(inst));
        }
        vcode.setAlias(vreg, output);
    }

    /** Whether a value is in two registers. */
    protected final boolean isPair(int value) {
        return dfg.valueType(value) == Type.I128;
    }

    /** Lowers a branch to targets given as positions. */
    final void lowerBranchTo(int inst, int[] newTargets, int count) {
        targets = newTargets;
        targetCount = count;
        currentInst = inst;
        currentColor = uses.color(inst);
        descents = 0;
        srcLoc = function.srcloc(inst);
        if (!lowerBranch(inst)) {
            throw new UnsupportedException(dfg.opcode(inst), dfg.ctrlType(inst));
        }
        flush(srcLoc);
    }

    /** Puts a block argument in registers, which are added to the edge; what that takes is placed before all else. */
    final void addBlockArg(int value, int srcLoc) {
        if (isPair(value)) {
            int low = valueReg(value);
            vcode.addArg(low);
            vcode.addArg(low + 1);
            return;
        }
        vcode.addArg(putInReg(value));
        flush(srcLoc);
    }

    /** Adds a result or payload of a {@code try_call} to its edge, as {@link #addBlockArg} does a value. */
    final void addOutcomeArg(int tryCall, int arg, int srcLoc) {
        putOutcome(tryCall, arg);
        flush(srcLoc);
    }

    /** Adds a register to the edge being filled, as the next of its arguments or of their parts. */
    protected final void addEdgeReg(int reg) {
        vcode.addArg(reg);
    }

    /** Adds a block parameter to the block being filled. */
    final void addBlockParam(int position, int value) {
        int reg = valueReg(value);
        vcode.addParam(position, reg);
        if (isPair(value)) {
            vcode.addParam(position, reg + 1);
        }
    }

    /** The register that a value is in, given one if it has none; of an i128 the low one, the next number is the high one. */
    protected final int valueReg(int value) {
        int reg = valueReg[value];
        if (reg == NO_REG) {
            Type type = dfg.valueType(value);
            reg = tempReg(type);
            valueReg[value] = reg;
            if (type == Type.I128) {
                tempReg(Type.I64);
            }
        }
        return reg;
    }

    /** Moves the instructions placed by a rule into the code. */
    final void flush(int srcLoc) {
        while (pendingCount > 0) {
            MachInst inst = pending[--pendingCount];
            vcode.prepend(inst, srcLoc);
        }
    }

    // What rules call: values.

    public final void instDataOf(int inst) {
        o0 = dfg.instResultCount(inst) == 0 ? Type.INVALID : dfg.valueType(dfg.firstResult(inst));
        o1 = dfg.instData(inst);
    }

    public final int defInst(int value) {
        int inst = dfg.valueDefInst(value);
        if (inst < 0 || dfg.valueDefIndex(value) != 0) {
            return NO_RULE;
        }
        Opcode opcode = dfg.opcode(inst);
        return opcode.hasSideEffects() || opcode.canLoad() ? NO_RULE : inst;
    }

    public final Type valueType(int value) {
        return dfg.valueType(value);
    }

    public final long iconstS(int value) {
        int inst = dfg.valueDefInst(value);
        if (inst >= 0 && dfg.instData(inst) instanceof InstData.UnaryImm constant) {
            int unused = 64 - dfg.valueType(value).bits();
            return constant.imm() << unused >> unused;
        }
        failed = true;
        return 0;
    }

    public final long iconstU(int value) {
        long signed = iconstS(value);
        return failed ? 0 : signed & tyMask(dfg.valueType(value));
    }

    public final boolean valueIsUsed(int value) {
        return valueReg[value] != NO_REG;
    }

    public final int instResult(int inst, int index) {
        return dfg.instResult(inst, index);
    }

    public final boolean secondResultUnused(int inst) {
        return valueReg[dfg.instResult(inst, 1)] == NO_REG;
    }

    public final boolean mayDescend() {
        return descents++ < MAX_DESCENTS;
    }

    public final int putInReg(int value) {
        int inst = dfg.valueDefInst(value);
        if (inst >= 0 && valueReg[value] == NO_REG && isRematerialized(dfg.opcode(inst))) {
            int output = lowerInst(inst);
            if (output == NO_RULE) {
                throw new UnsupportedException(dfg.opcode(inst), dfg.ctrlType(inst));
            }
            return output;
        }
        if (isPair(value)) {
            throw new UnsupportedException("i128 where one register is expected");
        }
        return valueReg(value);
    }

    public final long putInRegs(int value) {
        if (isPair(value)) {
            int low = valueReg(value);
            return valueRegs(low, low + 1);
        }
        return valueRegs(putInReg(value), NO_REG);
    }

    public final long valueRegs(int low, int high) {
        return low & 0xffffffffL | (long) high << 32;
    }

    public final int valueRegsGet(long regs, int index) {
        return index == 0 ? (int) regs : (int) (regs >>> 32);
    }

    private static boolean isRematerialized(Opcode opcode) {
        return switch (opcode) {
            case ICONST, F16CONST, F32CONST, F64CONST, F128CONST, VCONST, STACK_ADDR -> true;
            default -> false;
        };
    }

    public final int tempReg(Type type) {
        return vcode.newVreg(VCode.classOf(type));
    }

    // What rules call: merging a load into its only user.

    /**
     * The load that defines a value, if it may be computed by the instruction being lowered instead: nobody asked for the
     * value, its only user is this instruction or one that is itself merged into it, and no side effect lies between.
     */
    public final int sinkableLoad(int value) {
        int load = dfg.valueDefInst(value);
        if (load < 0 || !ValueUses.isPlainLoad(dfg.instData(load)) || valueReg[value] != NO_REG) {
            return NO_RULE;
        }
        return !sunk[load] && uses.color(load) == currentColor && isMergedIntoCurrent(value) ? load : NO_RULE;
    }

    private boolean isMergedIntoCurrent(int value) {
        int user = uses.onlyUser(value);
        int steps = 0;
        while (user != currentInst) {
            if (user < 0 || steps++ == 4 || dfg.instResultCount(user) != 1) {
                return false;
            }
            int result = dfg.firstResult(user);
            if (valueReg[result] != NO_REG) {
                return false;
            }
            user = uses.onlyUser(result);
        }
        return true;
    }

    /** Notes that the rule computes this load itself. A fault is then the load's: the code counts as coming from there. */
    public final void sink(int load) {
        sunk[load] = true;
        srcLoc = function.srcloc(load);
    }

    // What rules call: placing instructions, results.

    public final Unit emitInst(MachInst inst) {
        if (pendingCount == pending.length) {
            pending = Arrays.copyOf(pending, pendingCount * 2);
        }
        pending[pendingCount++] = inst;
        return Unit.UNIT;
    }

    public final int outputNone() {
        return NO_OUTPUT;
    }

    public final int outputReg(int reg) {
        return reg;
    }

    public final int outputUnit(Unit unit) {
        return NO_OUTPUT;
    }

    public final int outputPair(int first, int second) {
        secondOutput = second;
        return first;
    }

    public final int outputRegs(long regs) {
        secondOutput = valueRegsGet(regs, 1);
        return valueRegsGet(regs, 0);
    }

    public final int outputRegsAnd(long regs, int second) {
        thirdOutput = second;
        return outputRegs(regs);
    }

    // What rules call: targets of the branch.

    public final int singleTarget() {
        return targets[0];
    }

    public final int thenTarget() {
        return targets[0];
    }

    public final int elseTarget() {
        return targets[1];
    }

    /** Number of targets of the branch being lowered. */
    protected final int targetCount() {
        return targetCount;
    }

    /** A target of the branch being lowered, as a position. */
    protected final int target(int index) {
        return targets[index];
    }
}
