package dev.gantry.regalloc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.gantry.regalloc.singlepass.SinglePass;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AllocatorFuzzTest {
    @Test
    void randomProblemsAllocateCorrectly() {
        AllocatorFuzz fuzz = new AllocatorFuzz();
        assertThatCode(() -> {
                    for (long seed = 1; seed <= 20_000; seed++) {
                        fuzz.run(seed);
                    }
                })
                .doesNotThrowAnyException();
    }

    /** The checker must object when an edit disappears or an operand is put elsewhere; a few such changes are harmless. */
    @Test
    void checkerFindsDamage() {
        Problem problem = new Problem();
        Result result = new Result();
        SinglePass allocator = new SinglePass();
        MachineEnv env = AllocatorFuzz.small(true);
        Random random = new Random(7);
        int damaged = 0;
        int found = 0;
        for (long seed = 1; seed <= 600; seed++) {
            RandomProblem.fill(problem, seed, new int[] {0, 1, 2, 3, 4}, 4, 6, 12);
            allocator.allocate(problem, env, result);
            if (result.editCount() == 0) {
                continue;
            }
            damaged++;
            found += finds(problem, env, withoutEdit(problem, result, random.nextInt(result.editCount()))) ? 1 : 0;
            damaged++;
            int operand = random.nextInt(problem.operandCount());
            int other = Allocation.reg(PReg.of(Operand.regClass(problem.operandAt(operand)), random.nextInt(4)));
            if (other == result.alloc(operand)) {
                damaged--;
                continue;
            }
            result.setAlloc(operand, other);
            found += finds(problem, env, result) ? 1 : 0;
        }
        assertThat(damaged).isGreaterThan(500);
        assertThat((double) found / damaged).isGreaterThan(0.85);
    }

    private static boolean finds(Problem problem, MachineEnv env, Result result) {
        try {
            Checker.check(problem, env, result);
            return false;
        } catch (RegallocException e) {
            assertThat(e.getMessage()).contains("at instruction");
            return true;
        }
    }

    private static Result withoutEdit(Problem problem, Result result, int dropped) {
        Result copy = new Result();
        copy.begin(result.allocCount());
        for (int k = 0; k < problem.operandCount(); k++) {
            copy.setAlloc(k, result.alloc(k));
        }
        for (int i = 0; i < result.editCount(); i++) {
            if (i != dropped) {
                copy.addEdit(result.editPoint(i), result.editFrom(i), result.editTo(i), result.editClass(i));
            }
        }
        copy.setSpillSlots(result.spillSlots());
        return copy;
    }
}
