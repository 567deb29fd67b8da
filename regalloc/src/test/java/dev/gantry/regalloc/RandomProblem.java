package dev.gantry.regalloc;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes random problems from a seed: a control-flow graph with loops and split critical edges, SSA values that dominate their uses,
 * every kind of constraint. Constraints of one instruction are kept satisfiable for a register file of {@code regs} registers.
 */
final class RandomProblem {
    private final Random random;
    private final Problem p;
    private final int[] hwRegs;
    private final int floats;

    // Blocks of the graph: successors by block; edges get split where critical.
    private final List<List<Integer>> succs = new ArrayList<>();
    private int[] idom = new int[0];
    private final List<List<Integer>> params = new ArrayList<>();
    private final List<List<Integer>> defsOf = new ArrayList<>();
    private int[] clobberSets = new int[0];

    private RandomProblem(long seed, Problem p, int[] hwRegs, int floats) {
        this.random = new Random(seed);
        this.p = p;
        this.hwRegs = hwRegs;
        this.floats = floats;
    }

    /** Fills {@code p}; {@code hwRegs} are the integer registers, {@code floats} the number of float registers (from 0). */
    static void fill(Problem p, long seed, int[] hwRegs, int floats, int maxBlocks, int maxInsts) {
        p.clear();
        new RandomProblem(seed, p, hwRegs, floats).run(maxBlocks, maxInsts);
    }

    private void run(int maxBlocks, int maxInsts) {
        if (random.nextInt(4) == 0) {
            p.setSlotUnits(RegClass.FLOAT, 2);
        }
        clobberSets = new int[3];
        for (int i = 0; i < clobberSets.length; i++) {
            PRegSet set = PRegSet.EMPTY;
            for (int hw : hwRegs) {
                if (random.nextInt(i + 1) == 0) {
                    set = set.with(PReg.intReg(hw));
                }
            }
            for (int hw = 0; hw < floats; hw++) {
                set = set.with(PReg.floatReg(hw));
            }
            clobberSets[i] = p.addClobberSet(set);
        }
        graph(1 + random.nextInt(maxBlocks));
        dominators();
        int n = succs.size();
        for (int b = 0; b < n; b++) {
            params.add(new ArrayList<>());
            defsOf.add(new ArrayList<>());
            int count = b == 0 || predCount(b) == 0 || random.nextInt(2) == 0 ? 0 : random.nextInt(4);
            for (int i = 0; i < count; i++) {
                int v = newVReg();
                params.get(b).add(v);
                defsOf.get(b).add(v);
            }
        }
        // Defs are decided before uses so that arguments of back edges can name values of later blocks.
        int[][] planned = new int[n][];
        for (int b = 0; b < n; b++) {
            planned[b] = new int[random.nextInt(maxInsts) + (b == 0 ? 1 : 0)];
            for (int i = 0; i < planned[b].length; i++) {
                planned[b][i] = newVReg();
            }
        }
        for (int b = 0; b < n; b++) {
            emit(b, planned);
        }
        p.finish();
    }

    private int newVReg() {
        return p.newVReg(floats > 0 && random.nextInt(3) == 0 ? RegClass.FLOAT : RegClass.INT);
    }

    private int predCount(int b) {
        int count = 0;
        for (List<Integer> s : succs) {
            for (int t : s) {
                count += t == b ? 1 : 0;
            }
        }
        return count;
    }

    private void graph(int n) {
        for (int b = 0; b < n; b++) {
            List<Integer> list = new ArrayList<>();
            if (b + 1 < n) {
                list.add(b + 1);
                int extra = random.nextInt(5);
                if (extra >= 3) {
                    list.add(1 + random.nextInt(n - 1));
                }
                if (extra == 4 && random.nextBoolean()) {
                    list.add(1 + random.nextInt(n - 1));
                }
            }
            succs.add(list);
        }
        for (int b = 0; b < n; b++) {
            for (int i = 0; i < succs.get(b).size(); i++) {
                int t = succs.get(b).get(i);
                if (succs.get(b).size() > 1 && predCount(t) > 1) {
                    int split = succs.size();
                    List<Integer> list = new ArrayList<>();
                    list.add(t);
                    succs.add(list);
                    succs.get(b).set(i, split);
                }
            }
        }
    }

