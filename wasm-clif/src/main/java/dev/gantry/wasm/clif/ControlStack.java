package dev.gantry.wasm.clif;

import dev.gantry.wasm.FuncType;
import dev.gantry.wasm.Op;
import java.util.Arrays;

/** The blocks, loops and ifs that are open, as parallel arrays; frame 0 is the function. Kept from function to function. */
final class ControlStack {
    static final int NO_BLOCK = -1;

    /** {@link Op#BLOCK} (also for the function), {@link Op#LOOP}, {@link Op#IF}, {@link Op#ELSE}. */
    Op[] op = new Op[16];
    /** Type of the block. */
    FuncType[] type = new FuncType[16];
    /** Whether the beginning of the frame could be reached; if not, nothing in it is translated. */
    boolean[] live = new boolean[16];
    /** Operands below the frame's parameters. */
    int[] height = new int[16];
    /** CLIF block that branches to the label go to; made at the first branch, except for loops. */
    int[] label = new int[16];
    /** CLIF block of the else arm of an {@code if}. */
    int[] elseBlock = new int[16];
    /** Where the parameters of an {@code if} begin in {@link #saved}. */
    int[] savedStart = new int[16];

    /** Parameters of open {@code if}s, kept for the else arm. */
    int[] saved = new int[16];

    private int savedCount;
    private int count;

    void clear() {
        count = 0;
        savedCount = 0;
    }

    int count() {
        return count;
    }

    /** Opens a frame without blocks; returns its number. */
    int open(Op newOp, FuncType newType, boolean isLive, int newHeight) {
        if (count == op.length) {
            int size = count * 2;
            op = Arrays.copyOf(op, size);
            type = Arrays.copyOf(type, size);
            live = Arrays.copyOf(live, size);
            height = Arrays.copyOf(height, size);
            label = Arrays.copyOf(label, size);
            elseBlock = Arrays.copyOf(elseBlock, size);
            savedStart = Arrays.copyOf(savedStart, size);
        }
        op[count] = newOp;
        type[count] = newType;
        live[count] = isLive;
        height[count] = newHeight;
        label[count] = NO_BLOCK;
        elseBlock[count] = NO_BLOCK;
        savedStart[count] = savedCount;
        return count++;
    }

    /** Closes the innermost frame; its entries stay readable until the next is opened. Returns its number. */
    int close() {
        count--;
        savedCount = savedStart[count];
        return count;
    }

    /** Keeps a parameter of the innermost frame. */
    void save(int value) {
        if (savedCount == saved.length) {
            saved = Arrays.copyOf(saved, savedCount * 2);
        }
        saved[savedCount++] = value;
    }

    /** The frame that label {@code depth} means. */
    int frame(int depth) {
        return count - 1 - depth;
    }

    /** Values that a branch to the frame carries. */
    int labelArity(int frame) {
        return op[frame] == Op.LOOP ? type[frame].paramCount() : type[frame].resultCount();
    }
}
