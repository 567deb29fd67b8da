package dev.gantry.regalloc.singlepass;

import dev.gantry.regalloc.Operand;
import dev.gantry.regalloc.Problem;
import dev.gantry.regalloc.RegallocException;
import java.util.Arrays;

/**
 * Facts found in one forward walk before the backward pass: defs, which vregs are needed outside the block of their def, the mention
 * above each operand, calls before each instruction, hints, and a post-order of the blocks.
 */
final class Prepass {
    private final VRegs vregs;
    private Problem problem = new Problem();

    /** By operand: instruction above it in the same block that mentions the vreg; -1: none. */
    private int[] above = new int[0];
    /** By instruction: instructions before it that clobber something. */
    private int[] callsBefore = new int[0];

    /** By class and block: most vregs of the block alone that are live at a time. */
    private final int[][] pressure = new int[3][0];

    private final int[] live = new int[3];
    private int[] lastMention = new int[0];
    private int[] postOrder = new int[0];
    private int[] nextSucc = new int[0];
    private int[] stack = new int[0];
    private boolean[] seen = new boolean[0];

    Prepass(VRegs vregs) {
        this.vregs = vregs;
    }

    void run(Problem p) {
        problem = p;
        size();
        defs();
        mentions();
        order();
        pressures();
    }

    /** Block number {@code i} in an order in which all uses of a vreg come before its def; unreachable blocks come last. */
    int block(int i) {
        return postOrder[i];
    }

    /** See {@link #above}. */
    int above(int operandIndex) {
        return above[operandIndex];
    }

    /** Whether {@code v}, live above {@code inst} in its block, lives through a clobbering instruction there. */
    boolean callAbove(int inst, VRegs table, int v) {
        int def = table.defInst[v];
        return def >= 0 && def < inst && callsBefore[inst] - callsBefore[def + 1] > 0;
    }

    /** Instructions with clobbers before {@code inst}. */
    int callsBefore(int inst) {
        return callsBefore[inst];
    }

    /** Most vregs of class {@code cls} that live in {@code block} alone at a time. */
    int pressure(int cls, int block) {
        return pressure[cls][block];
    }

    private void size() {
        int operands = problem.operandCount();
        int insts = problem.instCount();
        int blocks = problem.blockCount();
        int n = problem.vregCount();
        if (above.length < operands) {
            above = new int[Math.max(operands, above.length * 2)];
        }
        if (callsBefore.length < insts + 1) {
            callsBefore = new int[Math.max(insts + 1, callsBefore.length * 2)];
        }
        if (postOrder.length < blocks) {
            int size = Math.max(blocks, postOrder.length * 2);
            postOrder = new int[size];
            nextSucc = new int[size];
            stack = new int[size];
            seen = new boolean[size];
        }
        for (int c = 0; c < 3; c++) {
            if (pressure[c].length < blocks) {
                pressure[c] = new int[Math.max(blocks, pressure[c].length * 2)];
            }
            Arrays.fill(pressure[c], 0, blocks, 0);
        }
        if (lastMention.length < n) {
            lastMention = new int[Math.max(n, lastMention.length * 2)];
        }
        Arrays.fill(lastMention, 0, n, -1);
        Arrays.fill(seen, 0, blocks, false);
        Arrays.fill(nextSucc, 0, blocks, 0);
    }

    private void defs() {
        Problem p = problem;
        int calls = 0;
        for (int b = 0; b < p.blockCount(); b++) {
            int start = p.blockStart(b);
            for (int i = 0; i < p.paramCount(b); i++) {
                int v = p.param(b, i);
                define(v, b, start);
                vregs.param[v] = true;
                vregs.global[v] = p.predCount(b) != 1;
            }
            for (int inst = start; inst < p.blockEnd(b); inst++) {
                callsBefore[inst] = calls;
                if (p.instClobbers(inst) != Problem.NO_CLOBBERS) {
                    calls++;
                }
                for (int k = p.operandStart(inst); k < p.operandEnd(inst); k++) {
                    int op = p.operandAt(k);
                    if (Operand.isDef(op)) {
                        int v = Operand.vreg(op);
                        define(v, b, inst);
                        if (Operand.isFixed(op)) {
                            vregs.hint[v] = Operand.fixedPReg(op);
                        }
                    }
                }
            }
        }
        callsBefore[p.instCount()] = calls;
    }

