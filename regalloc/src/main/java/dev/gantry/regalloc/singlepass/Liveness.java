package dev.gantry.regalloc.singlepass;

import dev.gantry.regalloc.Operand;
import dev.gantry.regalloc.Problem;
import java.util.Arrays;

/**
 * Where global vregs live: for one vreg at a time, a range in each block it is live in.
 *
 * <p>Method: from each use upwards to the def, over predecessors, visiting each block once (SSA makes every way up end at the def). The
 * work is the size of the result; a budget bounds it, and a vreg that would exceed it has no ranges (it then has no home either).
 *
 * <p>Points: {@code 2i} early, {@code 2i+1} late half of instruction i. A range that comes from a predecessor begins at
 * {@code 2*first-1}, one that goes on into a successor ends at {@code 2*end}. So ranges that touch do not overlap, and an early last
 * use and a late def of one instruction share a register.
 *
 * <p>Example: v defined by instruction 3 of block 0 (0..4), last used early by instruction 6 of block 1 (5..8) has the ranges block 0
 * [7, 10] and block 1 [9, 12].
 */
final class Liveness {
    private static final int NONE = -1;
    /** Ranges found per instruction and block of the function before the budget is spent. */
    private static final int BUDGET_FACTOR = 24;

    private static final int BUDGET_BASE = 100_000;

    private Problem problem = new Problem();
    private final VRegs vregs;

    // Uses by vreg: a linked list of (block, point), one entry per block in which it is used.
    private int[] useHead = new int[0];
    private int[] useNext = new int[64];
    private int[] useBlock = new int[64];
    private int[] usePoint = new int[64];
    private int useCount;
    private int[] defPoint = new int[0];
    /** Sum of the frequencies of the blocks of all mentions. */
    long[] weight = new long[0];

    /** By block: range of the vreg being walked, valid if the stamp is the vreg's. */
    private int[] rangeOf = new int[0];

    private int[] stamp = new int[0];
    private int[] work = new int[16];

    int[] rangeBlock = new int[64];
    int[] rangeFrom = new int[64];
    int[] rangeTo = new int[64];
    int[] rangeVReg = new int[64];
    private int rangeCount;
    private int budget;

    Liveness(VRegs vregs) {
        this.vregs = vregs;
    }

    /** Relative frequency of a block: times eight per loop, up to nine loops. */
    static long frequency(Problem problem, int block) {
        return 1L << 3 * Math.min(problem.blockDepth(block), 9);
    }

    void begin(Problem p) {
        problem = p;
        int n = p.vregCount();
        int blocks = p.blockCount();
        if (useHead.length < n) {
            int size = Math.max(n, useHead.length * 2);
            useHead = new int[size];
            defPoint = new int[size];
            weight = new long[size];
        }
        if (rangeOf.length < blocks) {
            int size = Math.max(blocks, rangeOf.length * 2);
            rangeOf = new int[size];
            stamp = new int[size];
        }
        Arrays.fill(useHead, 0, n, NONE);
        Arrays.fill(weight, 0, n, 0);
        Arrays.fill(stamp, 0, blocks, NONE);
        useCount = 0;
        rangeCount = 0;
        budget = (int) Math.min(Integer.MAX_VALUE / 8, (long) BUDGET_FACTOR * (p.instCount() + blocks) + BUDGET_BASE);
        for (int b = 0; b < blocks; b++) {
            block(b);
        }
    }

    private void block(int b) {
        Problem p = problem;
        long frequency = frequency(p, b);
        for (int i = 0; i < p.paramCount(b); i++) {
            int v = p.param(b, i);
            defPoint[v] = 2 * p.blockStart(b);
            weight[v] += frequency;
        }
        int first = p.operandStart(p.blockStart(b));
        int inst = p.blockStart(b);
        int end = p.operandEnd(p.blockEnd(b) - 1);
        for (int k = first; k < end; k++) {
            while (k >= p.operandEnd(inst)) {
                inst++;
            }
            int op = p.operandAt(k);
            int v = Operand.vreg(op);
            if (!vregs.global[v]) {
                continue;
            }
            int point = 2 * inst + (Operand.isLate(op) ? 1 : 0);
            weight[v] += frequency;
            if (Operand.isDef(op)) {
                defPoint[v] = point;
            } else {
                use(v, b, point);
            }
        }
        for (int i = 0; i < p.succCount(b); i++) {
            int target = p.succ(b, i);
            boolean atHead = p.predCount(target) == 1;
            int edge = p.edge(b, i);
            for (int a = 0; a < p.argCount(edge); a++) {
                int v = p.arg(edge, a);
                if (vregs.global[v]) {
                    use(v, atHead ? target : b, atHead ? 2 * p.blockStart(target) - 1 : 2 * (p.blockEnd(b) - 1));
                    weight[v] += frequency;
                }
            }
        }
    }

