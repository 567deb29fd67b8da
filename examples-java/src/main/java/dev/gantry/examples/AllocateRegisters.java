package dev.gantry.examples;

import static dev.gantry.regalloc.Operand.REG;
import static dev.gantry.regalloc.RegClass.INT;

import dev.gantry.regalloc.Allocator;
import dev.gantry.regalloc.Checker;
import dev.gantry.regalloc.Dump;
import dev.gantry.regalloc.MachineEnv;
import dev.gantry.regalloc.Operand;
import dev.gantry.regalloc.PReg;
import dev.gantry.regalloc.PRegSet;
import dev.gantry.regalloc.Problem;
import dev.gantry.regalloc.Result;
import dev.gantry.regalloc.singlepass.SinglePass;

/**
 * Allocates the registers of a function of four instructions on a machine of two registers, checks the result, and prints it.
 *
 * <p>The first instruction defines a and b, the second is a call that takes a in register 0, gives c there and clobbers both registers, the third adds b to
 * c. So b has to wait on the stack.
 */
public final class AllocateRegisters {
    private AllocateRegisters() {}

    /** Runs the example. */
    public static void main(String[] args) {
        int[][] preferred = {{PReg.intReg(0), PReg.intReg(1)}, {}, {}};
        int[][] nonPreferred = {{}, {}, {}};
        int[] scratch = {PReg.intReg(2), PReg.NONE, PReg.NONE};
        MachineEnv machine = new MachineEnv(preferred, nonPreferred, scratch, PRegSet.EMPTY);

        Problem problem = new Problem();
        int bothRegisters = problem.addClobberSet(PRegSet.of(PReg.intReg(0), PReg.intReg(1)));
        int a = problem.newVReg(INT);
        int b = problem.newVReg(INT);
        int c = problem.newVReg(INT);
        int sum = problem.newVReg(INT);

        // 0: define a and b
        problem.operand(Operand.def(a, INT, REG));
        problem.operand(Operand.def(b, INT, REG));
        problem.endInst(0, Problem.NO_CLOBBERS);
        // 1: call with a in register 0, result c in register 0
        problem.operand(Operand.use(a, INT, Operand.fixed(0)));
        problem.operand(Operand.def(c, INT, Operand.fixed(0)));
        problem.endInst(0, bothRegisters);
        // 2: sum = c + b, where sum takes the register of c
        problem.operand(Operand.use(c, INT, REG));
        problem.operand(Operand.use(b, INT, REG));
        problem.operand(Operand.def(sum, INT, Operand.reuse(0)));
        problem.endInst(0, Problem.NO_CLOBBERS);
        // 3: return sum in register 1
        problem.operand(Operand.use(sum, INT, Operand.fixed(1)));
        problem.endInst(Problem.RET, Problem.NO_CLOBBERS);
        problem.endBlock();
        problem.finish();

        Allocator allocator = new SinglePass();
        Result result = new Result();
        allocator.allocate(problem, machine, result);
        Checker.check(problem, machine, result);
        System.out.print(Dump.of(problem, result));
        System.out.println("spill slots: " + result.spillSlots());
    }
}
