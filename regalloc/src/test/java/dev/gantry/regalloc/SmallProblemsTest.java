package dev.gantry.regalloc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.regalloc.singlepass.SinglePass;
import org.junit.jupiter.api.Test;

/** Small problems whose allocation can be stated. */
class SmallProblemsTest {
    private final Problem problem = new Problem();
    private final Result result = new Result();
    private final MachineEnv env = AllocatorFuzz.small(false);

    private void allocate() {
        problem.finish();
        new SinglePass().allocate(problem, env, result);
        Checker.check(problem, env, result);
    }

    private int vreg() {
        return problem.newVReg(RegClass.INT);
    }

    private void inst(int flags, int... operands) {
        for (int op : operands) {
            problem.operand(op);
        }
        problem.endInst(flags, Problem.NO_CLOBBERS);
    }

    private static int use(int v, int constraint) {
        return Operand.use(v, RegClass.INT, constraint);
    }

    private static int def(int v, int constraint) {
        return Operand.def(v, RegClass.INT, constraint);
    }

    @Test
    void valuesGoStraightToWhereTheyAreFixed() {
        int a = vreg();
        int b = vreg();
        inst(0, def(a, Operand.REG));
        inst(0, def(b, Operand.REG));
        inst(Problem.RET, use(a, Operand.fixed(3)), use(b, Operand.fixed(1)));
        problem.endBlock();
        allocate();
        assertThat(result.editCount()).isZero();
        assertThat(result.alloc(0)).isEqualTo(Allocation.reg(PReg.intReg(3)));
    }

    @Test
    void loopVariablesStayInTheirRegister() {
        int start = vreg();
        int i = vreg();
        int next = vreg();
        inst(0, def(start, Operand.REG));
        inst(Problem.BRANCH);
        problem.successor(1);
        problem.branchArg(start);
        problem.endBlock();
        problem.blockParam(i);
        problem.loopDepth(1);
        inst(0, use(i, Operand.REG), def(next, Operand.reuse(0)));
        inst(Problem.BRANCH, use(next, Operand.REG));
        problem.successor(2);
        problem.successor(3);
        problem.endBlock();
        problem.loopDepth(1);
        inst(Problem.BRANCH);
        problem.successor(1);
        problem.branchArg(next);
        problem.endBlock();
        inst(Problem.RET, use(next, Operand.REG));
        problem.endBlock();
        allocate();
        assertThat(result.editCount()).isZero();
        assertThat(result.spillSlots()).isZero();
    }

    @Test
    void swapOfLoopVariablesIsACycleOfMoves() {
        int a0 = vreg();
        int b0 = vreg();
        int a = vreg();
        int b = vreg();
        inst(0, def(a0, Operand.REG), def(b0, Operand.REG));
        inst(Problem.BRANCH);
        problem.successor(1);
        problem.branchArg(a0);
        problem.branchArg(b0);
        problem.endBlock();
        problem.blockParam(a);
        problem.blockParam(b);
        problem.loopDepth(1);
        inst(Problem.BRANCH, use(a, Operand.REG), use(b, Operand.REG));
        problem.successor(2);
        problem.successor(3);
        problem.endBlock();
        problem.loopDepth(1);
        inst(Problem.BRANCH);
        problem.successor(1);
        problem.branchArg(b);
        problem.branchArg(a);
        problem.endBlock();
        inst(Problem.RET, use(a, Operand.REG));
        problem.endBlock();
        allocate();
        assertThat(result.editCount()).isEqualTo(3);
        assertThat(result.stackEdits()).isZero();
    }

    @Test
    void fillingBackwardsGivesTheSameProblem() {
        int a = vreg();
        int b = vreg();
        problem.blockParam(b);
        inst(Problem.RET, use(b, Operand.REG));
        problem.endBlock();
        inst(Problem.BRANCH);
        inst(0, def(a, Operand.REG));
        problem.successor(1);
        problem.branchArg(a);
        problem.endBlock();
        problem.reverse();
        problem.finish();
        assertThat(Dump.of(problem)).isEqualTo("""
                block0(): depth 0
                  0: def v0i reg
                  1: branch
                    -> block1(v0)
                block1(v1): depth 0
                  2: use v1i reg ret
                """);
        allocate();
    }

    @Test
    void impossibleConstraintsAreReportedWithTheProblem() {
        int[] v = new int[6];
        for (int i = 0; i < v.length; i++) {
            v[i] = vreg();
            inst(0, def(v[i], Operand.REG));
        }
        for (int x : v) {
            problem.operand(use(x, Operand.REG));
        }
        inst(Problem.RET);
        problem.endBlock();
        problem.finish();
        assertThatThrownBy(() -> new SinglePass().allocate(problem, env, result))
                .isInstanceOfSatisfying(RegallocException.class, e -> {
                    assertThat(e).hasMessageContaining("no register left for operand 5");
                    assertThat(e.dump()).contains("block0()");
                });
    }
}
