package dev.gantry.regalloc.singlepass;

import dev.gantry.regalloc.MachineEnv;
import dev.gantry.regalloc.PReg;
import java.util.Arrays;

/**
 * Which vreg is in which register at the point the pass has reached, and the search for a free one.
 *
 * <p>Masks are one long per register class, a bit per hardware number.
 */
final class RegState {
    /** Vreg by preg; -1: free. */
    final int[] vregIn = new int[PReg.COUNT];
    /** Registers with a vreg in them. */
    final long[] occupied = new long[3];
    /** Registers that may be given to any vreg. */
    final long[] allocatable = new long[3];
    /** Registers that are home to something in the current block: taken only if no other is free. */
    final long[] homesHere = new long[3];

    private MachineEnv env;
    private final VRegs vregs;

    RegState(VRegs vregs, MachineEnv env) {
        this.vregs = vregs;
        this.env = env;
    }

    void begin(MachineEnv machine) {
        env = machine;
        Arrays.fill(vregIn, -1);
        for (int c = 0; c < 3; c++) {
            occupied[c] = 0;
            homesHere[c] = 0;
            allocatable[c] = machine.allocatable().mask(c);
        }
    }

    /** Notes that {@code vreg} is in {@code preg}, which was free. */
    void occupy(int preg, int vreg) {
        vregIn[preg] = vreg;
        vregs.reg[vreg] = preg;
        occupied[preg >> 6] |= 1L << preg;
    }

    /** Notes that {@code preg} is free and its vreg in no register. */
    void release(int preg) {
        vregs.reg[vregIn[preg]] = PReg.NONE;
        vregIn[preg] = -1;
        occupied[preg >> 6] &= ~(1L << preg);
    }

    /** Empties all registers, at the end of a block. */
    void releaseAll() {
        for (int c = 0; c < 3; c++) {
            for (long m = occupied[c]; m != 0; m &= m - 1) {
                release(PReg.of(c, Long.numberOfTrailingZeros(m)));
            }
            homesHere[c] = 0;
        }
    }

    /**
     * A free register of class {@code cls} within {@code allowed}, or {@link PReg#NONE}. Registers that are nobody's home here come
     * first, and among them {@code hint}, then the preferred ones, or the non-preferred ones if the value has to outlive a call.
     */
    int pick(int cls, long allowed, int hint, boolean outlivesCall) {
        long candidates = allocatable[cls] & ~occupied[cls] & allowed;
        if (candidates == 0) {
            return PReg.NONE;
        }
        if (hint != PReg.NONE && !outlivesCall && (candidates >>> hint & 1) != 0 && hint >> 6 == cls) {
            return hint;
        }
        long quiet = candidates & ~homesHere[cls];
        if (quiet != 0) {
            candidates = quiet;
        }
        int found;
        if (outlivesCall) {
            found = firstNonPreferred(cls, candidates);
            return found != PReg.NONE ? found : firstPreferred(cls, candidates);
        }
        found = firstPreferred(cls, candidates);
        return found != PReg.NONE ? found : firstNonPreferred(cls, candidates);
    }

    private int firstPreferred(int cls, long candidates) {
        int n = env.preferredCount(cls);
        for (int i = 0; i < n; i++) {
            int preg = env.preferred(cls, i);
            if ((candidates >>> preg & 1) != 0) {
                return preg;
            }
        }
        return PReg.NONE;
    }

    private int firstNonPreferred(int cls, long candidates) {
        int n = env.nonPreferredCount(cls);
        for (int i = 0; i < n; i++) {
            int preg = env.nonPreferred(cls, i);
            if ((candidates >>> preg & 1) != 0) {
                return preg;
            }
        }
        return PReg.NONE;
    }
}
