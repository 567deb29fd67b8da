package dev.gantry.codegen.machinst;

import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.codegen.analysis.ControlFlowGraph;
import dev.gantry.codegen.analysis.DominatorTree;
import java.util.Arrays;

/**
 * The order in which blocks are lowered and laid out: reverse post-order of the graph whose critical edges are split, with
 * cold and trapping blocks moved to the end, but for those that dominate a block that stays: what they define must be lowered
 * after its uses, from the end on.
 *
 * <p>An edge is critical if its source ends in something other than a plain jump and its target has several predecessors (two
 * edges of one branch to one target count as two). Such an edge gets a block of its own for the moves of its block
 * arguments. So does every edge of a {@code try_call} that has arguments: they may be what the call returned or what was
 * thrown, which there is only behind the call. A node is a block, or {@code blockCount + edge} for a split edge, where
 * {@code edge} is the edge's index in the graph's successor array; a position is an index in the final order and the name
 * by which machine instructions call a block.
 *
 * <p>Invariants: the entry block is at position 0; unreachable blocks have no position; the order of hot nodes among
 * themselves, and of cold nodes, is that of reverse post-order. The successors of a {@code try_call} are searched last to
 * first, so that the normal return comes right behind it.
 *
 * <p>Example: {@code 0: brif c, 1, 2; 1: brif d, 1, 2; 2: return} has the critical edges 0-2, 1-1 and 1-2: order
 * {@code 0, (0-2), 1, (1-2), (1-1), 2} or the like.
 */
public final class BlockOrder {
    private int blocks;
    private int count;
    private int[] order = new int[0];
    private int[] position = new int[0];
    private int[] edgeSource = new int[0];
    private int[] stack = new int[0];
    private int[] cursor = new int[0];
    private int[] postorder = new int[0];
    private boolean[] visited = new boolean[0];
    private boolean[] sunk = new boolean[0];

    @SuppressWarnings("NullAway.Init")
    private Function function;

    /** Computes the order for a function, its graph and its dominator tree. */
    public void compute(Function newFunction, ControlFlowGraph cfg, DominatorTree domtree) {
        function = newFunction;
        blocks = cfg.blockCount();
        int nodes = blocks + cfg.edgeCount();
        reserve(nodes);
        Arrays.fill(position, 0, nodes, -1);
        Arrays.fill(visited, 0, nodes, false);
        count = 0;
        if (cfg.entry() < 0) {
            return;
        }
        int finished = depthFirstSearch(cfg);
        sink(cfg, domtree, finished);
        place(cfg, finished, false);
        place(cfg, finished, true);
    }

    private void reserve(int nodes) {
        if (order.length < nodes) {
            int n = Math.max(nodes, order.length * 2);
            order = new int[n];
            position = new int[n];
            edgeSource = new int[n];
            stack = new int[n];
            cursor = new int[n];
            postorder = new int[n];
            visited = new boolean[n];
            sunk = new boolean[n];
        }
    }

    private int depthFirstSearch(ControlFlowGraph cfg) {
        int finished = 0;
        int depth = 0;
        stack[depth++] = cfg.entry();
        visited[cfg.entry()] = true;
        cursor[cfg.entry()] = cfg.succStart(cfg.entry());
        while (depth > 0) {
            int node = stack[depth - 1];
            int next = nextSuccessor(cfg, node);
            if (next < 0) {
                postorder[finished++] = node;
                depth--;
            } else if (!visited[next]) {
                visited[next] = true;
                cursor[next] = next < blocks ? cfg.succStart(next) : next - blocks;
                stack[depth++] = next;
            }
        }
        return finished;
    }

    /** The next node after {@code node} that was not looked at yet, or -1. */
    private int nextSuccessor(ControlFlowGraph cfg, int node) {
        if (node >= blocks) {
            int edge = node - blocks;
            if (cursor[node] != edge) {
                return -1;
            }
            cursor[node] = -1;
            return cfg.succAt(edge);
        }
        if (cursor[node] == cfg.succEnd(node)) {
            return -1;
        }
        Opcode branch = function.dfg.opcode(function.layout.lastInst(node));
        int edge = cursor[node]++;
        if (isTryCall(branch)) {
            edge = cfg.succStart(node) + cfg.succEnd(node) - 1 - edge;
        }
        if (!isCritical(cfg, node, branch, edge)) {
            return cfg.succAt(edge);
        }
        edgeSource[edge] = node;
        return blocks + edge;
    }

    private static boolean isTryCall(Opcode branch) {
        return branch == Opcode.TRY_CALL || branch == Opcode.TRY_CALL_INDIRECT;
    }

    private boolean isCritical(ControlFlowGraph cfg, int source, Opcode branch, int edge) {
        if (branch == Opcode.JUMP) {
            return false;
        }
        int target = cfg.succAt(edge);
        return cfg.predEnd(target) - cfg.predStart(target) > 1
                || isTryCall(branch) && hasArgs(source, edge - cfg.succStart(source));
    }

    private boolean hasArgs(int source, int dest) {
        return function.instData(function.layout.lastInst(source)).dest(dest).argCount() > 0;
    }

    private void place(ControlFlowGraph cfg, int finished, boolean cold) {
        for (int i = finished - 1; i >= 0; i--) {
            int node = postorder[i];
            if (isSunk(cfg, node) == cold) {
                position[node] = count;
                order[count++] = node;
            }
        }
    }

    /** Marks what goes to the end: after all cold blocks are marked, those above a block that stays are unmarked, up the dominator tree. */
    private void sink(ControlFlowGraph cfg, DominatorTree domtree, int finished) {
        for (int i = 0; i < finished; i++) {
            int node = postorder[i];
            if (node < blocks) {
                sunk[node] = node != cfg.entry() && (function.layout.isCold(node) || cfg.endsInTrap(node));
            }
        }
        for (int i = 0; i < finished; i++) {
            int node = postorder[i];
            if (node < blocks && !sunk[node]) {
                for (int above = domtree.idom(node); above >= 0 && sunk[above]; above = domtree.idom(above)) {
                    sunk[above] = false;
                }
            }
        }
    }

    private boolean isSunk(ControlFlowGraph cfg, int node) {
        if (node >= blocks) {
            int edge = node - blocks;
            return sunk[edgeSource[edge]] || sunk[cfg.succAt(edge)];
        }
        return sunk[node];
    }

    /** Number of positions. */
    public int count() {
        return count;
    }

    /** Whether the position holds a split edge rather than a block. */
    public boolean isEdge(int position) {
        return order[position] >= blocks;
    }

    /** The block at a position that is not an edge. */
    public int block(int position) {
        return order[position];
    }

    /** The index of the edge, in the graph's successor array, at a position that is an edge. */
    public int edge(int position) {
        return order[position] - blocks;
    }

    /** The block that a split edge leaves. */
    public int edgeSource(int edge) {
        return edgeSource[edge];
    }

    /** The position of a block; -1 if it is unreachable. */
    public int positionOfBlock(int block) {
        return position[block];
    }

    /** The position that a branch over this edge goes to: that of the edge's own block if it is split. */
    public int targetOfEdge(ControlFlowGraph cfg, int edge) {
        int own = position[blocks + edge];
        return own >= 0 ? own : position[cfg.succAt(edge)];
    }
}
