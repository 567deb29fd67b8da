package dev.gantry.regalloc.singlepass;

import dev.gantry.regalloc.Result;
import java.util.Arrays;

/** Edits in the order the pass finds them, last one first, and where those of each block lie. */
final class EditStream {
    private int[] point = new int[64];
    private int[] from = new int[64];
    private int[] to = new int[64];
    private byte[] regClass = new byte[64];
    private int count;
    private int[] blockFirst = new int[16];
    private int[] blockLast = new int[16];

    void begin(int blocks) {
        count = 0;
        if (blockFirst.length < blocks) {
            blockFirst = new int[blocks];
            blockLast = new int[blocks];
        }
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

    /** Hands all edits over in the order of the code. */
    void copyTo(Result result, int blocks) {
        for (int b = 0; b < blocks; b++) {
            for (int i = blockLast[b] - 1; i >= blockFirst[b]; i--) {
                result.addEdit(point[i], from[i], to[i], regClass[i]);
            }
        }
    }
}
