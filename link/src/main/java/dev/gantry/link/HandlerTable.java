package dev.gantry.link;

import dev.gantry.asm.CodeBlob;
import dev.gantry.asm.HandlerKind;
import java.util.Arrays;
import java.util.List;

/** The call sites of a module that have exception handlers, by their offset in the module. Immutable. */
final class HandlerTable {
    private static final int COLUMNS = 3;

    private final int[] offsets;
    private final int[] frameBytes;
    /** The first item of each site, and one more. */
    private final int[] firstItem;
    /** Kind, operand, offset of the handler in the module. */
    private final int[] items;

    private HandlerTable(int[] offsets, int[] frameBytes, int[] firstItem, int[] items) {
        this.offsets = offsets;
        this.frameBytes = frameBytes;
        this.firstItem = firstItem;
        this.items = items;
    }

    /** The table of functions that start at these offsets. */
    static HandlerTable of(List<CodeBlob> blobs, int[] starts) {
        int sites = 0;
        int count = 0;
        for (CodeBlob blob : blobs) {
            for (int site = 0; site < blob.callSiteCount(); site++) {
                sites += blob.handlerCount(site) > 0 ? 1 : 0;
                count += blob.handlerCount(site);
            }
        }
        HandlerTable table =
                new HandlerTable(new int[sites], new int[sites], new int[sites + 1], new int[count * COLUMNS]);
        int filled = 0;
        for (int i = 0; i < starts.length && sites > 0; i++) {
            filled = table.add(blobs.get(i), starts[i], filled);
        }
        return table;
    }

    private int add(CodeBlob blob, int start, int filled) {
        int site = filled;
        for (int i = 0; i < blob.callSiteCount(); i++) {
            int count = blob.handlerCount(i);
            if (count == 0) {
                continue;
            }
            offsets[site] = start + blob.callSiteOffset(i);
            frameBytes[site] = blob.callSiteFrameBytes(i);
            int item = firstItem[site];
            for (int j = 0; j < count; j++) {
                int at = item++ * COLUMNS;
                items[at] = blob.handlerKind(i, j).ordinal();
                items[at + 1] = blob.handlerOperand(i, j);
                items[at + 2] = start + blob.handlerOffset(i, j);
            }
            firstItem[++site] = item;
        }
        return site;
    }

    /** The site whose call returns to an offset, or a negative number. */
    int site(int offset) {
        return offsets.length == 0 ? -1 : Arrays.binarySearch(offsets, offset);
    }

    /** Bytes from the frame pointer down to the stack pointer at a site. */
    int frameBytes(int site) {
        return frameBytes[site];
    }

    int firstItem(int site) {
        return firstItem[site];
    }

    int endItem(int site) {
        return firstItem[site + 1];
    }

    HandlerKind kind(int item) {
        return HandlerKind.of(items[item * COLUMNS]);
    }

    int operand(int item) {
        return items[item * COLUMNS + 1];
    }

    /** Offset of the handler's code in the module. */
    int handler(int item) {
        return items[item * COLUMNS + 2];
    }
}
