package dev.gantry.regalloc;

/**
 * A register allocation algorithm. An instance keeps its tables from one call to the next and serves one thread at a time.
 */
public interface Allocator {
    /**
     * Finds a place for every operand of {@code problem} and the moves between them; whatever {@code result} held is replaced.
     *
     * @throws RegallocException if the constraints cannot be met (a bug of whoever made the problem) or the allocator fails
     */
    void allocate(Problem problem, MachineEnv env, Result result);
}
