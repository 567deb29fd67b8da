package dev.gantry.regalloc.singlepass;

import dev.gantry.regalloc.MachineEnv;
import dev.gantry.regalloc.Operand;
import dev.gantry.regalloc.PReg;
import dev.gantry.regalloc.PRegSet;
import dev.gantry.regalloc.Problem;
import java.util.Arrays;

/**
 * Gives the busiest global vregs a home: one register for their whole life, so that nothing happens at block edges.
 *
 * <p>Vregs come in order of the loads and stores that a home saves, weighted by loop depth (as in priority-based colouring, Chow and
 * Hennessy 1990, without splitting). Each takes, among the registers in which no other home lives at the same time, the one that
 * costs least: a clobbering instruction in its life costs a reload if the register is clobbered there, an instruction that
 * names the register two moves, a block that has more homes than its local vregs leave room for some evictions; saved moves count
 * the other way. If even the best register costs more than it saves, the vreg stays in its slot.
 *
 * <p>Costs are only estimates: {@link BlockPass} handles every conflict, by borrowing the home.
 *
 * <p>Example: a loop without calls, followed by a call that a value v used in the loop outlives. v may well take a caller-saved home:
 * all it costs is one reload behind the call.
 */
final class Homes {
    /** Homes in one register and block looked at before the register counts as taken. */
    private static final int PROBE_LIMIT = 64;
    /** Fixed operands looked at for one vreg. */
    private static final int FIXED_LIMIT = 1024;
    /** Registers of a class that each block keeps for vregs of its own, at least. */
    private static final int RESERVE = 2;

    private final VRegs vregs;
    private final Prepass prepass;
    private final Liveness liveness;
    private final Affinities affinities = new Affinities();
    private Problem problem = new Problem();

    private long[] order = new long[0];
    /** By preg: first range of homes in each block, plus one. */
    private final int[][] occupants = new int[PReg.COUNT][];

    private int[] nextOccupant = new int[64];
    /** By class and block: homes living there, and how many there is room for. */
    private final int[][] homesIn = new int[3][0];

    private final int[][] room = new int[3][0];
    private final long[][] homeMask = new long[3][0];
    /** First range that goes on beyond the end of the block, plus one. */
    private int[] liveOut = new int[0];

    private int[] nextLiveOut = new int[64];
    /** Instructions without clobbers that have a fixed operand; by block where they begin. */
    private int[] fixedInsts = new int[16];

    private int[] fixedStart = new int[1];
    private final long[] score = new long[64];
    private final long[] clobbered = new long[3];
    private boolean usesClobbers;
    private int homes;
    /** By class: registers that are home to something in this function. */
    private final long[] used = new long[3];

    Homes(VRegs vregs, Prepass prepass) {
        this.vregs = vregs;
        this.prepass = prepass;
        this.liveness = new Liveness(vregs);
    }

    /** Number of homes given. */
    int count() {
        return homes;
    }

    void assign(Problem p, MachineEnv env) {
        problem = p;
        homes = 0;
        Arrays.fill(used, 0);
        int candidates = size();
        if (candidates == 0) {
            return;
        }
        liveness.begin(p);
        affinities.begin(p, vregs);
        survey(env);
        int n = 0;
        for (int v = 0; v < p.vregCount(); v++) {
            if (vregs.global[v]) {
                order[n++] = Math.min(liveness.weight[v], Long.MAX_VALUE >> 22) << 21 | Operand.MAX_VREGS - v;
            }
        }
        Arrays.sort(order, 0, n);
        for (int i = n - 1; i >= 0; i--) {
            candidate(Operand.MAX_VREGS - (int) (order[i] & Operand.MAX_VREGS), env);
        }
    }

