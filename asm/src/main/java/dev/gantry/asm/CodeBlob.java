package dev.gantry.asm;

import java.util.Arrays;

/**
 * The finished code of one function and the records that belong to it. Immutable; offsets are in bytes from the start of
 * the code. The tables are flat int arrays inside and read by index; the {@code …Offset} columns rise.
 */
public final class CodeBlob {
    private final byte[] bytes;
    private final int codeSize;
    private final int alignment;
    private final int[] relocs;
    private final int[] traps;
    private final int[] callSites;
    private final int[] handlers;
    private final int[] srcLocs;
    private final int[] unwind;
    private final int[] data;
    private final int[] stackMaps;
    private final int[] debugTags;
    private final int[] words;
    private final int[] patchableCalls;
    private final int[] labelOffsets;

    CodeBlob(byte[] bytes, int codeSize, int alignment, CodeRecords records, LabelTable labels) {
        this.bytes = bytes;
        this.codeSize = codeSize;
        this.alignment = alignment;
        this.relocs = records.relocs.copy();
        this.traps = records.traps.copy();
        this.callSites = records.callSites.copy();
        this.handlers = records.handlers.copy();
        this.srcLocs = ranges(records.srcLocs, bytes.length);
        this.unwind = records.unwind.copy();
        this.data = records.data.copy();
        this.stackMaps = records.stackMaps.copy();
        this.debugTags = records.debugTags.copy();
        this.words = Arrays.copyOf(records.words, records.wordsUsed);
        this.patchableCalls = records.patchableCalls.copy();
        this.labelOffsets = new int[labels.count()];
        for (int i = 0; i < labelOffsets.length; i++) {
            labelOffsets[i] = labels.offset(i);
        }
        for (int i = 2; i < handlers.length; i += 3) {
            handlers[i] = handlers[i] < 0 ? -1 : labelOffsets[handlers[i]];
        }
    }

    private static int[] ranges(IntRows rows, int end) {
        int[] out = new int[rows.rows() * 3];
        int used = 0;
        for (int i = 0; i < rows.used; i += 2) {
            int to = i + 2 < rows.used ? rows.cells[i + 2] : end;
            if (rows.cells[i + 1] != CodeBuffer.NO_SRC_LOC && rows.cells[i] < to) {
                out[used++] = rows.cells[i];
                out[used++] = to;
                out[used++] = rows.cells[i + 1];
            }
        }
        return Arrays.copyOf(out, used);
    }

    /** The code, instructions and constants. Not a copy: do not change it. */
    public byte[] bytes() {
        return bytes;
    }

    /** Size of all of it in bytes. */
    public int size() {
        return bytes.length;
    }

    /** Size of the part in front of the deferred traps and the constants. */
    public int codeSize() {
        return codeSize;
    }

    /** The alignment that the start of the code needs: a power of two. */
    public int alignment() {
        return alignment;
    }

    /** Offset of a label, -1 if it was never bound. */
    public int labelOffset(int label) {
        return labelOffsets[label];
    }

    /** Number of relocations. */
    public int relocCount() {
        return relocs.length / 5;
    }

    /** Offset of a relocation's field. */
    public int relocOffset(int i) {
        return relocs[i * 5];
    }

    /** Kind of a relocation. */
    public RelocKind relocKind(int i) {
        return RelocKind.of(relocs[i * 5 + 1]);
    }

    /** Target of a relocation, as the client numbered it. */
    public int relocTarget(int i) {
        return relocs[i * 5 + 2];
    }

    /** Addend of a relocation. */
    public long relocAddend(int i) {
        return (relocs[i * 5 + 3] & 0xffffffffL) | (long) relocs[i * 5 + 4] << 32;
    }

    /** A relocation as a record. */
    public Reloc reloc(int i) {
        return new Reloc(relocOffset(i), relocKind(i), relocTarget(i), relocAddend(i));
    }

    /** Number of instructions that may trap. */
    public int trapCount() {
        return traps.length / 2;
    }

    /** Start of the instruction that may trap. */
    public int trapOffset(int i) {
        return traps[i * 2];
    }

    /** Its trap code, 0 to 255. */
    public int trapCode(int i) {
        return traps[i * 2 + 1];
    }

