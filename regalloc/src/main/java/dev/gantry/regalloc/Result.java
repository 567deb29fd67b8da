package dev.gantry.regalloc;

import java.util.Arrays;

/**
 * What an allocator found: an {@link Allocation} per operand, and edits (moves to insert). Reusable: {@link #begin} empties it and
 * keeps the arrays.
 *
 * <p>A program point is {@code inst * 2} for "before the instruction" and {@code inst * 2 + 1} for "after it". Edits are sorted by
 * point; those of one point are executed one after the other in their order. None comes after the last instruction of a
 * block. At most one side of an edit is a stack slot or fixed
 * stack register.
 */
public final class Result {
    private int[] allocs = new int[64];
    private int allocCount;
    private int[] editPoint = new int[64];
    private int[] editFrom = new int[64];
    private int[] editTo = new int[64];
    private byte[] editClass = new byte[64];
    private int editCount;
    private int spillSlots;
    private int homes;

    /** For clients: the place of operand number {@code operandIndex} of the problem. */
    public int alloc(int operandIndex) {
        return allocs[operandIndex];
    }

    /** Number of operands. */
    public int allocCount() {
        return allocCount;
    }

    /** Number of edits. */
    public int editCount() {
        return editCount;
    }

    /** Program point of edit {@code i}. */
    public int editPoint(int i) {
        return editPoint[i];
    }

    /** Allocation that edit {@code i} reads. */
    public int editFrom(int i) {
        return editFrom[i];
    }

    /** Allocation that edit {@code i} writes. */
    public int editTo(int i) {
        return editTo[i];
    }

    /** Register class of the value that edit {@code i} moves. */
    public int editClass(int i) {
        return editClass[i];
    }

    /** Size of the spill area in units of 8 bytes. */
    public int spillSlots() {
        return spillSlots;
    }

    /** Statistics: vregs that kept one register for their whole life across blocks. */
    public int homes() {
        return homes;
    }

    /** Statistics: edits that read or write a stack slot. */
    public int stackEdits() {
        int count = 0;
        for (int i = 0; i < editCount; i++) {
            if (Allocation.isStack(editFrom[i]) || Allocation.isStack(editTo[i])) {
                count++;
            }
        }
        return count;
    }

    /** For allocators: empties the result and makes room for {@code operandCount} operands, all {@link Allocation#NONE}. */
    public void begin(int operandCount) {
        if (allocs.length < operandCount) {
            allocs = new int[Math.max(operandCount, allocs.length * 2)];
        } else {
            Arrays.fill(allocs, 0, operandCount, Allocation.NONE);
        }
        allocCount = operandCount;
        editCount = 0;
        spillSlots = 0;
        homes = 0;
    }

    /** For allocators: gives operand number {@code operandIndex} its place. */
    public void setAlloc(int operandIndex, int allocation) {
        allocs[operandIndex] = allocation;
    }

    /** For allocators: appends an edit; {@code point} must not be below that of the edit before. */
    public void addEdit(int point, int from, int to, int regClass) {
        int i = editCount;
        if (i == editPoint.length) {
            editPoint = Arrays.copyOf(editPoint, i * 2);
            editFrom = Arrays.copyOf(editFrom, i * 2);
            editTo = Arrays.copyOf(editTo, i * 2);
            editClass = Arrays.copyOf(editClass, i * 2);
        }
        editPoint[i] = point;
        editFrom[i] = from;
        editTo[i] = to;
        editClass[i] = (byte) regClass;
        editCount = i + 1;
    }

    /** For allocators: the size of the spill area. */
    public void setSpillSlots(int units) {
        spillSlots = units;
    }

    /** For allocators: the figure of {@link #homes}. */
    public void setHomes(int count) {
        homes = count;
    }
}