    /** Notes a use; points within one block come in ascending order, but for uses at the head of a block. */
    private void use(int v, int block, int point) {
        int last = useHead[v];
        if (last != NONE && useBlock[last] == block) {
            usePoint[last] = Math.max(usePoint[last], point);
            return;
        }
        if (useCount == useNext.length) {
            useNext = Arrays.copyOf(useNext, useCount * 2);
            useBlock = Arrays.copyOf(useBlock, useCount * 2);
            usePoint = Arrays.copyOf(usePoint, useCount * 2);
        }
        useNext[useCount] = last;
        useBlock[useCount] = block;
        usePoint[useCount] = point;
        useHead[v] = useCount++;
    }

    /** Number of ranges so far; those of a vreg lie together. */
    int rangeCount() {
        return rangeCount;
    }

    /** Drops the ranges from {@code count} on. */
    void dropRanges(int count) {
        rangeCount = count;
    }

    /** Appends the ranges of {@code v}; false, and none appended, if the budget does not allow it. */
    boolean walk(int v) {
        int first = rangeCount;
        boolean done = vregs.defBlock[v] >= 0 && walkUses(v, first + budget);
        budget -= rangeCount - first;
        if (!done) {
            rangeCount = first;
        }
        return done;
    }

    private boolean walkUses(int v, int limit) {
        int defBlock = vregs.defBlock[v];
        range(defBlock, v, defPoint[v], defPoint[v]);
        for (int u = useHead[v]; u != NONE; u = useNext[u]) {
            int b = useBlock[u];
            if (stamp[b] == v) {
                if (usePoint[u] < rangeFrom[rangeOf[b]]) {
                    return false;
                }
                rangeTo[rangeOf[b]] = Math.max(rangeTo[rangeOf[b]], usePoint[u]);
            } else {
                range(b, v, 2 * problem.blockStart(b) - 1, usePoint[u]);
                if (!walkUp(b, v, limit)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Makes {@code v} live at the end of all blocks from which block {@code from} is reached without passing the def. */
    private boolean walkUp(int from, int v, int limit) {
        int top = 0;
        work[top++] = from;
        while (top > 0) {
            int b = work[--top];
            for (int i = 0, n = problem.predCount(b); i < n; i++) {
                int pred = problem.pred(b, i);
                int out = 2 * problem.blockEnd(pred);
                if (stamp[pred] == v) {
                    rangeTo[rangeOf[pred]] = out;
                    continue;
                }
                if (rangeCount >= limit) {
                    return false;
                }
                range(pred, v, 2 * problem.blockStart(pred) - 1, out);
                if (top == work.length) {
                    work = Arrays.copyOf(work, top * 2);
                }
                work[top++] = pred;
            }
        }
        return true;
    }

    private void range(int block, int v, int from, int to) {
        if (rangeCount == rangeBlock.length) {
            int size = rangeCount * 2;
            rangeBlock = Arrays.copyOf(rangeBlock, size);
            rangeFrom = Arrays.copyOf(rangeFrom, size);
            rangeTo = Arrays.copyOf(rangeTo, size);
            rangeVReg = Arrays.copyOf(rangeVReg, size);
        }
        rangeBlock[rangeCount] = block;
        rangeFrom[rangeCount] = from;
        rangeTo[rangeCount] = to;
        rangeVReg[rangeCount] = v;
        stamp[block] = v;
        rangeOf[block] = rangeCount++;
    }
}
