package dev.gantry.codegen.machinst;

import dev.gantry.regalloc.PRegSet;

/** The physical registers that a function writes: those of them that its convention preserves must be saved. */
public final class WrittenRegs {
    private final long[] masks = new long[3];

    void clear() {
        masks[0] = 0;
        masks[1] = 0;
        masks[2] = 0;
    }

    void add(int preg) {
        masks[preg >> 6] |= 1L << (preg & 63);
    }

    void add(PRegSet set) {
        masks[0] |= set.ints();
        masks[1] |= set.floats();
        masks[2] |= set.vectors();
    }

    /** Which registers of a class were written: bit n stands for hardware number n. */
    public long mask(int regClass) {
        return masks[regClass];
    }
}
