package dev.gantry.regalloc.singlepass;

import dev.gantry.regalloc.Allocation;
import dev.gantry.regalloc.MachineEnv;
import dev.gantry.regalloc.PReg;
import dev.gantry.regalloc.Problem;

/**
 * What happens at the two ends of a block. Across an edge every vreg is in its home, or in its slot if it has none; so is a parameter
 * of a block with several predecessors. A parameter of a block with one predecessor is written at the block's head, to wherever the
 * block wants it.
 */
final class BlockEdges {
    private final VRegs vregs;
    private final RegState regs;
    private final MoveResolver moves;
    private final Prepass prepass;
    private Problem problem = new Problem();

    BlockEdges(VRegs vregs, RegState regs, Prepass prepass) {
        this.vregs = vregs;
        this.regs = regs;
        this.prepass = prepass;
        this.moves = new MoveResolver(vregs);
    }

    void begin(Problem p, MachineEnv env) {
        problem = p;
        moves.begin(env, p);
    }

    /** At the bottom of block {@code b}: moves the arguments to the parameters of a successor that has other predecessors too. */
    void leave(int b, EditStream edits) {
        if (problem.succCount(b) != 1 || problem.predCount(problem.succ(b, 0)) == 1) {
            return;
        }
        int target = problem.succ(b, 0);
        int edge = problem.edge(b, 0);
        int n = problem.argCount(edge);
        if (n == 0) {
            return;
        }
        for (int i = 0; i < n; i++) {
            int v = problem.arg(edge, i);
            int home = vregs.home[v];
            if (home != PReg.NONE && vregs.reg[v] == PReg.NONE) {
                regs.occupy(home, v);
            }
        }
        for (int i = 0; i < n; i++) {
            int v = problem.arg(edge, i);
            int to = settled(problem.param(target, i));
            moves.add(source(b, v, to), to, problem.vregClass(v));
        }
        for (int c = 0; c < 3; c++) {
            moves.setFree(c, regs.allocatable[c] & ~regs.occupied[c]);
        }
        moves.resolve();
        edits.add(2 * (problem.blockEnd(b) - 1), moves);
    }

    /** Where {@code v} is at the bottom of block {@code b}; if it is nowhere yet, where the move goes to is best. */
    private int source(int b, int v, int to) {
        if (vregs.reg[v] != PReg.NONE) {
            return Allocation.reg(vregs.reg[v]);
        }
        boolean outside = vregs.defBlock[v] != b || vregs.param[v] && vregs.global[v];
        if (outside) {
            return Allocation.stack(vregs.ensureSlot(v));
        }
        int last = problem.blockEnd(b) - 1;
        int preg = PReg.NONE;
        if (Allocation.isReg(to) && regs.vregIn[Allocation.preg(to)] < 0) {
            preg = Allocation.preg(to);
        } else {
            preg = regs.pick(problem.vregClass(v), -1L, vregs.hint[v], prepass.callAbove(last, vregs, v));
        }
        if (preg == PReg.NONE) {
            return Allocation.stack(vregs.ensureSlot(v));
        }
        regs.occupy(preg, v);
        vregs.above[v] = vregs.defInst[v];
        return Allocation.reg(preg);
    }

    /** The place of a vreg across edges. */
    private int settled(int v) {
        int home = vregs.home[v];
        return home != PReg.NONE ? Allocation.reg(home) : Allocation.stack(vregs.ensureSlot(v));
    }

    /** At the top of block {@code b}: brings parameters to where the block expects them. */
    void enter(int b, EditStream edits) {
        int n = problem.paramCount(b);
        if (n == 0) {
            return;
        }
        if (problem.predCount(b) == 1) {
            enterFrom(problem.pred(b, 0), b);
        } else {
            for (int i = 0; i < n; i++) {
                int v = problem.param(b, i);
                if (vregs.home[v] != PReg.NONE && vregs.slot[v] != VRegs.NO_SLOT) {
                    moves.add(Allocation.reg(vregs.home[v]), Allocation.stack(vregs.slot[v]), problem.vregClass(v));
                }
            }
        }
        if (moves.size() > 0) {
            for (int c = 0; c < 3; c++) {
                moves.setFree(c, regs.allocatable[c] & ~regs.occupied[c]);
            }
            moves.resolve();
            edits.add(2 * problem.blockStart(b), moves);
        }
        for (int i = 0; i < n; i++) {
            int v = problem.param(b, i);
            if (!vregs.global[v] && vregs.slot[v] != VRegs.NO_SLOT) {
                vregs.freeSlot(vregs.slot[v], problem.slotUnits(problem.vregClass(v)));
            }
        }
    }

    private void enterFrom(int pred, int b) {
        int e = 0;
        while (problem.succ(pred, e) != b) {
            e++;
        }
        int edge = problem.edge(pred, e);
        for (int i = 0; i < problem.paramCount(b); i++) {
            int param = problem.param(b, i);
            int c = problem.vregClass(param);
            int preg = vregs.reg[param];
            int slot = vregs.slot[param];
            if (preg == PReg.NONE && slot == VRegs.NO_SLOT) {
                continue;
            }
            int from = settled(problem.arg(edge, i));
            if (preg != PReg.NONE) {
                moves.add(from, Allocation.reg(preg), c);
            }
            if (slot != VRegs.NO_SLOT) {
                moves.add(from, Allocation.stack(slot), c);
            }
        }
    }
}