    /** Makes the tables large enough; returns the number of global vregs. */
    private int size() {
        int candidates = 0;
        for (int v = 0; v < problem.vregCount(); v++) {
            candidates += vregs.global[v] ? 1 : 0;
        }
        int blocks = problem.blockCount();
        for (int c = 0; c < 3; c++) {
            if (homesIn[c].length < blocks) {
                homesIn[c] = new int[blocks];
                room[c] = new int[blocks];
                homeMask[c] = new long[blocks];
            }
            Arrays.fill(homeMask[c], 0, blocks, 0);
            Arrays.fill(homesIn[c], 0, blocks, 0);
        }
        if (liveOut.length < blocks) {
            liveOut = new int[blocks];
        }
        Arrays.fill(liveOut, 0, blocks, 0);
        for (int preg = 0; preg < PReg.COUNT; preg++) {
            int[] table = occupants[preg];
            if (table != null) {
                if (table.length < blocks) {
                    occupants[preg] = null;
                } else {
                    Arrays.fill(table, 0, blocks, 0);
                }
            }
        }
        if (order.length < candidates) {
            order = new long[candidates];
        }
        return candidates;
    }

    /** Finds the fixed operands, the clobbered registers, and how many local vregs each block has at a time. */
    private void survey(MachineEnv env) {
        Problem p = problem;
        int blocks = p.blockCount();
        usesClobbers = false;
        PRegSet all = PRegSet.EMPTY;
        for (int i = 1; i < p.clobberSetCount(); i++) {
            all = all.union(p.clobberSet(i));
        }
        for (int c = 0; c < 3; c++) {
            clobbered[c] = all.mask(c);
        }
        if (fixedStart.length < blocks + 1) {
            fixedStart = new int[Math.max(blocks + 1, fixedStart.length * 2)];
        }
        int fixed = 0;
        for (int b = 0; b < blocks; b++) {
            fixedStart[b] = fixed;
            for (int inst = p.blockStart(b); inst < p.blockEnd(b); inst++) {
                if (p.instClobbers(inst) != Problem.NO_CLOBBERS) {
                    usesClobbers = true;
                } else if (hasFixed(inst)) {
                    if (fixed == fixedInsts.length) {
                        fixedInsts = Arrays.copyOf(fixedInsts, fixed * 2);
                    }
                    fixedInsts[fixed++] = inst;
                }
            }
            for (int c = 0; c < 3; c++) {
                int registers = env.preferredCount(c) + env.nonPreferredCount(c);
                room[c][b] = registers - Math.max(RESERVE, prepass.pressure(c, b));
            }
        }
        fixedStart[blocks] = fixed;
    }

    private boolean hasFixed(int inst) {
        for (int k = problem.operandStart(inst); k < problem.operandEnd(inst); k++) {
            if (Operand.isFixed(problem.operandAt(k))) {
                return true;
            }
        }
        return false;
    }

    // ---- One vreg ----

    private void candidate(int v, MachineEnv env) {
        int first = liveness.rangeCount();
        if (!liveness.walk(v)) {
            return;
        }
        int last = liveness.rangeCount();
        int c = problem.vregClass(v);
        Arrays.fill(score, 0);
        affinities.score(v, c, vregs, score);
        long calls = 0;
        long crowding = 0;
        int looked = 0;
        for (int r = first; r < last; r++) {
            int b = liveness.rangeBlock[r];
            long frequency = Liveness.frequency(problem, b);
            calls += usesClobbers ? callsIn(r) * frequency : 0;
            if (homesIn[c][b] >= room[c][b]) {
                crowding += 2 * frequency;
            }
            if (looked < FIXED_LIMIT) {
                looked += scoreFixed(v, r, frequency);
            }
        }
        long callCost = calls == 0 ? 0 : calls + Liveness.frequency(problem, vregs.defBlock[v]);
        int home = best(c, env, first, last, callCost, liveness.weight[v] - crowding);
        if (home == PReg.NONE) {
            liveness.dropRanges(first);
        } else {
            settle(v, home, first, last);
        }
    }

    /** Clobbering instructions that the range lives through. */
    private int callsIn(int r) {
        int b = liveness.rangeBlock[r];
        int from = Math.max((liveness.rangeFrom[r] + 2) >> 1, problem.blockStart(b));
        int to = Math.min((liveness.rangeTo[r] + 1) >> 1, problem.blockEnd(b));
        return to <= from ? 0 : prepass.callsBefore(to) - prepass.callsBefore(from);
    }

