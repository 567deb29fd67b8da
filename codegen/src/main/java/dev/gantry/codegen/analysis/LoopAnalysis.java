package dev.gantry.codegen.analysis;

import java.util.Arrays;

/**
 * Natural loops: headers, nesting and depth.
 *
 * <p>A block is a loop header if one of its predecessors is dominated by it (a back edge). Headers are taken in
 * post-order, so inner loops come before the loops around them; the body of a loop is found by walking predecessors
 * backwards from its back edges. A block that already belongs to an inner loop is entered through the outermost loop
 * found so far, which then becomes a child of the new one. Every block enters the walk once per level at most through its
 * outermost loop, so the cost is near linear. Edges into the middle of an irreducible region make no loop.
 *
 * <p>Example: {@code 0 -> 1; 1 -> 2, 3; 2 -> 1}: one loop with header 1 and blocks 1 and 2, both of depth 1.
 */
public final class LoopAnalysis {
    private static final int NONE = -1;

    private int loops;
    private int[] header = new int[8];
    private int[] parent = new int[8];
    private int[] outermost = new int[8];
    private int[] depth = new int[8];
    private int[] blockLoop = new int[0];
    private int[] worklist = new int[16];

    /** Finds the loops of a graph whose dominators are given. */
    public void compute(ControlFlowGraph cfg, DominatorTree domtree) {
        loops = 0;
        if (blockLoop.length < cfg.blockCount()) {
            blockLoop = new int[Math.max(cfg.blockCount(), blockLoop.length * 2)];
        }
        Arrays.fill(blockLoop, 0, cfg.blockCount(), NONE);
        for (int i = 0; i < domtree.reachableCount(); i++) {
            discover(cfg, domtree, domtree.postorder(i));
        }
        for (int loop = loops - 1; loop >= 0; loop--) {
            depth[loop] = parent[loop] == NONE ? 1 : depth[parent[loop]] + 1;
        }
    }

    private void discover(ControlFlowGraph cfg, DominatorTree domtree, int block) {
        int pending = 0;
        for (int i = cfg.predStart(block); i < cfg.predEnd(block); i++) {
            int pred = cfg.predAt(i);
            if (domtree.isReachable(pred) && domtree.dominates(block, pred)) {
                pending = push(pending, pred);
            }
        }
        if (pending == 0) {
            return;
        }
        int loop = newLoop(block);
        blockLoop[block] = blockLoop[block] == NONE ? loop : blockLoop[block];
        while (pending > 0) {
            int node = enter(worklist[--pending], loop);
            if (node == NONE || node == block) {
                continue;
            }
            for (int i = cfg.predStart(node); i < cfg.predEnd(node); i++) {
                if (domtree.isReachable(cfg.predAt(i))) {
                    pending = push(pending, cfg.predAt(i));
                }
            }
        }
    }

    /** Takes a block into a loop; the block whose predecessors belong to the loop as well, or -1 if there is none. */
    private int enter(int block, int loop) {
        int inner = blockLoop[block];
        if (inner == NONE) {
            blockLoop[block] = loop;
            return block;
        }
        int top = outermost(inner);
        if (top == loop) {
            return NONE;
        }
        parent[top] = loop;
        outermost[top] = loop;
        return header[top];
    }

    private int outermost(int loop) {
        int top = loop;
        while (outermost[top] != top) {
            top = outermost[top];
        }
        int node = loop;
        while (outermost[node] != top) {
            int next = outermost[node];
            outermost[node] = top;
            node = next;
        }
        return top;
    }

    private int newLoop(int block) {
        if (loops == header.length) {
            header = Arrays.copyOf(header, loops * 2);
            parent = Arrays.copyOf(parent, loops * 2);
            outermost = Arrays.copyOf(outermost, loops * 2);
            depth = Arrays.copyOf(depth, loops * 2);
        }
        header[loops] = block;
        parent[loops] = NONE;
        outermost[loops] = loops;
        return loops++;
    }

    private int push(int size, int block) {
        if (size == worklist.length) {
            worklist = Arrays.copyOf(worklist, size * 2);
        }
        worklist[size] = block;
        return size + 1;
    }

    /** Number of loops; loops are numbered so that an inner loop comes before the loops around it. */
    public int loopCount() {
        return loops;
    }

    /** The header block of a loop. */
    public int header(int loop) {
        return header[loop];
    }

    /** The loop around a loop; -1 for an outermost one. */
    public int parent(int loop) {
        return parent[loop];
    }

    /** The innermost loop of a block; -1 if it is in none. */
    public int loopOf(int block) {
        return blockLoop[block];
    }

    /** How many loops a block is in; 0 outside of loops. */
    public int loopDepth(int block) {
        return blockLoop[block] == NONE ? 0 : depth[blockLoop[block]];
    }
}
