package dev.gantry.codegen.analysis;

import dev.gantry.clif.ir.Dfg;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.Layout;
import dev.gantry.clif.ir.Opcode;
import java.util.Arrays;

/**
 * Successors and predecessors of the blocks in a function's layout, as flat arrays.
 *
 * <p>An edge is one destination of a block's last instruction; its number is its index in the successor array, so the
 * edges of a block are {@code succStart(b) .. succEnd(b)} in the order of the instruction's destinations. A branch that
 * names a block twice has two edges to it.
 */
public final class ControlFlowGraph {
    private int blocks;
    private int edges;
    private int entry = -1;
    private int[] succStart = new int[1];
    private int[] succ = new int[16];
    private int[] predStart = new int[1];
    private int[] pred = new int[16];
    private int[] cursor = new int[0];
    private boolean[] trapping = new boolean[0];

    /** Computes the graph of a function. Blocks that are not in the layout have no edges. */
    public void compute(Function function) {
        Layout layout = function.layout;
        blocks = function.dfg.blockLimit();
        entry = layout.entryBlock();
        edges = 0;
        if (succStart.length <= blocks) {
            int n = Math.max(blocks + 1, succStart.length * 2);
            succStart = new int[n];
            predStart = new int[n];
            cursor = new int[n];
            trapping = new boolean[n];
        }
        for (int block = 0; block < blocks; block++) {
            succStart[block] = edges;
            trapping[block] = false;
            if (layout.isBlockInserted(block)) {
                addSuccessors(function, block);
            }
        }
        succStart[blocks] = edges;
        computePredecessors();
    }

    private void addSuccessors(Function function, int block) {
        Dfg dfg = function.dfg;
        int last = function.layout.lastInst(block);
        if (last < 0) {
            return;
        }
        InstData data = dfg.instData(last);
        trapping[block] = data.opcode() == Opcode.TRAP;
        int count = data.destCount();
        if (edges + count > succ.length) {
            succ = Arrays.copyOf(succ, Math.max(edges + count, succ.length * 2));
        }
        for (int i = 0; i < count; i++) {
            succ[edges++] = data.dest(i).block();
        }
    }

    private void computePredecessors() {
        if (pred.length < edges) {
            pred = new int[Math.max(edges, pred.length * 2)];
        }
        Arrays.fill(predStart, 0, blocks + 1, 0);
        for (int i = 0; i < edges; i++) {
            predStart[succ[i] + 1]++;
        }
        for (int block = 0; block < blocks; block++) {
            predStart[block + 1] += predStart[block];
            cursor[block] = predStart[block];
        }
        for (int block = 0; block < blocks; block++) {
            for (int i = succStart[block]; i < succStart[block + 1]; i++) {
                pred[cursor[succ[i]]++] = block;
            }
        }
    }

    /** One more than the largest block number of the function. */
    public int blockCount() {
        return blocks;
    }

    /** Number of edges. */
    public int edgeCount() {
        return edges;
    }

    /** The entry block; -1 in a function without blocks. */
    public int entry() {
        return entry;
    }

    /** Index of a block's first edge. */
    public int succStart(int block) {
        return succStart[block];
    }

    /** Index after a block's last edge. */
    public int succEnd(int block) {
        return succStart[block + 1];
    }

    /** Target of an edge. */
    public int succAt(int edge) {
        return succ[edge];
    }

    /** Index of a block's first predecessor. */
    public int predStart(int block) {
        return predStart[block];
    }

    /** Index after a block's last predecessor. */
    public int predEnd(int block) {
        return predStart[block + 1];
    }

    /** The predecessor block at an index; a block with two edges to the same target appears twice. */
    public int predAt(int index) {
        return pred[index];
    }

    /** Whether the block's last instruction is {@code trap}. */
    public boolean endsInTrap(int block) {
        return trapping[block];
    }
}