    /** Immediate dominators by plain iteration over sets; graphs are small. */
    private void dominators() {
        int n = succs.size();
        boolean[][] dom = new boolean[n][n];
        for (int b = 1; b < n; b++) {
            java.util.Arrays.fill(dom[b], true);
        }
        dom[0][0] = true;
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int b = 1; b < n; b++) {
                boolean[] meet = new boolean[n];
                java.util.Arrays.fill(meet, true);
                for (int s = 0; s < n; s++) {
                    if (succs.get(s).contains(b)) {
                        for (int d = 0; d < n; d++) {
                            meet[d] &= dom[s][d];
                        }
                    }
                }
                meet[b] = true;
                if (!java.util.Arrays.equals(meet, dom[b])) {
                    dom[b] = meet;
                    changed = true;
                }
            }
        }
        idom = new int[n];
        for (int b = 0; b < n; b++) {
            idom[b] = -1;
            for (int d = 0; d < n; d++) {
                if (d != b && dom[b][d] && (idom[b] < 0 || dom[d][idom[b]])) {
                    idom[b] = d;
                }
            }
        }
    }

    private int[][] planned = new int[0][];

    /** A value of class {@code cls} that is defined where {@code b} begins its instruction {@code done}, or -1. */
    private int value(int b, int done, int cls) {
        for (int attempt = 0; attempt < 8; attempt++) {
            int block = b;
            while (random.nextInt(3) == 0 && idom[block] >= 0) {
                block = idom[block];
            }
            int limit = block == b ? done : planned[block].length;
            int total = params.get(block).size() + limit;
            if (total == 0) {
                continue;
            }
            int back = random.nextInt(2) == 0 ? random.nextInt(Math.min(total, 6)) : random.nextInt(total);
            int i = total - 1 - back;
            int v = i < params.get(block).size()
                    ? params.get(block).get(i)
                    : planned[block][i - params.get(block).size()];
            if (p.vregClass(v) == cls) {
                return v;
            }
        }
        return -1;
    }

    private void emit(int b, int[][] allPlanned) {
        planned = allPlanned;
        p.loopDepth(random.nextInt(3));
        for (int v : params.get(b)) {
            p.blockParam(v);
        }
        int n = planned[b].length;
        boolean plainJump = succs.get(b).size() == 1;
        boolean lastDefines = succs.get(b).size() > 1 && n > 1 && random.nextBoolean();
        boolean tryCall = lastDefines && random.nextBoolean();
        for (int i = 0; i < n; i++) {
            if (tryCall && i == n - 1) {
                tryCall(b, i);
            } else {
                inst(b, i, lastDefines && i == n - 1 ? Problem.BRANCH : 0);
            }
        }
        if (lastDefines) {
            edges(b, n);
            p.endBlock();
            return;
        }
        if (plainJump || n == 0) {
            p.endInst(succs.get(b).isEmpty() ? Problem.RET : Problem.BRANCH, Problem.NO_CLOBBERS);
        } else {
            use(b, n);
            p.endInst(succs.get(b).isEmpty() ? Problem.RET : Problem.BRANCH, Problem.NO_CLOBBERS);
        }
        edges(b, n);
        p.endBlock();
    }

    private void edges(int b, int n) {
        for (int t : succs.get(b)) {
            p.successor(t);
            for (int param : params.get(t)) {
                p.branchArg(argument(b, n, p.vregClass(param)));
            }
        }
    }

    /** An argument must exist: entry defines one value of each class first (see {@link #inst}). */
    private int argument(int b, int done, int cls) {
        int v = value(b, done, cls);
        return v >= 0 ? v : seedValue(cls);
    }

    private int seedInt = -1;
    private int seedFloat = -1;

    private int seedValue(int cls) {
        if (seedInt < 0) {
            throw new IllegalStateException("entry block comes first");
        }
        return cls == RegClass.INT ? seedInt : seedFloat;
    }

    private void use(int b, int done) {
        int v = value(b, done, RegClass.INT);
        if (v >= 0) {
            p.operand(Operand.use(v, RegClass.INT, random.nextBoolean() ? Operand.REG : Operand.ANY));
        }
    }

    /** Ends the block as a call with exception handlers does: everything is clobbered, some fixed registers are defined. */
    private void tryCall(int b, int i) {
        fixedEarly = 0;
        regOperands = 0;
        for (int u = random.nextInt(4); u > 0; u--) {
            int v = value(b, i, RegClass.INT);
            if (v >= 0) {
                p.operand(Operand.use(v, RegClass.INT, useConstraint(RegClass.INT, true)));
            }
        }
        for (int u = random.nextInt(3); u > 0; u--) {
            int v = value(b, i, RegClass.INT);
            if (v >= 0) {
                p.operand(Operand.lateUse(v, RegClass.INT, Operand.STACK));
            }
        }
        int def = planned[b][i];
        p.operand(Operand.def(def, p.vregClass(def), Operand.fixed(p.vregClass(def) == RegClass.INT ? hwRegs[0] : 0)));
        p.operand(Operand.def(p.newVReg(RegClass.INT), RegClass.INT, Operand.fixed(hwRegs[2])));
        p.endInst(Problem.BRANCH, clobberSets[0]);
    }

    private int fixedEarly;
    private int fixedLate;
    private int regOperands;

    private void inst(int b, int i, int flags) {
        if (b == 0 && i == 0) {
            seedInt = p.newVReg(RegClass.INT);
            p.operand(Operand.def(seedInt, RegClass.INT, Operand.fixed(hwRegs[0])));
            if (floats > 0) {
                seedFloat = p.newVReg(RegClass.FLOAT);
                p.operand(Operand.def(seedFloat, RegClass.FLOAT, Operand.fixed(0)));
            }
            p.endInst(0, Problem.NO_CLOBBERS);
        }
        fixedEarly = 0;
        fixedLate = 0;
        regOperands = 0;
        int def = planned[b][i];
        int cls = p.vregClass(def);
        boolean call = random.nextInt(8) == 0;
        int before = p.operandCount();
        int uses = random.nextInt(call ? 4 : 3);
        int reuseIndex = -1;
        for (int u = 0; u < uses; u++) {
            int useClass = random.nextInt(4) == 0 && floats > 0 ? RegClass.FLOAT : RegClass.INT;
            int v = value(b, i, useClass);
            if (v < 0) {
                continue;
            }
            int constraint = useConstraint(useClass, call);
            if (constraint == Operand.REG && reuseIndex < 0 && useClass == cls && !call) {
                reuseIndex = p.operandCount() - before;
            }
            boolean late = constraint != Operand.STACK
                    && !call
                    && random.nextInt(6) == 0
                    && reuseIndex != p.operandCount() - before;
            if (late && constraint >= Operand.fixed(0)) {
                int hw = constraint & 63;
                if ((fixedLate >> hw & 1) != 0) {
                    late = false;
                } else if (useClass == RegClass.INT) {
                    fixedLate |= 1 << hw;
                }
                late &= useClass == RegClass.INT;
            }
            p.operand(Operand.of(v, useClass, Operand.USE, late ? Operand.LATE : Operand.EARLY, constraint));
        }
        p.operand(defOperand(def, cls, reuseIndex, call));
        if (!call && random.nextInt(10) == 0 && regOperands < hwRegs.length - 2) {
            p.operand(Operand.earlyDef(p.newVReg(RegClass.INT), RegClass.INT, Operand.REG));
        }
        p.endInst(flags, call ? clobberSets[random.nextInt(clobberSets.length)] : Problem.NO_CLOBBERS);
    }

    private int useConstraint(int cls, boolean call) {
        int kind = random.nextInt(8);
        if (cls == RegClass.INT && (kind == 0 || call)) {
            int hw = hwRegs[random.nextInt(hwRegs.length)];
            if ((fixedEarly >> hw & 1) == 0 && Integer.bitCount(fixedEarly) + regOperands < hwRegs.length - 2) {
                fixedEarly |= 1 << hw;
                return Operand.fixed(hw);
            }
        }
        if (kind == 1) {
            return Operand.STACK;
        }
        if (kind >= 4 && Integer.bitCount(fixedEarly) + regOperands < hwRegs.length - 2 && !call) {
            regOperands++;
            return kind == 4 && cls == RegClass.FLOAT && floats > 3 ? Operand.limit(floats - 1) : Operand.REG;
        }
        return Operand.ANY;
    }

    private int defOperand(int def, int cls, int reuseIndex, boolean call) {
        int kind = random.nextInt(8);
        if (!call && reuseIndex >= 0 && reuseIndex < 32 && random.nextBoolean()) {
            return Operand.def(def, cls, Operand.reuse(reuseIndex));
        }
        if (cls == RegClass.INT && kind <= 1) {
            int hw = hwRegs[random.nextInt(hwRegs.length)];
            if ((fixedLate >> hw & 1) == 0) {
                return Operand.def(def, cls, Operand.fixed(hw));
            }
        }
        if (kind == 2) {
            return Operand.def(def, cls, Operand.STACK);
        }
        if (kind == 3 || call) {
            return Operand.def(def, cls, Operand.ANY);
        }
        return Operand.def(def, cls, Operand.REG);
    }
}
