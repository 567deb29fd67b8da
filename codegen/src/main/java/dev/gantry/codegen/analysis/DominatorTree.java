package dev.gantry.codegen.analysis;

import java.util.Arrays;

/**
 * Dominators of the reachable blocks, by the semi-NCA algorithm.
 *
 * <p>Source: L. Georgiadis, "Linear-Time Algorithms for Dominators and Related Problems" (2005), chapter 2. A depth-first
 * search numbers the reachable blocks from 0 in pre-order and records the search tree. Backwards over that order the
 * semidominator of a block is the least number reached from its predecessors through {@code eval}, the minimum over the
 * path to the root of the already linked forest, with path compression. Forwards, the immediate dominator is the nearest
 * common ancestor, in the dominator tree built so far, of the block's tree parent and its semidominator.
 *
 * <p>Invariants: {@code idom(entry) == -1}; for every other reachable block {@code rpoNumber(idom(b)) < rpoNumber(b)};
 * {@code dominates} compares intervals of a pre-order walk of the dominator tree and takes constant time. Successors are
 * visited first to last, so the first successor of a branch comes latest in reverse post-order.
 *
 * <p>Example: {@code 0 -> 1, 2; 1 -> 3; 2 -> 3}: post-order 3 1 2 0, idom(3) = 0.
 */
public final class DominatorTree {
    private static final int NONE = -1;

    private int reachable;
    private int[] preNumber = new int[0];
    private int[] preOrder = new int[0];
    private int[] treeParent = new int[0];
    private int[] semi = new int[0];
    private int[] label = new int[0];
    private int[] ancestor = new int[0];
    private int[] idomNumber = new int[0];
    private int[] postorder = new int[0];
    private int[] rpoNumber = new int[0];
    private int[] idom = new int[0];
    private int[] firstChild = new int[0];
    private int[] nextSibling = new int[0];
    private int[] treeEnter = new int[0];
    private int[] treeLeave = new int[0];
    private int[] stack = new int[0];
    private int[] cursor = new int[0];

    /** Computes dominators of the graph, starting at its entry block. */
    public void compute(ControlFlowGraph cfg) {
        int blocks = cfg.blockCount();
        reserve(blocks);
        Arrays.fill(preNumber, 0, blocks, NONE);
        Arrays.fill(rpoNumber, 0, blocks, NONE);
        Arrays.fill(idom, 0, blocks, NONE);
        Arrays.fill(firstChild, 0, blocks, NONE);
        reachable = 0;
        if (cfg.entry() < 0) {
            return;
        }
        depthFirstSearch(cfg);
        semidominators(cfg);
        immediateDominators();
        numberTree(cfg.entry());
    }

    private void reserve(int blocks) {
        if (preNumber.length >= blocks) {
            return;
        }
        int n = Math.max(blocks, preNumber.length * 2);
        preNumber = new int[n];
        preOrder = new int[n];
        treeParent = new int[n];
        semi = new int[n];
        label = new int[n];
        ancestor = new int[n];
        idomNumber = new int[n];
        postorder = new int[n];
        rpoNumber = new int[n];
        idom = new int[n];
        firstChild = new int[n];
        nextSibling = new int[n];
        treeEnter = new int[n];
        treeLeave = new int[n];
        stack = new int[n];
        cursor = new int[n];
    }

    private void depthFirstSearch(ControlFlowGraph cfg) {
        int depth = 0;
        int finished = 0;
        visit(cfg.entry(), NONE);
        cursor[cfg.entry()] = cfg.succStart(cfg.entry());
        stack[depth++] = cfg.entry();
        while (depth > 0) {
            int block = stack[depth - 1];
            int next = cursor[block];
            int end = cfg.succEnd(block);
            while (next < end && preNumber[cfg.succAt(next)] != NONE) {
                next++;
            }
            if (next == end) {
                postorder[finished++] = block;
                depth--;
                continue;
            }
            cursor[block] = next + 1;
            int succ = cfg.succAt(next);
            visit(succ, preNumber[block]);
            cursor[succ] = cfg.succStart(succ);
            stack[depth++] = succ;
        }
        for (int i = 0; i < finished; i++) {
            rpoNumber[postorder[i]] = finished - 1 - i;
        }
    }

