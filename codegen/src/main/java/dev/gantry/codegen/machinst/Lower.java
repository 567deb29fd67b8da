package dev.gantry.codegen.machinst;

import dev.gantry.clif.ir.BlockCall;
import dev.gantry.clif.ir.Dfg;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.Layout;
import dev.gantry.codegen.analysis.ControlFlowGraph;

/**
 * Lowers a function to VCode by the rules of a back end.
 *
 * <p>Blocks are taken from the last to the first of the block order, instructions in each from the last to the first, so
 * that users come before definitions: a load or comparison can be merged into its only user, and what nobody uses is never
 * made. Of a block, the branch comes first, then what its block arguments take, then the other instructions.
 *
 * <p>Example: {@code v2 = iadd v0, v1; v3 = load v2; return v3} asks for v3 at the return, which makes the load, whose
 * address mode takes in the addition, which therefore has no instruction of its own.
 */
public final class Lower {
    private int[] targets = new int[16];

    /** Lowers a function whose value aliases are resolved into the context's code. */
    public void lower(Function function, ControlFlowGraph cfg, BlockOrder order, LowerContext context) {
        context.setControlFlow(cfg, order);
        context.begin(function, order);
        VCode vcode = context.vcode();
        for (int position = order.count() - 1; position >= 0; position--) {
            vcode.startBlock(position);
            if (order.isEdge(position)) {
                lowerEdge(function, cfg, order, context, position);
            } else {
                lowerBlock(function, cfg, order, context, position);
            }
            vcode.endBlock(position);
        }
        vcode.finish();
    }

    private void lowerEdge(
            Function function, ControlFlowGraph cfg, BlockOrder order, LowerContext context, int position) {
        int edge = order.edge(position);
        int source = order.edgeSource(edge);
        int branch = function.layout.lastInst(source);
        int target = order.positionOfBlock(cfg.succAt(edge));
        int srcLoc = function.srcloc(branch);
        context.jump(target);
        context.flush(srcLoc);
        context.vcode().addSucc(position, target);
        addArgs(context, branch, function.instData(branch).dest(edge - cfg.succStart(source)), srcLoc);
    }

    private void lowerBlock(
            Function function, ControlFlowGraph cfg, BlockOrder order, LowerContext context, int position) {
        Layout layout = function.layout;
        Dfg dfg = function.dfg;
        int block = order.block(position);
        int inst = layout.lastInst(block);
        if (cfg.succEnd(block) > cfg.succStart(block)) {
            lowerBranch(function, cfg, order, context, position);
            inst = layout.prevInst(inst);
        }
        for (; inst >= 0; inst = layout.prevInst(inst)) {
            context.lowerIfNeeded(inst);
        }
        if (position == 0) {
            context.enterFunction();
            context.flush(Function.NO_SRCLOC);
            return;
        }
        for (int i = 0, n = dfg.blockParamCount(block); i < n; i++) {
            context.addBlockParam(position, dfg.blockParam(block, i));
        }
    }

    private void lowerBranch(
            Function function, ControlFlowGraph cfg, BlockOrder order, LowerContext context, int position) {
        int block = order.block(position);
        int inst = function.layout.lastInst(block);
        InstData data = function.instData(inst);
        int first = cfg.succStart(block);
        int count = cfg.succEnd(block) - first;
        if (targets.length < count) {
            targets = new int[count * 2];
        }
        for (int i = 0; i < count; i++) {
            targets[i] = order.targetOfEdge(cfg, first + i);
        }
        context.lowerBranchTo(inst, targets, count);
        int srcLoc = function.srcloc(inst);
        for (int i = 0; i < count; i++) {
            context.vcode().addSucc(position, targets[i]);
            if (!order.isEdge(targets[i])) {
                addArgs(context, inst, data.dest(i), srcLoc);
            }
        }
    }

    private static void addArgs(LowerContext context, int branch, BlockCall dest, int srcLoc) {
        for (int i = 0, n = dest.argCount(); i < n; i++) {
            if (BlockCall.isValue(dest.arg(i))) {
                context.addBlockArg(dest.arg(i), srcLoc);
            } else {
                context.addOutcomeArg(branch, dest.arg(i), srcLoc);
            }
        }
    }
}
