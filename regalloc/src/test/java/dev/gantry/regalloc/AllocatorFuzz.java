package dev.gantry.regalloc;

import dev.gantry.regalloc.singlepass.SinglePass;

/** Random problems through an allocator and the checker; {@code main} runs for as many seeds as one likes. */
final class AllocatorFuzz {
    private static final int[] SMALL = {0, 1, 2, 3, 4};
    private static final int[] X64 = {0, 1, 2, 3, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

    private final Allocator allocator = new SinglePass();
    private final Problem problem = new Problem();
    private final Result result = new Result();

    /** Five integer registers and four float registers, one of each non-preferred. */
    static MachineEnv small(boolean scratch) {
        return env(SMALL, 4, 4, scratch);
    }

    /** Fourteen integer registers of which five callee-saved, fifteen float registers. */
    static MachineEnv x64(boolean scratch) {
        return env(X64, 9, 15, scratch);
    }

    private static MachineEnv env(int[] ints, int preferred, int floats, boolean scratch) {
        int[][] first = new int[3][];
        int[][] second = new int[3][];
        first[0] = new int[preferred];
        second[0] = new int[ints.length - preferred];
        for (int i = 0; i < ints.length; i++) {
            if (i < preferred) {
                first[0][i] = PReg.intReg(ints[i]);
            } else {
                second[0][i - preferred] = PReg.intReg(ints[i]);
            }
        }
        first[1] = new int[floats];
        for (int i = 0; i < floats; i++) {
            first[1][i] = PReg.floatReg(i);
        }
        second[1] = new int[0];
        first[2] = new int[0];
        second[2] = new int[0];
        int[] none = {PReg.NONE, PReg.NONE, PReg.NONE};
        int[] some = {PReg.intReg(40), PReg.floatReg(40), PReg.NONE};
        return new MachineEnv(first, second, scratch ? some : none, PRegSet.EMPTY);
    }

    /** Runs one seed; the exception of a failure carries seed and dump. */
    void run(long seed) {
        boolean wide = (seed & 1) != 0;
        MachineEnv env = wide ? x64((seed & 2) != 0) : small((seed & 2) != 0);
        int size = (int) (seed >>> 2 & 3);
        RandomProblem.fill(problem, seed, wide ? X64 : SMALL, wide ? 15 : 4, 1 + 4 * size, 4 + 12 * size);
        try {
            allocator.allocate(problem, env, result);
            Checker.check(problem, env, result);
        } catch (RuntimeException e) {
            String dump = e instanceof RegallocException r && !r.dump().isEmpty() ? r.dump() : Dump.of(problem, result);
            throw new IllegalStateException("seed " + seed + ": " + e.getMessage() + "\n" + dump, e);
        }
    }

    /** Arguments: first seed, number of seeds. */
    public static void main(String[] args) {
        long first = Long.parseLong(args[0]);
        long count = Long.parseLong(args[1]);
        AllocatorFuzz fuzz = new AllocatorFuzz();
        for (long seed = first; seed < first + count; seed++) {
            fuzz.run(seed);
        }
        System.out.println(count + " problems allocated and checked");
    }
}
