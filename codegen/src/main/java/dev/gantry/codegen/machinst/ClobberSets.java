package dev.gantry.codegen.machinst;

import dev.gantry.regalloc.PRegSet;

/** The sets of registers that a machine's instructions may destroy, by the number instructions use. */
public interface ClobberSets {
    /** Number of sets. */
    int count();

    /** The set of a number below {@link #count}. */
    PRegSet set(int number);
}
