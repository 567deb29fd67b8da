package dev.gantry.codegen;

/**
 * Where the basic blocks of a function are in its machine code, in the order of their offsets, and which follow which.
 *
 * @param starts offset of each block's first instruction; equal for a block without instructions and the one behind it; -1 for one that no branch reaches
 *     any more
 * @param successors the successors of block i are {@code targets[successors[i]]} up to, but without, {@code targets[successors[i + 1]]}
 * @param targets blocks, as indices into {@code starts}
 */
public record CodeBlocks(int[] starts, int[] successors, int[] targets) {
    /** No block is known. */
    public static final CodeBlocks NONE = new CodeBlocks(new int[0], new int[1], new int[0]);

    /** Number of blocks. */
    public int count() {
        return starts.length;
    }
}
