package dev.gantry.regalloc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.regalloc.singlepass.SinglePass;
import org.junit.jupiter.api.Test;

/**
 * Blocks that end in an instruction which defines and clobbers registers, as a call with exception handlers does: its moves belong to the heads of
 * the successors.
 */
class TerminatorDefsTest {
    private static final int R0 = PReg.intReg(0);
    private static final int R2 = PReg.intReg(2);

    private final Problem problem = new Problem();
    private final Result result = new Result();
    private final MachineEnv env = AllocatorFuzz.small(false);
    private int all;
    private int live;
    private int first;
    private int second;
    private int param;

    private int vreg() {
        return problem.newVReg(RegClass.INT);
    }

    private void end(int flags, int clobbers, int... operands) {
        for (int op : operands) {
            problem.operand(op);
        }
        problem.endInst(flags, clobbers);
    }

    private static int use(int v, int constraint) {
        return Operand.use(v, RegClass.INT, constraint);
    }

    private static int def(int v, int constraint) {
        return Operand.def(v, RegClass.INT, constraint);
    }

    /**
     * <pre>
     *   0: def live;  1: call, defines first in r0 and second in r2, clobbers all -> 1, 2
     *   block1: 2: use first, live; return
     *   block2: 3: jump 3(second);  block3(param): 4: use param, live; return
     * </pre>
     */
    private void build() {
        PRegSet set = PRegSet.EMPTY;
        for (int hw = 0; hw < 5; hw++) {
            set = set.with(PReg.intReg(hw));
        }
        all = problem.addClobberSet(set);
        live = vreg();
        first = vreg();
        second = vreg();
        param = vreg();
        end(0, 0, def(live, Operand.REG));
        end(
                Problem.BRANCH,
                all,
                Operand.lateUse(live, RegClass.INT, Operand.STACK),
                def(first, Operand.fixed(R0)),
                def(second, Operand.fixed(R2)));
        problem.successor(1);
        problem.successor(2);
        problem.endBlock();
        end(Problem.RET, 0, use(first, Operand.REG), use(live, Operand.REG));
        problem.endBlock();
        end(Problem.BRANCH, 0);
        problem.successor(3);
        problem.branchArg(second);
        problem.endBlock();
        problem.blockParam(param);
        end(Problem.RET, 0, use(param, Operand.REG), use(live, Operand.REG));
        problem.endBlock();
        problem.finish();
    }

    private int[] allocs() {
        return new int[] {
            Allocation.reg(R2),
            Allocation.stack(0),
            Allocation.reg(R0),
            Allocation.reg(R2),
            Allocation.reg(R0),
            Allocation.reg(R2),
            Allocation.reg(R0),
            Allocation.reg(R2)
        };
    }

    /** The allocation of {@link #allocs}; a negative point is left out. */
    private void byHand(int savePoint, int[] points, int[] froms, int[] tos) {
        int[] allocs = allocs();
        result.begin(allocs.length);
        for (int i = 0; i < allocs.length; i++) {
            result.setAlloc(i, allocs[i]);
        }
        result.addEdit(savePoint, Allocation.reg(R2), Allocation.stack(0), RegClass.INT);
        for (int i = 0; i < points.length; i++) {
            result.addEdit(points[i], froms[i], tos[i], RegClass.INT);
        }
        result.setSpillSlots(2);
    }

    @Test
    void whatLivesAcrossComesBackFromMemoryAtTheHeads() {
        build();
        new SinglePass().allocate(problem, env, result);
        Checker.check(problem, env, result);
        for (int i = 0; i < result.editCount(); i++) {
            assertThat(result.editPoint(i)).isNotEqualTo(3);
        }
        assertThat(Allocation.isStack(result.alloc(1))).isTrue();
    }

    @Test
    void movesAtTheHeadsOfTheSuccessorsAreRight() {
        build();
        int slot = Allocation.stack(0);
        byHand(1, new int[] {4, 8, 8}, new int[] {slot, Allocation.reg(R2), slot}, new int[] {
            Allocation.reg(R2), Allocation.reg(R0), Allocation.reg(R2)
        });
        Checker.check(problem, env, result);
    }

    @Test
    void aMoveBehindTheBranchIsRejected() {
        build();
        int slot = Allocation.stack(0);
        byHand(1, new int[] {3, 8, 8}, new int[] {slot, Allocation.reg(R2), slot}, new int[] {
            Allocation.reg(R2), Allocation.reg(R0), Allocation.reg(R2)
        });
        assertThatThrownBy(() -> Checker.check(problem, env, result))
                .hasMessageContaining("after the last instruction");
    }

    @Test
    void aMoveBeforeTheDefsIsRejected() {
        build();
        int slot = Allocation.stack(0);
        byHand(1, new int[] {2, 4, 8}, new int[] {Allocation.reg(R2), slot, slot}, new int[] {
            Allocation.reg(R0), Allocation.reg(R2), Allocation.reg(R2)
        });
        assertThatThrownBy(() -> Checker.check(problem, env, result))
                .hasMessageContaining("at instruction 4: operand 0");
    }

    @Test
    void aRegisterIsNotTrustedAcrossTheCall() {
        build();
        byHand(1, new int[] {8}, new int[] {Allocation.reg(R2)}, new int[] {Allocation.reg(R0)});
        assertThatThrownBy(() -> Checker.check(problem, env, result))
                .hasMessageContaining("at instruction 2: operand 1");
    }

    @Test
    void anUnsplitEdgeIsRejected() {
        int a = vreg();
        int b = vreg();
        end(0, 0, def(a, Operand.REG));
        end(Problem.BRANCH, 0, def(b, Operand.fixed(R0)));
        problem.successor(1);
        problem.endBlock();
        end(Problem.BRANCH, 0);
        problem.successor(1);
        problem.endBlock();
        problem.finish();
        new SinglePass().allocate(problem, env, result);
        assertThatThrownBy(() -> Checker.check(problem, env, result)).hasMessageContaining("must be split");
    }
}