    /** Number of call sites. */
    public int callSiteCount() {
        return callSites.length / 4;
    }

    /** Return address of a call site. */
    public int callSiteOffset(int i) {
        return callSites[i * 4];
    }

    /** Bytes from the frame pointer down to the stack pointer at a call site. */
    public int callSiteFrameBytes(int i) {
        return callSites[i * 4 + 3];
    }

    /** Number of exception handlers and contexts of a call site. */
    public int handlerCount(int callSite) {
        return callSites[callSite * 4 + 2];
    }

    private int handler(int callSite, int i) {
        return (callSites[callSite * 4 + 1] + i) * 3;
    }

    /** What item {@code i} of a call site's handlers is. */
    public HandlerKind handlerKind(int callSite, int i) {
        return HandlerKind.of(handlers[handler(callSite, i)]);
    }

    /** Operand of item {@code i} of a call site's handlers, see {@link HandlerKind}. */
    public int handlerOperand(int callSite, int i) {
        return handlers[handler(callSite, i) + 1];
    }

    /** Offset of the code of item {@code i} of a call site's handlers; -1 for a context. */
    public int handlerOffset(int callSite, int i) {
        return handlers[handler(callSite, i) + 2];
    }

    /** Number of source location ranges; what no range covers has no location. */
    public int srcLocCount() {
        return srcLocs.length / 3;
    }

    /** First offset of a range. */
    public int srcLocStart(int i) {
        return srcLocs[i * 3];
    }

    /** Offset behind a range. */
    public int srcLocEnd(int i) {
        return srcLocs[i * 3 + 1];
    }

    /** Location of a range. */
    public int srcLoc(int i) {
        return srcLocs[i * 3 + 2];
    }

    /** Number of unwind operations. */
    public int unwindCount() {
        return unwind.length / 4;
    }

    /** Offset behind the instruction that did it. */
    public int unwindOffset(int i) {
        return unwind[i * 4];
    }

    /** What was done to the frame. */
    public UnwindOp unwindOp(int i) {
        return UnwindOp.of(unwind[i * 4 + 1]);
    }

    /** First argument of an unwind operation. */
    public int unwindArg0(int i) {
        return unwind[i * 4 + 2];
    }

    /** Second argument of an unwind operation. */
    public int unwindArg1(int i) {
        return unwind[i * 4 + 3];
    }

    /** Number of ranges that are data, not instructions: jump tables, constants. */
    public int dataCount() {
        return data.length / 2;
    }

    /** First offset of a data range. */
    public int dataStart(int i) {
        return data[i * 2];
    }

    /** Offset behind a data range. */
    public int dataEnd(int i) {
        return data[i * 2 + 1];
    }

    /** Number of user stack maps. */
    public int stackMapCount() {
        return stackMaps.length / 3;
    }

    /** Return address to which a stack map belongs. */
    public int stackMapOffset(int i) {
        return stackMaps[i * 3];
    }

    /** Number of words of a stack map. */
    public int stackMapLength(int i) {
        return stackMaps[i * 3 + 2];
    }

    /** Word {@code j} of stack map {@code i}, opaque to this layer. */
    public int stackMapWord(int i, int j) {
        return words[stackMaps[i * 3 + 1] + j];
    }

    /** Number of places that have debug tags. */
    public int debugTagsCount() {
        return debugTags.length / 3;
    }

    /** A place with debug tags: the return address of a call, or the start of the code that follows the place. */
    public int debugTagsOffset(int i) {
        return debugTags[i * 3];
    }

    /** Number of words of the debug tags of a place. */
    public int debugTagsLength(int i) {
        return debugTags[i * 3 + 2];
    }

    /** Word {@code j} of the debug tags of a place, opaque to this layer. */
    public int debugTagsWord(int i, int j) {
        return words[debugTags[i * 3 + 1] + j];
    }

    /** Number of calls that may be replaced by an instruction that does nothing. */
    public int patchableCallCount() {
        return patchableCalls.length / 2;
    }

    /** Offset of the first byte of a patchable call. */
    public int patchableCallOffset(int i) {
        return patchableCalls[i * 2];
    }

    /** Length in bytes of a patchable call. */
    public int patchableCallLength(int i) {
        return patchableCalls[i * 2 + 1];
    }
}
