package dev.gantry.regalloc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.regalloc.singlepass.SinglePass;
import org.junit.jupiter.api.Test;

/** Time grows with the size of the function, whatever its shape. */
class ScaleTest {
    private final SinglePass allocator = new SinglePass();
    private final Problem problem = new Problem();
    private final Result result = new Result();
    private final MachineEnv env = AllocatorFuzz.x64(true);

    private long nanos(java.util.function.IntConsumer shape, int size) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            shape.accept(size);
            long start = System.nanoTime();
            allocator.allocate(problem, env, result);
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }

    private void assertLinear(String name, java.util.function.IntConsumer shape, int small) {
        long few = nanos(shape, small);
        long many = nanos(shape, small * 10);
        System.out.println("ScaleTest " + name + ": " + small + " instructions " + few / 1000
                + " us, ten times as many " + many / 1000 + " us");
        assertThat(many).isLessThan(60 * Math.max(few, 40_000_000));
    }

    /** One block; each instruction uses the two values before it, every hundredth is a call. */
    private void straight(int size) {
        problem.clear();
        int clobbers = problem.addClobberSet(PRegSet.of(0, 1, 2, 6, 7, 8, 9, 10));
        int a = def(Operand.REG);
        int b = def(Operand.REG);
        for (int i = 0; i < size; i++) {
            int c = problem.newVReg(RegClass.INT);
            problem.operand(Operand.use(a, RegClass.INT, i % 100 == 0 ? Operand.fixed(7) : Operand.REG));
            problem.operand(Operand.use(b, RegClass.INT, Operand.ANY));
            problem.operand(Operand.def(c, RegClass.INT, i % 100 == 0 ? Operand.fixed(0) : Operand.REG));
            problem.endInst(0, i % 100 == 0 ? clobbers : Problem.NO_CLOBBERS);
            a = b;
            b = c;
        }
        problem.endInst(Problem.RET, Problem.NO_CLOBBERS);
        problem.endBlock();
        problem.finish();
    }

    /** A chain of diamonds; forty values live through all of it. */
    private void diamonds(int size) {
        problem.clear();
        int[] long_ = new int[40];
        for (int i = 0; i < long_.length; i++) {
            long_[i] = def(Operand.REG);
        }
        branch(1);
        int blocks = size / 6;
        for (int i = 0; i < blocks; i++) {
            int first = 1 + 4 * i;
            int x = def(Operand.REG);
            problem.operand(Operand.use(x, RegClass.INT, Operand.REG));
            problem.endInst(Problem.BRANCH, Problem.NO_CLOBBERS);
            problem.successor(first + 1);
            problem.successor(first + 2);
            problem.endBlock();
            branch(first + 3, long_[i % 40]);
            branch(first + 3, x);
            problem.blockParam(problem.newVReg(RegClass.INT));
            branch(first + 4);
        }
        for (int v : long_) {
            problem.operand(Operand.use(v, RegClass.INT, Operand.ANY));
        }
        problem.endInst(Problem.RET, Problem.NO_CLOBBERS);
        problem.endBlock();
        problem.finish();
    }

    private int def(int constraint) {
        int v = problem.newVReg(RegClass.INT);
        problem.operand(Operand.def(v, RegClass.INT, constraint));
        problem.endInst(0, Problem.NO_CLOBBERS);
        return v;
    }

    private void branch(int target, int... args) {
        problem.endInst(Problem.BRANCH, Problem.NO_CLOBBERS);
        problem.successor(target);
        for (int arg : args) {
            problem.branchArg(arg);
        }
        problem.endBlock();
    }

    @Test
    void straightLineCode() {
        assertLinear("straight", this::straight, 100_000);
    }

    @Test
    void manyBlocks() {
        assertLinear("diamonds", this::diamonds, 60_000);
        diamonds(600);
        allocator.allocate(problem, env, result);
        Checker.check(problem, env, result);
    }
}
