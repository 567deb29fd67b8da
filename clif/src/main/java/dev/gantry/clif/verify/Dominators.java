package dev.gantry.clif.verify;

import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import java.util.Arrays;

/**
 * Which blocks dominate which: block a dominates b if every way from the entry to b goes through a.
 *
 * <p>The algorithm is semi-NCA (Georgiadis, "Linear-Time Algorithms for Dominators and Related Problems", 2005): blocks are
 * numbered in depth-first order; going through them backwards, the semidominator of each is the smallest number
 * reachable against edges through larger numbers, found by path compression; then the immediate dominator is the nearest ancestor in the
 * growing dominator tree that is not larger than the semidominator. Near-linear in practice, and nothing recurses.
 *
 * <p>Example: entry 0 branches to 1 and 2, both jump to 3. The semidominator of 3 is 0 (against the edge from 2, whose
 * parent is 0), so its immediate dominator is 0, and neither 1 nor 2 dominates 3.
 */
final class Dominators {
    private final Function function;
    /** Depth-first number of each block, or -1 if it cannot be reached. */
    private final int[] number;
    /** Block of each number. */
    private final int[] blockOf;

    private int[] parent = {};
    private int count;
    /** Intervals of the dominator tree: a dominates b if b's start lies in a's interval. */
    private int[] start = {};

    private int[] end = {};

    Dominators(Function function) {
        this.function = function;
        int limit = function.dfg.blockLimit();
        number = new int[limit];
        blockOf = new int[limit];
        Arrays.fill(number, -1);
        int entry = function.layout.entryBlock();
        if (entry >= 0) {
            numberBlocks(entry);
            intervals(immediateDominators());
        }
    }

    boolean isReachable(int block) {
        return number[block] >= 0;
    }

    /** Whether a reachable block dominates another; every block dominates itself. */
    boolean dominates(int a, int b) {
        int x = number[a];
        int y = number[b];
        return x >= 0 && y >= 0 && start[x] <= start[y] && start[y] <= end[x];
    }

    private InstData terminator(int block) {
        return function.dfg.instData(function.layout.lastInst(block));
    }

    private void numberBlocks(int entry) {
        int limit = number.length;
        parent = new int[limit];
        int[] stack = new int[limit];
        int[] nextDest = new int[limit];
        int depth = 0;
        stack[depth++] = entry;
        visit(entry, 0);
        while (depth > 0) {
            int block = stack[depth - 1];
            InstData data = terminator(block);
            int dest = nextDest[block];
            if (dest == data.destCount()) {
                depth--;
                continue;
            }
            nextDest[block]++;
            int to = data.dest(dest).block();
            if (number[to] < 0) {
                visit(to, number[block]);
                stack[depth++] = to;
            }
        }
    }

    private void visit(int block, int from) {
        number[block] = count;
        blockOf[count] = block;
        parent[count] = from;
        count++;
    }

    private int[] immediateDominators() {
        int[] predStart = new int[count + 2];
        for (int i = 0; i < count; i++) {
            InstData data = terminator(blockOf[i]);
            for (int d = 0; d < data.destCount(); d++) {
                predStart[number[data.dest(d).block()] + 2]++;
            }
        }
        for (int i = 2; i < predStart.length; i++) {
            predStart[i] += predStart[i - 1];
        }
        int[] preds = new int[predStart[count + 1]];
        for (int i = 0; i < count; i++) {
            InstData data = terminator(blockOf[i]);
            for (int d = 0; d < data.destCount(); d++) {
                preds[predStart[number[data.dest(d).block()] + 1]++] = i;
            }
        }
        int[] idom = Arrays.copyOf(parent, count);
        int[] semi = new int[count];
        int[] label = new int[count];
        for (int i = 0; i < count; i++) {
            semi[i] = i;
            label[i] = i;
        }
        int[] stack = new int[count];
        for (int i = count - 1; i > 0; i--) {
            int best = idom[i];
            for (int p = predStart[i]; p < predStart[i + 1]; p++) {
                best = Math.min(best, semi[evaluate(preds[p], i + 1, semi, label, stack)]);
            }
            semi[i] = best;
        }
        for (int i = 1; i < count; i++) {
            while (idom[i] > semi[i]) {
                idom[i] = idom[idom[i]];
            }
        }
        return idom;
    }

    /** The node of smallest semidominator on the way up from v through nodes numbered {@code linked} or more. */
    private int evaluate(int node, int linked, int[] semi, int[] label, int[] stack) {
        int v = node;
        if (parent[v] < linked) {
            return label[v];
        }
        int depth = 0;
        while (parent[v] >= linked) {
            stack[depth++] = v;
            v = parent[v];
        }
        int above = v;
        while (depth > 0) {
            v = stack[--depth];
            parent[v] = parent[above];
            if (semi[label[above]] < semi[label[v]]) {
                label[v] = label[above];
            }
            above = v;
        }
        return label[above];
    }

    /** Numbers the dominator tree so that the subtree of a node is an interval. */
    private void intervals(int[] idom) {
        int[] size = new int[count];
        Arrays.fill(size, 1);
        for (int i = count - 1; i > 0; i--) {
            size[idom[i]] += size[i];
        }
        start = new int[count];
        end = new int[count];
        int[] next = new int[count];
        next[0] = 1;
        end[0] = count - 1;
        for (int i = 1; i < count; i++) {
            int up = idom[i];
            start[i] = next[up];
            next[up] += size[i];
            next[i] = start[i] + 1;
            end[i] = start[i] + size[i] - 1;
        }
    }
}
