package dev.gantry.clif.ir;

import java.util.Arrays;

/**
 * The order of blocks in a function and of instructions in blocks: doubly linked lists held in int arrays. Every operation
 * takes constant time. -1 stands for "none"; a block or instruction not inserted is in no list.
 */
public final class Layout {
    private static final int NONE = -1;
    private static final int ABSENT = -2;

    private int firstBlock = NONE;
    private int lastBlock = NONE;
    private int blockCount;
    private int[] blockNext = new int[16];
    private int[] blockPrev = new int[16];
    private int[] blockFirstInst = new int[16];
    private int[] blockLastInst = new int[16];
    private boolean[] blockCold = new boolean[16];
    private int blockLimit;
    private int[] instNext = new int[64];
    private int[] instPrev = new int[64];
    private int[] instBlock = new int[64];
    private int instLimit;

    /** Empties the layout, keeping its memory. */
    public void clear() {
        firstBlock = NONE;
        lastBlock = NONE;
        blockCount = 0;
        blockLimit = 0;
        instLimit = 0;
    }

    private void reserveBlock(int block) {
        if (block < blockLimit) {
            return;
        }
        if (block >= blockNext.length) {
            int size = Math.max(block + 1, blockNext.length * 2);
            blockNext = Arrays.copyOf(blockNext, size);
            blockPrev = Arrays.copyOf(blockPrev, size);
            blockFirstInst = Arrays.copyOf(blockFirstInst, size);
            blockLastInst = Arrays.copyOf(blockLastInst, size);
            blockCold = Arrays.copyOf(blockCold, size);
        }
        for (int b = blockLimit; b <= block; b++) {
            blockNext[b] = ABSENT;
            blockPrev[b] = ABSENT;
            blockFirstInst[b] = NONE;
            blockLastInst[b] = NONE;
            blockCold[b] = false;
        }
        blockLimit = block + 1;
    }

    private void reserveInst(int inst) {
        if (inst < instLimit) {
            return;
        }
        if (inst >= instNext.length) {
            int size = Math.max(inst + 1, instNext.length * 2);
            instNext = Arrays.copyOf(instNext, size);
            instPrev = Arrays.copyOf(instPrev, size);
            instBlock = Arrays.copyOf(instBlock, size);
        }
        Arrays.fill(instBlock, instLimit, inst + 1, NONE);
        instLimit = inst + 1;
    }

    /** The first block, which is the entry, or -1. */
    public int firstBlock() {
        return firstBlock;
    }

    /** The entry block, or -1 if the function has no body. */
    public int entryBlock() {
        return firstBlock;
    }

    public int lastBlock() {
        return lastBlock;
    }

    public int nextBlock(int block) {
        return blockNext[block];
    }

    public int prevBlock(int block) {
        return blockPrev[block];
    }

    /** Number of inserted blocks. */
    public int blockCount() {
        return blockCount;
    }

    public boolean isBlockInserted(int block) {
        return block >= 0 && block < blockLimit && blockNext[block] != ABSENT;
    }

    public void appendBlock(int block) {
        reserveBlock(block);
        linkBlock(block, lastBlock, NONE);
    }

    public void insertBlockBefore(int block, int before) {
        reserveBlock(block);
        linkBlock(block, blockPrev[before], before);
    }

    public void insertBlockAfter(int block, int after) {
        reserveBlock(block);
        linkBlock(block, after, blockNext[after]);
    }

    private void linkBlock(int block, int prev, int next) {
        if (blockNext[block] != ABSENT) {
            throw new IllegalStateException("block" + block + " is already in the layout");
        }
        blockPrev[block] = prev;
        blockNext[block] = next;
        if (prev == NONE) {
            firstBlock = block;
        } else {
            blockNext[prev] = block;
        }
        if (next == NONE) {
            lastBlock = block;
        } else {
            blockPrev[next] = block;
        }
        blockCount++;
    }

    /** Takes a block out of the layout; its instructions stay in it. */
    public void removeBlock(int block) {
        int prev = blockPrev[block];
        int next = blockNext[block];
        if (next == ABSENT) {
            throw new IllegalStateException("block" + block + " is not in the layout");
        }
        if (prev == NONE) {
            firstBlock = next;
        } else {
            blockNext[prev] = next;
        }
        if (next == NONE) {
            lastBlock = prev;
        } else {
            blockPrev[next] = prev;
        }
        blockNext[block] = ABSENT;
        blockPrev[block] = ABSENT;
        blockCount--;
    }

    public boolean isCold(int block) {
        return block < blockLimit && blockCold[block];
    }

    public void setCold(int block, boolean cold) {
        reserveBlock(block);
        blockCold[block] = cold;
    }

    /** First instruction of a block, or -1. */
    public int firstInst(int block) {
        return block < blockLimit ? blockFirstInst[block] : NONE;
    }

    /** Last instruction of a block, or -1. */
    public int lastInst(int block) {
        return block < blockLimit ? blockLastInst[block] : NONE;
    }

    public int nextInst(int inst) {
        return instNext[inst];
    }

    public int prevInst(int inst) {
        return instPrev[inst];
    }

    /** The block an instruction is in, or -1. */
    public int instBlock(int inst) {
        return inst < instLimit ? instBlock[inst] : NONE;
    }

    public void appendInst(int inst, int block) {
        reserveBlock(block);
        linkInst(inst, block, blockLastInst[block], NONE);
    }

    public void insertInstBefore(int inst, int before) {
        linkInst(inst, instBlock[before], instPrev[before], before);
    }

    public void insertInstAfter(int inst, int after) {
        linkInst(inst, instBlock[after], after, instNext[after]);
    }

    private void linkInst(int inst, int block, int prev, int next) {
        reserveInst(inst);
        if (instBlock[inst] != NONE) {
            throw new IllegalStateException("inst" + inst + " is already in the layout");
        }
        instBlock[inst] = block;
        instPrev[inst] = prev;
        instNext[inst] = next;
        if (prev == NONE) {
            blockFirstInst[block] = inst;
        } else {
            instNext[prev] = inst;
        }
        if (next == NONE) {
            blockLastInst[block] = inst;
        } else {
            instPrev[next] = inst;
        }
    }

    /** Takes an instruction out of its block. */
    public void removeInst(int inst) {
        int block = instBlock[inst];
        int prev = instPrev[inst];
        int next = instNext[inst];
        if (prev == NONE) {
            blockFirstInst[block] = next;
        } else {
            instNext[prev] = next;
        }
        if (next == NONE) {
            blockLastInst[block] = prev;
        } else {
            instPrev[next] = prev;
        }
        instBlock[inst] = NONE;
    }

    /**
     * Moves an instruction and all that follow it into a new block, which comes after the old one. Takes time in proportion to
     * the instructions moved.
     */
    public void splitBlock(int newBlock, int inst) {
        int oldBlock = instBlock[inst];
        insertBlockAfter(newBlock, oldBlock);
        int prev = instPrev[inst];
        blockFirstInst[newBlock] = inst;
        blockLastInst[newBlock] = blockLastInst[oldBlock];
        blockLastInst[oldBlock] = prev;
        if (prev == NONE) {
            blockFirstInst[oldBlock] = NONE;
        } else {
            instNext[prev] = NONE;
        }
        instPrev[inst] = NONE;
        for (int i = inst; i != NONE; i = instNext[i]) {
            instBlock[i] = newBlock;
        }
    }
}
