package dev.gantry.codegen.machinst;

import dev.gantry.regalloc.Operand;
import dev.gantry.regalloc.Problem;
import dev.gantry.regalloc.RegClass;

/** Hands a function's operands, blocks and edges to the register allocator. */
final class OperandCollector extends OperandVisitor {
    private final Problem problem;
    private final VCode vcode;
    private int count;
    private int clobbers;

    OperandCollector(Problem problem, VCode vcode) {
        this.problem = problem;
        this.vcode = vcode;
    }

    /** Fills the problem with the whole function. */
    void collect(ClobberSets clobberSets, int[] loopDepths) {
        problem.clear();
        problem.setSlotUnits(RegClass.FLOAT, vcode.hasWideFloats() ? 2 : 1);
        for (int vreg = 0, n = vcode.vregCount(); vreg < n; vreg++) {
            problem.newVReg(vcode.vregClass(vreg));
        }
        for (int i = 0; i < clobberSets.count(); i++) {
            problem.addClobberSet(clobberSets.set(i));
        }
        for (int block = 0; block < vcode.blockCount(); block++) {
            for (int i = vcode.paramStart(block); i < vcode.paramEnd(block); i++) {
                problem.blockParam(vcode.param(i));
            }
            for (int i = vcode.blockStart(block); i < vcode.blockEnd(block); i++) {
                collect(vcode.inst(i));
            }
            collectEdges(block);
            problem.loopDepth(loopDepths[block]);
            problem.endBlock();
        }
        problem.finish();
    }

    private void collect(MachInst inst) {
        count = 0;
        clobbers = Problem.NO_CLOBBERS;
        inst.operands(this);
        int flags =
                switch (inst.flow()) {
                    case NEXT -> 0;
                    case BRANCH -> Problem.BRANCH;
                    case EXIT -> Problem.RET;
                };
        problem.endInst(flags, clobbers);
    }

    private void collectEdges(int block) {
        for (int edge = vcode.succStart(block); edge < vcode.succEnd(block); edge++) {
            problem.successor(vcode.succ(edge));
            for (int i = vcode.argStart(edge); i < vcode.argEnd(edge); i++) {
                problem.branchArg(vcode.arg(i));
            }
        }
    }

    private int add(int reg, int kind, int position, int constraint) {
        if (!Reg.isVirtual(reg)) {
            return reg;
        }
        int vreg = vcode.resolve(reg);
        problem.operand(Operand.of(vreg, vcode.vregClass(vreg), kind, position, constraint));
        count++;
        return vreg;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public int use(int reg) {
        return add(reg, Operand.USE, Operand.EARLY, Operand.REG);
    }

    @Override
    public int useAny(int reg) {
        return add(reg, Operand.USE, Operand.EARLY, Operand.ANY);
    }

    @Override
    public int useAnyWide(int reg) {
        return add(reg, Operand.USE, Operand.EARLY, vcode.hasWideFloats() ? Operand.ANY : Operand.REG);
    }

    @Override
    public int useStack(int reg) {
        return add(reg, Operand.USE, Operand.LATE, Operand.STACK);
    }

    @Override
    public int useLate(int reg) {
        return add(reg, Operand.USE, Operand.LATE, Operand.REG);
    }

    @Override
    public int useFixed(int reg, int preg) {
        return add(reg, Operand.USE, Operand.EARLY, Operand.fixed(preg));
    }

    @Override
    public int def(int reg) {
        return add(reg, Operand.DEF, Operand.LATE, Operand.REG);
    }

    @Override
    public int defEarly(int reg) {
        return add(reg, Operand.DEF, Operand.EARLY, Operand.REG);
    }

    @Override
    public int defFixed(int reg, int preg) {
        return add(reg, Operand.DEF, Operand.LATE, Operand.fixed(preg));
    }

    @Override
    public int defFixedEarly(int reg, int preg) {
        return add(reg, Operand.DEF, Operand.EARLY, Operand.fixed(preg));
    }

    @Override
    public int defReuse(int reg, int input) {
        return add(reg, Operand.DEF, Operand.LATE, Operand.reuse(input));
    }

    @Override
    public void clobbers(int set) {
        clobbers = set + 1;
    }
}