    private void visit(int block, int parent) {
        int number = reachable++;
        preNumber[block] = number;
        preOrder[number] = block;
        treeParent[number] = parent;
        semi[number] = number;
        label[number] = number;
        ancestor[number] = NONE;
    }

    private void semidominators(ControlFlowGraph cfg) {
        for (int n = reachable - 1; n > 0; n--) {
            int block = preOrder[n];
            int best = treeParent[n];
            for (int i = cfg.predStart(block); i < cfg.predEnd(block); i++) {
                int pred = preNumber[cfg.predAt(i)];
                if (pred != NONE) {
                    best = Math.min(best, semi[eval(pred)]);
                }
            }
            semi[n] = best;
            ancestor[n] = treeParent[n];
        }
    }

    /** The number with the least semidominator on the forest path above {@code n}, compressing the path. */
    private int eval(int n) {
        if (ancestor[n] == NONE) {
            return label[n];
        }
        int depth = 0;
        int node = n;
        while (ancestor[ancestor[node]] != NONE) {
            stack[depth++] = node;
            node = ancestor[node];
        }
        while (depth > 0) {
            int above = node;
            node = stack[--depth];
            if (semi[label[above]] < semi[label[node]]) {
                label[node] = label[above];
            }
            ancestor[node] = ancestor[above];
        }
        return label[n];
    }

    private void immediateDominators() {
        idomNumber[0] = NONE;
        for (int n = 1; n < reachable; n++) {
            int candidate = treeParent[n];
            while (candidate > semi[n]) {
                candidate = idomNumber[candidate];
            }
            idomNumber[n] = candidate;
            idom[preOrder[n]] = preOrder[candidate];
        }
        // Children are linked in reverse post-order: walk post-order and prepend.
        for (int i = 0; i < reachable; i++) {
            int block = postorder[i];
            int parent = idom[block];
            if (parent != NONE) {
                nextSibling[block] = firstChild[parent];
                firstChild[parent] = block;
            }
        }
    }

    private void numberTree(int entry) {
        int clock = 0;
        int depth = 0;
        stack[depth++] = entry;
        treeEnter[entry] = clock++;
        cursor[entry] = firstChild[entry];
        while (depth > 0) {
            int block = stack[depth - 1];
            int child = cursor[block];
            if (child == NONE) {
                treeLeave[block] = clock;
                depth--;
                continue;
            }
            cursor[block] = nextSibling[child];
            treeEnter[child] = clock++;
            cursor[child] = firstChild[child];
            stack[depth++] = child;
        }
    }

    /** Number of blocks reachable from the entry. */
    public int reachableCount() {
        return reachable;
    }

    /** Whether the block can be reached from the entry. */
    public boolean isReachable(int block) {
        return rpoNumber[block] != NONE;
    }

    /** The {@code i}-th block of the depth-first post-order, {@code 0 <= i < reachableCount()}; the entry is last. */
    public int postorder(int i) {
        return postorder[i];
    }

    /** Position of a block in reverse post-order; -1 if unreachable. */
    public int rpoNumber(int block) {
        return rpoNumber[block];
    }

    /** The immediate dominator of a block; -1 for the entry and for unreachable blocks. */
    public int idom(int block) {
        return idom[block];
    }

    /** The first child in the dominator tree, in reverse post-order; -1 if there is none. */
    public int firstChild(int block) {
        return firstChild[block];
    }

    /** The sibling after this block in the dominator tree; -1 at the end. */
    public int nextSibling(int block) {
        return nextSibling[block];
    }

    /** Whether block {@code a} dominates block {@code b} (every block dominates itself); both must be reachable. */
    public boolean dominates(int a, int b) {
        return treeEnter[a] <= treeEnter[b] && treeLeave[b] <= treeLeave[a];
    }
}
