package dev.gantry.codegen.machinst;

import dev.gantry.regalloc.Result;

/** Walks through the allocator's moves in step with the instructions. */
public final class AllocatedCode {
    private final Result result;
    private int next;
    private int current;

    /** A walk from the first instruction on. */
    public AllocatedCode(Result result) {
        this.result = result;
    }

    /** Steps to the next move at a program point, twice the instruction's index before it and one more after; false at the end. */
    public boolean nextMove(int point) {
        if (next == result.editCount() || result.editPoint(next) != point) {
            return false;
        }
        current = next++;
        return true;
    }

    /** The register or spill slot that the move reads. */
    public int moveFrom() {
        return AllocationWriter.locationOf(result.editFrom(current));
    }

    /** The register or spill slot that the move writes. */
    public int moveTo() {
        return AllocationWriter.locationOf(result.editTo(current));
    }

    /** The register class of the value moved. */
    public int moveClass() {
        return result.editClass(current);
    }
}
