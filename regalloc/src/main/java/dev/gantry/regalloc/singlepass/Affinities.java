package dev.gantry.regalloc.singlepass;

import dev.gantry.regalloc.Operand;
import dev.gantry.regalloc.Problem;
import java.util.Arrays;

/**
 * Which registers would save a vreg a move: those it is fixed to, and the homes of vregs that it is copied from or to (arguments and
 * parameters, inputs that a def reuses). A linked list per vreg.
 */
final class Affinities {
    private static final int NONE = -1;
    /** Entries looked at for one vreg. */
    private static final int LIMIT = 48;

    private int[] head = new int[0];
    private int[] next = new int[64];
    /** Another vreg, or {@code ~preg}. */
    private int[] other = new int[64];

    private long[] gain = new long[64];
    private int count;

    void begin(Problem p, VRegs vregs) {
        int n = p.vregCount();
        if (head.length < n) {
            head = new int[Math.max(n, head.length * 2)];
        }
        Arrays.fill(head, 0, n, NONE);
        count = 0;
        for (int b = 0; b < p.blockCount(); b++) {
            long frequency = Liveness.frequency(p, b);
            for (int inst = p.blockStart(b); inst < p.blockEnd(b); inst++) {
                instruction(p, vregs, inst, frequency);
            }
            for (int i = 0; i < p.succCount(b); i++) {
                int edge = p.edge(b, i);
                for (int a = 0; a < p.argCount(edge); a++) {
                    pair(vregs, p.param(p.succ(b, i), a), p.arg(edge, a), frequency);
                }
            }
        }
    }

    private void instruction(Problem p, VRegs vregs, int inst, long frequency) {
        int first = p.operandStart(inst);
        for (int k = first; k < p.operandEnd(inst); k++) {
            int op = p.operandAt(k);
            if (Operand.isFixed(op)) {
                if (vregs.global[Operand.vreg(op)]) {
                    add(Operand.vreg(op), ~Operand.fixedPReg(op), frequency);
                }
            } else if (Operand.isReuse(op)) {
                pair(vregs, Operand.vreg(op), Operand.vreg(p.operandAt(first + Operand.reuseIndex(op))), frequency);
            }
        }
    }

    private void pair(VRegs vregs, int v, int w, long frequency) {
        if (vregs.global[v] && vregs.global[w]) {
            add(v, w, frequency);
            add(w, v, frequency);
        }
    }

    private void add(int v, int what, long frequency) {
        if (count == next.length) {
            next = Arrays.copyOf(next, count * 2);
            other = Arrays.copyOf(other, count * 2);
            gain = Arrays.copyOf(gain, count * 2);
        }
        next[count] = head[v];
        other[count] = what;
        gain[count] = frequency;
        head[v] = count++;
    }

    /** Adds to {@code score}, by hardware number of the class, what each register would save {@code v}. */
    void score(int v, int regClass, VRegs vregs, long[] score) {
        int seen = 0;
        for (int i = head[v]; i != NONE && seen < LIMIT; i = next[i]) {
            seen++;
            int preg = other[i] < 0 ? ~other[i] : vregs.home[other[i]];
            if (preg >= 0 && preg >> 6 == regClass) {
                score[preg & 63] += gain[i];
            }
        }
    }
}