    /** Takes off the score what fixed operands of others cost within the range; returns how many were looked at. */
    private int scoreFixed(int v, int r, long frequency) {
        int b = liveness.rangeBlock[r];
        int c = problem.vregClass(v);
        int looked = 0;
        for (int i = fixedStart[b]; i < fixedStart[b + 1] && looked < FIXED_LIMIT; i++) {
            int inst = fixedInsts[i];
            looked++;
            if (2 * inst + 1 < liveness.rangeFrom[r] || 2 * inst > liveness.rangeTo[r]) {
                continue;
            }
            for (int k = problem.operandStart(inst); k < problem.operandEnd(inst); k++) {
                int op = problem.operandAt(k);
                if (!Operand.isFixed(op) || Operand.regClass(op) != c || Operand.vreg(op) == v) {
                    continue;
                }
                boolean lateOnly = Operand.isDef(op) && Operand.isLate(op);
                int from = 2 * inst + (lateOnly ? 1 : 0);
                int to = 2 * inst + (lateOnly || Operand.isLate(op) || Operand.isDef(op) ? 1 : 0);
                if (from <= liveness.rangeTo[r] && to >= liveness.rangeFrom[r]) {
                    score[Operand.fixedPReg(op) & 63] -= 2 * frequency;
                }
            }
        }
        return looked;
    }

    /** The free register with the best score, if that together with {@code gain} saves anything; else {@link PReg#NONE}. */
    private int best(int c, MachineEnv env, int first, int last, long callCost, long gain) {
        int best = PReg.NONE;
        long bestScore = -gain;
        int preferred = env.preferredCount(c);
        int total = preferred + env.nonPreferredCount(c);
        for (int i = 0; i < total; i++) {
            int preg = i < preferred ? env.preferred(c, i) : env.nonPreferred(c, i - preferred);
            long s = score[preg & 63];
            if ((clobbered[c] >>> preg & 1) != 0) {
                s -= callCost;
            }
            if (i >= preferred && (used[c] >>> preg & 1) == 0) {
                s -= 2;
            }
            if (s > bestScore && isFree(preg, first, last)) {
                best = preg;
                bestScore = s;
            }
        }
        return best;
    }

    /** Whether no home in {@code preg} overlaps the ranges from {@code first} to {@code last}. */
    private boolean isFree(int preg, int first, int last) {
        int[] table = occupants[preg];
        if (table == null) {
            return true;
        }
        for (int r = first; r < last; r++) {
            int probes = 0;
            for (int o = table[liveness.rangeBlock[r]] - 1; o >= 0; o = nextOccupant[o] - 1) {
                if (liveness.rangeFrom[r] <= liveness.rangeTo[o] && liveness.rangeFrom[o] <= liveness.rangeTo[r]
                        || ++probes > PROBE_LIMIT) {
                    return false;
                }
            }
        }
        return true;
    }

    private void settle(int v, int home, int first, int last) {
        int c = home >> 6;
        vregs.home[v] = home;
        homes++;
        used[c] |= 1L << home;
        if (nextOccupant.length < last) {
            int size = Math.max(last, nextOccupant.length * 2);
            nextOccupant = Arrays.copyOf(nextOccupant, size);
            nextLiveOut = Arrays.copyOf(nextLiveOut, size);
        }
        int[] table = occupants[home];
        if (table == null) {
            table = new int[problem.blockCount()];
            occupants[home] = table;
        }
        for (int r = first; r < last; r++) {
            int b = liveness.rangeBlock[r];
            nextOccupant[r] = table[b];
            table[b] = r + 1;
            homesIn[c][b]++;
            homeMask[c][b] |= 1L << home;
            if (liveness.rangeTo[r] == 2 * problem.blockEnd(b)) {
                nextLiveOut[r] = liveOut[b];
                liveOut[b] = r + 1;
            }
        }
    }

    // ---- For the passes ----

    /** Puts all homes that are live at the bottom of {@code block} into {@code regs}. */
    void enterBottom(int block, RegState regs) {
        if (homes == 0) {
            return;
        }
        for (int r = liveOut[block] - 1; r >= 0; r = nextLiveOut[r] - 1) {
            int v = liveness.rangeVReg[r];
            regs.occupy(vregs.home[v], v);
        }
        for (int c = 0; c < 3; c++) {
            regs.homesHere[c] = homeMask[c][block];
        }
    }
}
