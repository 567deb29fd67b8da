package dev.gantry.regalloc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.gantry.regalloc.singlepass.SinglePass;
import org.junit.jupiter.api.Test;

class SinglePassTest {
    private static final int INT = RegClass.INT;

    private final Problem problem = new Problem();
    private final Result result = new Result();

    private void def(int vreg, int constraint) {
        problem.operand(Operand.def(vreg, INT, constraint));
    }

    private void use(int vreg, int constraint) {
        problem.operand(Operand.use(vreg, INT, constraint));
    }

    private void end(int flags) {
        problem.endInst(flags, Problem.NO_CLOBBERS);
    }

    /**
     * A call like this takes all registers: r0 and r1 are homes of values that live through it, its arguments in them come from r2, r3 and r4,
     * and one more argument wants any register.
     */
    @Test
    void argumentsMakeRoomForEachOther() {
        problem.clear();
        for (int v = 0; v < 6; v++) {
            problem.newVReg(INT);
        }
        int clobbers = problem.addClobberSet(PRegSet.of(PReg.intReg(0), PReg.intReg(1), PReg.intReg(2)));
        for (int v = 0; v < 3; v++) {
            def(v, Operand.fixed(v));
            end(0);
        }
        end(Problem.BRANCH);
        problem.successor(1);
        problem.endBlock();
        for (int v = 3; v < 6; v++) {
            def(v, Operand.REG);
            end(0);
        }
        use(3, Operand.fixed(0));
        use(4, Operand.fixed(1));
        use(5, Operand.REG);
        use(3, Operand.fixed(2));
        use(4, Operand.REG);
        problem.endInst(0, clobbers);
        end(Problem.BRANCH);
        problem.successor(2);
        problem.endBlock();
        problem.loopDepth(2);
        for (int i = 0; i < 20; i++) {
            for (int v = 0; v < 3; v++) {
                use(v, Operand.fixed(v));
            }
            end(0);
        }
        end(Problem.RET);
        problem.endBlock();
        problem.finish();
        assertThatCode(() -> {
                    new SinglePass().allocate(problem, AllocatorFuzz.small(true), result);
                    Checker.check(problem, AllocatorFuzz.small(true), result);
                })
                .doesNotThrowAnyException();
        assertThat(result.homes()).isEqualTo(3);
    }

    /** Tables are kept from function to function; nothing else is. */
    @Test
    void resultsDoNotDependOnWhatWasAllocatedBefore() {
        SinglePass reused = new SinglePass();
        for (long seed = 1; seed <= 400; seed++) {
            RandomProblem.fill(problem, seed, new int[] {0, 1, 2, 3, 4}, 4, 9, 20);
            reused.allocate(problem, AllocatorFuzz.small(true), result);
            Result fresh = new Result();
            new SinglePass().allocate(problem, AllocatorFuzz.small(true), fresh);
            assertThat(Dump.of(problem, result)).as("seed %d", seed).isEqualTo(Dump.of(problem, fresh));
        }
    }
}
