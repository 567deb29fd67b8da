package dev.gantry.regalloc.singlepass;

import dev.gantry.regalloc.Problem;
import dev.gantry.regalloc.Result;
import java.util.Arrays;

/**
 * Edits in the order the pass finds them, last one first, and where those of each block lie.
 *
 * <p>Moves after the last instruction of a block would never be executed: they happen at the head of each successor, in front of
 * everything else there. Such a block has but one predecessor (see {@link dev.gantry.regalloc.Problem}), so nothing else happens on the way.
 */
final class EditStream {
    private int[] point = new int[64];
    private int[] from = new int[64];
    private int[] to = new int[64];
    private byte[] regClass = new byte[64];
    private int count;
    private int[] blockFirst = new int[16];
    private int[] blockLast = new int[16];
    /** Edits at the head of a block that belong to the last instruction of its predecessor. */
    private int[] headFirst = new int[16];

    private int[] headLast = new int[16];

    void begin(int blocks) {
        count = 0;
        if (blockFirst.length < blocks) {
            blockFirst = new int[blocks];
            blockLast = new int[blocks];
            headFirst = new int[blocks];
            headLast = new int[blocks];
        }
        Arrays.fill(headFirst, 0, blocks, 0);
        Arrays.fill(headLast, 0, blocks, 0);
    }

    void beginBlock(int block) {
        blockFirst[block] = count;
    }

    void endBlock(int block) {
        blockLast[block] = count;
    }

    /** Takes over the resolver's output for {@code at}. */
    void add(int at, MoveResolver moves) {
        for (int i = moves.outCount() - 1; i >= 0; i--) {
            if (count == point.length) {
                int size = count * 2;
                point = Arrays.copyOf(point, size);
                from = Arrays.copyOf(from, size);
                to = Arrays.copyOf(to, size);
                regClass = Arrays.copyOf(regClass, size);
            }
            point[count] = at;
            from[count] = moves.outFrom(i);
            to[count] = moves.outTo(i);
            regClass[count++] = (byte) moves.outClass(i);
        }
    }

    /** Takes over the resolver's output for the heads of the successors of {@code block}; nothing of that block may have been added yet. */
    void addAfterBranch(Problem problem, int block, MoveResolver moves) {
        int first = count;
        add(0, moves);
        for (int i = 0, n = problem.succCount(block); i < n; i++) {
            int successor = problem.succ(block, i);
            headFirst[successor] = first;
            headLast[successor] = count;
        }
        blockFirst[block] = count;
    }

    /** Hands all edits over in the order of the code. */
    void copyTo(Result result, Problem problem) {
        for (int b = 0; b < problem.blockCount(); b++) {
            for (int i = headLast[b] - 1; i >= headFirst[b]; i--) {
                result.addEdit(2 * problem.blockStart(b), from[i], to[i], regClass[i]);
            }
            for (int i = blockLast[b] - 1; i >= blockFirst[b]; i--) {
                result.addEdit(point[i], from[i], to[i], regClass[i]);
            }
        }
    }
}
