package dev.gantry.regalloc.singlepass;

import dev.gantry.regalloc.Allocator;
import dev.gantry.regalloc.MachineEnv;
import dev.gantry.regalloc.Problem;
import dev.gantry.regalloc.Result;

/** The fast allocator. */
public final class SinglePass implements Allocator {
    /** An allocator with empty tables. */
    public SinglePass() {}

    @Override
    public void allocate(Problem problem, MachineEnv env, Result result) {
        result.begin(problem.operandCount());
    }
}
