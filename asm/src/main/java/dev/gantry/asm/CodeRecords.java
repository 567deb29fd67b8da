package dev.gantry.asm;

import java.util.Arrays;

/**
 * The tables that travel with the code: relocations, traps, call sites, source locations, unwind operations, stack maps, debug tags, patchable calls.
 */
final class CodeRecords {
    /** offset, kind, target, addend low, addend high. */
    final IntRows relocs = new IntRows(5, 16);
    /** offset, code. */
    final IntRows traps = new IntRows(2, 32);
    /** return offset, first handler row, number of handlers, bytes from the frame pointer down to the stack pointer. */
    final IntRows callSites = new IntRows(4, 16);
    /** kind, operand, label. */
    final IntRows handlers = new IntRows(3, 4);
    /** offset from which on the location holds, location. */
    final IntRows srcLocs = new IntRows(2, 64);
    /** offset, operation, arg0, arg1. */
    final IntRows unwind = new IntRows(4, 8);
    /** offset, offset behind. */
    final IntRows data = new IntRows(2, 4);
    /** return offset, first word, number of words. */
    final IntRows stackMaps = new IntRows(3, 4);
    /** offset, first word, number of words. */
    final IntRows debugTags = new IntRows(3, 4);
    /** offset of the call instruction, its length. */
    final IntRows patchableCalls = new IntRows(2, 4);

    /** The words of stack maps and debug tags. */
    int[] words = new int[16];

    int wordsUsed;

    void reset() {
        relocs.used = 0;
        traps.used = 0;
        callSites.used = 0;
        handlers.used = 0;
        srcLocs.used = 0;
        unwind.used = 0;
        data.used = 0;
        stackMaps.used = 0;
        debugTags.used = 0;
        patchableCalls.used = 0;
        wordsUsed = 0;
    }

    /**
     * The bytes from {@code offset} on are gone. What is recorded at {@code offset} itself stays if it speaks of the
     * instruction before (return addresses, unwinding) and goes if it speaks of the one after.
     */
    void truncate(int offset) {
        relocs.truncate(offset);
        traps.truncate(offset);
        if (srcLocs.used > 0 && srcLocs.cells[srcLocs.used - 2] > offset) {
            int location = srcLocs.cells[srcLocs.used - 1];
            srcLocs.truncate(offset);
            srcLoc(offset, location);
        }
    }

    void reloc(int offset, RelocKind kind, int target, long addend) {
        int at = relocs.add();
        int[] cells = relocs.cells;
        cells[at] = offset;
        cells[at + 1] = kind.ordinal();
        cells[at + 2] = target;
        cells[at + 3] = (int) addend;
        cells[at + 4] = (int) (addend >> 32);
    }

    void trap(int offset, int code) {
        int at = traps.add();
        traps.cells[at] = offset;
        traps.cells[at + 1] = code;
    }

    void callSite(int offset, int frameBytes) {
        int at = callSites.add();
        callSites.cells[at] = offset;
        callSites.cells[at + 1] = handlers.rows();
        callSites.cells[at + 2] = 0;
        callSites.cells[at + 3] = frameBytes;
    }

    /** Belongs to the call site added last. */
    void handler(HandlerKind kind, int operand, int label) {
        int at = handlers.add();
        handlers.cells[at] = kind.ordinal();
        handlers.cells[at + 1] = operand;
        handlers.cells[at + 2] = label;
        callSites.cells[callSites.used - 2]++;
    }

    void unwind(int offset, UnwindOp op, int arg0, int arg1) {
        int at = unwind.add();
        int[] cells = unwind.cells;
        cells[at] = offset;
        cells[at + 1] = op.ordinal();
        cells[at + 2] = arg0;
        cells[at + 3] = arg1;
    }

    /** Neighbours become one row. */
    void data(int from, int to) {
        if (data.used > 0 && data.cells[data.used - 1] == from) {
            data.cells[data.used - 1] = to;
            return;
        }
        int at = data.add();
        data.cells[at] = from;
        data.cells[at + 1] = to;
    }

    /** A row of {@code table} that refers to a copy of these words. */
    void words(IntRows table, int offset, int[] from, int start, int end) {
        int length = end - start;
        if (wordsUsed + length > words.length) {
            words = Arrays.copyOf(words, (wordsUsed + length) * 2);
        }
        System.arraycopy(from, start, words, wordsUsed, length);
        int at = table.add();
        table.cells[at] = offset;
        table.cells[at + 1] = wordsUsed;
        table.cells[at + 2] = length;
        wordsUsed += length;
    }

    void patchableCall(int offset, int length) {
        int at = patchableCalls.add();
        patchableCalls.cells[at] = offset;
        patchableCalls.cells[at + 1] = length;
    }

    /** From {@code offset} on the code comes from {@code location}. Equal neighbours become one row. */
    void srcLoc(int offset, int location) {
        if (srcLocs.used > 0 && srcLocs.cells[srcLocs.used - 2] == offset) {
            srcLocs.used -= 2;
        }
        int before = srcLocs.used > 0 ? srcLocs.cells[srcLocs.used - 1] : CodeBuffer.NO_SRC_LOC;
        if (before != location) {
            int at = srcLocs.add();
            srcLocs.cells[at] = offset;
            srcLocs.cells[at + 1] = location;
        }
    }

    /** The location that holds at the end of the code. */
    int currentSrcLoc() {
        return srcLocs.used > 0 ? srcLocs.cells[srcLocs.used - 1] : CodeBuffer.NO_SRC_LOC;
    }
}
