package dev.gantry.codegen.analysis;

import dev.gantry.clif.ir.BlockCall;
import dev.gantry.clif.ir.Dfg;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import java.util.Arrays;

/**
 * Removes block parameters that get the same value over every edge.
 *
 * <p>An optimistic fixed point over blocks in reverse post-order: each parameter starts as "nothing seen", becomes the
 * value that its edges agree on, where a parameter that stands for another value counts as that value, and becomes itself
 * as soon as two edges disagree. A state changes at most twice, and blocks are visited again only while something changes.
 * Parameters that stand for another value become its aliases, and the arguments for them are dropped from the branches.
 *
 * <p>Example: in {@code b0: jump b1(v0); b1(v1): brif c, b1(v1), b2; b2: return v1} v1 only ever is v0.
 */
public final class ConstantParams {
    private static final int UNSEEN = -1;

    private int[] stands = new int[0];

    /** Removes them; whether there were any. Value aliases must be resolved, and unreachable blocks gone. */
    public boolean remove(Function function, ControlFlowGraph cfg, DominatorTree domtree) {
        Dfg dfg = function.dfg;
        if (!anyParams(dfg, cfg, domtree)) {
            return false;
        }
        if (stands.length < dfg.valueLimit()) {
            stands = new int[Math.max(dfg.valueLimit(), stands.length * 2)];
        }
        solve(function, domtree);
        boolean[] shrinks = new boolean[cfg.blockCount()];
        if (!findConstant(dfg, cfg, domtree, shrinks)) {
            return false;
        }
        rewrite(function, domtree, shrinks);
        return true;
    }

    private static boolean anyParams(Dfg dfg, ControlFlowGraph cfg, DominatorTree domtree) {
        for (int i = 0; i < domtree.reachableCount(); i++) {
            int block = domtree.postorder(i);
            if (block != cfg.entry() && dfg.blockParamCount(block) > 0) {
                return true;
            }
        }
        return false;
    }

    private void solve(Function function, DominatorTree domtree) {
        Dfg dfg = function.dfg;
        for (int value = 0; value < dfg.valueLimit(); value++) {
            stands[value] = value;
        }
        int entry = function.layout.entryBlock();
        for (int i = 0; i < domtree.reachableCount(); i++) {
            int block = domtree.postorder(i);
            for (int p = 0; block != entry && p < dfg.blockParamCount(block); p++) {
                stands[dfg.blockParam(block, p)] = UNSEEN;
            }
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = domtree.reachableCount() - 1; i >= 0; i--) {
                int branch = function.layout.lastInst(domtree.postorder(i));
                InstData data = dfg.instData(branch);
                for (int d = 0; d < data.destCount(); d++) {
                    changed |= flow(dfg, data.dest(d));
                }
            }
        }
    }

    private boolean flow(Dfg dfg, BlockCall call) {
        boolean changed = false;
        for (int i = 0; i < call.argCount(); i++) {
            int param = dfg.blockParam(call.block(), i);
            int old = stands[param];
            if (old == param) {
                continue;
            }
            int arg = call.arg(i);
            int incoming = BlockCall.isValue(arg) ? stands[arg] : param;
            if (incoming == UNSEEN || incoming == old) {
                continue;
            }
            stands[param] = old == UNSEEN ? incoming : param;
            changed = true;
        }
        return changed;
    }

    private boolean findConstant(Dfg dfg, ControlFlowGraph cfg, DominatorTree domtree, boolean[] shrinks) {
        boolean any = false;
        for (int i = 0; i < domtree.reachableCount(); i++) {
            int block = domtree.postorder(i);
            for (int p = 0; block != cfg.entry() && p < dfg.blockParamCount(block); p++) {
                int param = dfg.blockParam(block, p);
                if (stands[param] != param && stands[param] != UNSEEN) {
                    shrinks[block] = true;
                    any = true;
                }
            }
        }
        return any;
    }

    private void rewrite(Function function, DominatorTree domtree, boolean[] shrinks) {
        Dfg dfg = function.dfg;
        for (int i = 0; i < domtree.reachableCount(); i++) {
            int branch = function.layout.lastInst(domtree.postorder(i));
            InstData data = dfg.instData(branch);
            if (data.destCount() > 0) {
                InstData shrunk = data.mapDests(call -> shrinks[call.block()] ? shrink(dfg, call) : call);
                if (shrunk != data) {
                    dfg.replace(branch, shrunk);
                }
            }
        }
        for (int i = 0; i < domtree.reachableCount(); i++) {
            int block = domtree.postorder(i);
            if (shrinks[block]) {
                dropParams(dfg, block);
            }
        }
    }

    private BlockCall shrink(Dfg dfg, BlockCall call) {
        int[] kept = new int[call.argCount()];
        int count = 0;
        for (int i = 0; i < call.argCount(); i++) {
            int param = dfg.blockParam(call.block(), i);
            if (!isConstant(param)) {
                kept[count++] = call.arg(i);
            }
        }
        return call.withArgs(Arrays.copyOf(kept, count));
    }

    private boolean isConstant(int param) {
        return stands[param] != param && stands[param] != UNSEEN;
    }

    private void dropParams(Dfg dfg, int block) {
        int count = dfg.blockParamCount(block);
        int[] params = new int[count];
        for (int i = 0; i < count; i++) {
            params[i] = dfg.blockParam(block, i);
        }
        dfg.clearBlockParams(block);
        for (int param : params) {
            if (isConstant(param)) {
                dfg.changeToAlias(param, stands[param]);
            } else {
                dfg.attachBlockParam(block, param);
            }
        }
    }
}