    private void define(int v, int block, int inst) {
        if (vregs.defBlock[v] >= 0) {
            throw new RegallocException(
                    "v" + v + " is defined twice, at instructions " + vregs.defInst[v] + " and " + inst, "");
        }
        vregs.defBlock[v] = block;
        vregs.defInst[v] = inst;
    }

    private void mentions() {
        Problem p = problem;
        for (int b = 0; b < p.blockCount(); b++) {
            for (int i = 0; i < p.paramCount(b); i++) {
                int v = p.param(b, i);
                lastMention[v] = vregs.global[v] ? -1 : p.blockStart(b);
            }
            for (int inst = p.blockStart(b); inst < p.blockEnd(b); inst++) {
                mention(b, inst);
            }
            boolean leavesHere = p.succCount(b) == 1 && p.predCount(p.succ(b, 0)) != 1;
            for (int i = 0; i < p.succCount(b); i++) {
                int edge = p.edge(b, i);
                for (int a = 0; a < p.argCount(edge); a++) {
                    int v = p.arg(edge, a);
                    if (!leavesHere || vregs.defBlock[v] != b) {
                        vregs.global[v] = true;
                    }
                }
            }
        }
    }

    private void mention(int block, int inst) {
        Problem p = problem;
        int first = p.operandStart(inst);
        int last = p.operandEnd(inst);
        int start = p.blockStart(block);
        for (int k = first; k < last; k++) {
            int op = p.operandAt(k);
            int v = Operand.vreg(op);
            int mention = lastMention[v];
            above[k] = mention >= start ? mention : -1;
            if (vregs.defBlock[v] != block) {
                vregs.global[v] = true;
            }
        }
        for (int k = first; k < last; k++) {
            lastMention[Operand.vreg(p.operandAt(k))] = inst;
        }
    }

    /** Counts live local vregs backwards through each block; the last mention of a local vreg makes it live, its def ends it. */
    private void pressures() {
        Problem p = problem;
        for (int b = 0; b < p.blockCount(); b++) {
            Arrays.fill(live, 0);
            for (int inst = p.blockEnd(b) - 1; inst >= p.blockStart(b); inst--) {
                for (int k = p.operandStart(inst); k < p.operandEnd(inst); k++) {
                    int op = p.operandAt(k);
                    int v = Operand.vreg(op);
                    if (!vregs.global[v] && lastMention[v] == inst) {
                        lastMention[v] = -1;
                        live[Operand.regClass(op)]++;
                    }
                }
                for (int c = 0; c < 3; c++) {
                    pressure[c][b] = Math.max(pressure[c][b], live[c]);
                }
                for (int k = p.operandStart(inst); k < p.operandEnd(inst); k++) {
                    int op = p.operandAt(k);
                    if (Operand.isDef(op) && !vregs.global[Operand.vreg(op)]) {
                        live[Operand.regClass(op)]--;
                    }
                }
            }
        }
    }

    /** Depth-first search with a stack of its own; a block is numbered when its successors are done. */
    private void order() {
        Problem p = problem;
        int n = p.blockCount();
        int done = 0;
        int unreachable = n;
        int top = 0;
        if (n == 0) {
            return;
        }
        stack[top++] = 0;
        seen[0] = true;
        while (top > 0) {
            int b = stack[top - 1];
            if (nextSucc[b] < p.succCount(b)) {
                int s = p.succ(b, nextSucc[b]++);
                if (!seen[s]) {
                    seen[s] = true;
                    stack[top++] = s;
                }
            } else {
                top--;
                postOrder[done++] = b;
            }
        }
        for (int b = 0; b < n && done < unreachable; b++) {
            if (!seen[b]) {
                postOrder[--unreachable] = b;
            }
        }
    }
}
