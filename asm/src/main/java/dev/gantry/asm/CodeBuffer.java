package dev.gantry.asm;

import java.util.Arrays;

/**
 * Takes machine code front to back in one pass and simplifies its branches while doing so.
 *
 * <p><b>Algorithm.</b> References to labels are kept as fixups until {@link #finish} (or an island) and only then written,
 * so a label may still move. The buffer remembers the run of branches that ends at the current offset. When a label is
 * bound there, and only then, it looks at that run from its end: (1) a branch to the current offset is removed; (2) labels
 * in front of an unconditional branch become aliases of its target; (3) an unconditional branch with no label, behind
 * another one, cannot be reached and is removed; (4) a conditional branch over an unconditional one is inverted and takes
 * the latter's target. The design is that of Cranelift's MachBuffer; labels bound at one offset are one class of a
 * union-find forest here, so that moving them costs the same however many they are.
 *
 * <p><b>Invariants.</b> Fixups, traps, relocations and the run of branches are sorted by offset. At most one root label is
 * bound at an offset. Each step of the simplification removes a branch or an alias candidate, hence the whole is linear.
 *
 * <p><b>Example.</b> {@code je A; jmp B; A:} At A, {@code jmp B} is the last branch, has no label in front, and {@code je}
 * goes to the current offset: the result is {@code jne B; A:}.
 *
 * <p>A buffer is reused with {@link #reset}; it is not safe for use by several threads.
 */
public final class CodeBuffer {
    /** No source location. */
    public static final int NO_SRC_LOC = -1;

    private static final int MAX_SIZE = 1 << 30;

    private final CodeTarget target;
    private final LabelTable labels = new LabelTable();
    private final ConstantPool constants = new ConstantPool();
    private final FixupTable fixups = new FixupTable();
    private final BranchRun run = new BranchRun();
    private final CodeRecords records = new CodeRecords();
    /** label, trap code, source location. */
    private final IntRows deferredTraps = new IntRows(3, 16);

    private byte[] data = new byte[4096];
    private int position;

    /** The root label bound at {@link #tailOffset}, which counts only while that is the current offset. */
    private int tailLabel = -1;

    private int tailOffset = -1;
    private int maxAlign = 1;

    /** An empty buffer for code of that instruction set. */
    public CodeBuffer(CodeTarget target) {
        this.target = target;
    }

    /** Forgets everything but keeps the memory. */
    public void reset() {
        labels.reset();
        constants.reset();
        run.count = 0;
        records.reset();
        deferredTraps.used = 0;
        position = 0;
        fixups.reset();
        tailLabel = -1;
        tailOffset = -1;
        maxAlign = 1;
    }

    // ---- bytes

    /** Current offset: number of bytes so far. */
    public int offset() {
        return position;
    }

    /** Appends the low byte. */
    public void put1(int value) {
        if (position == data.length) {
            grow(1);
        }
        data[position++] = (byte) value;
    }

    /** Appends two bytes, little-endian. */
    public void put2(int value) {
        int at = claim(2);
        byte[] d = data;
        d[at] = (byte) value;
        d[at + 1] = (byte) (value >> 8);
    }

    /** Appends four bytes, little-endian. */
    public void put4(int value) {
        int at = claim(4);
        byte[] d = data;
        d[at] = (byte) value;
        d[at + 1] = (byte) (value >> 8);
        d[at + 2] = (byte) (value >> 16);
        d[at + 3] = (byte) (value >> 24);
    }

    /** Appends eight bytes, little-endian. */
    public void put8(long value) {
        put4((int) value);
        put4((int) (value >> 32));
    }

    /** Appends {@code length} bytes of {@code bytes} from {@code from} on. */
    public void putBytes(byte[] bytes, int from, int length) {
        int at = claim(length);
        System.arraycopy(bytes, from, data, at, length);
    }

    /** The array that holds the bytes now; appending may replace it. */
    byte[] data() {
        return data;
    }

    /** The byte at an offset below the current one. */
    public int byteAt(int at) {
        return data[at] & 0xff;
    }

    /** Pads with instructions that do nothing until the offset is a multiple of {@code alignment}, a power of two. */
    public void align(int alignment) {
        maxAlign = Math.max(maxAlign, alignment);
        int gap = -position & (alignment - 1);
        if (gap != 0) {
            target.writeNops(this, gap);
        }
    }

    /** The start of the code is to be a multiple of {@code alignment}, a power of two. */
    public void alignStart(int alignment) {
        maxAlign = Math.max(maxAlign, alignment);
    }

    /** Appends so many bytes that are never executed, as data. */
    public void padding(int bytes) {
        records.data(position, position + bytes);
        for (int i = 0; i < bytes; i++) {
            put1(0);
        }
    }

    /** Pads with zero bytes: for data behind code. */
    void padData(int alignment) {
        maxAlign = Math.max(maxAlign, alignment);
        while ((position & (alignment - 1)) != 0) {
            put1(0);
        }
    }

    private int claim(int length) {
        int at = position;
        if (at + length > data.length) {
            grow(length);
        }
        position = at + length;
        return at;
    }

    private void grow(int length) {
        if (position + length > MAX_SIZE) {
            throw new AsmException("code of one function exceeds " + MAX_SIZE + " bytes");
        }
        data = Arrays.copyOf(data, Math.max(data.length * 2, position + length));
    }

    // ---- labels

    /** A new label, bound nowhere. Labels count from 0. */
    public int newLabel() {
        return labels.add();
    }

    /** Offset of a label so far, -1 if unbound. It may still change until {@link #finish}. */
    public int labelOffset(int label) {
        return labels.offset(label);
    }

    /** Binds the label to the current offset and simplifies the branches that end here. */
    public void bindLabel(int label) {
        if (!labels.isFree(label)) {
            throw new AsmException("label " + label + " is bound twice");
        }
        if (tailOffset == position) {
            labels.alias(label, tailLabel);
        } else {
            labels.place(label, position);
            tailLabel = label;
            tailOffset = position;
        }
        if (run.count > 0) {
            simplifyBranches();
        }
    }

    /** The field at the current offset, which the caller is about to write, refers to the label. What it writes there may be an addend: see the kind. */
    public void useLabel(int label, LabelUse use) {
        useLabelAt(position, label, use);
    }

    /** As {@link #useLabel}, for a field at {@code at}, no less than any earlier one's. */
    public void useLabelAt(int at, int label, LabelUse use) {
        fixups.add(at, label, use);
    }

    // ---- branches

    /**
     * The bytes from {@code start} up to the current offset are an unconditional branch to the label; its reference is the
     * last one recorded with {@link #useLabel}.
     */
    public void uncondBranch(int start, int label) {
        recordBranch(start, label, 0, false);
    }

    /**
     * The bytes from {@code start} up to the current offset are a conditional branch to the label; its reference is the last
     * one recorded with {@link #useLabel}.
     *
     * @param inverted the bytes of the branch on the opposite condition, first byte lowest; of the same length (8 at most)
     *     and with the reference in the same place
     */
    public void condBranch(int start, int label, long inverted) {
        recordBranch(start, label, inverted, true);
    }

    private void recordBranch(int start, int label, long inverted, boolean conditional) {
        if (run.count > 0 && run.end[run.count - 1] != start) {
            run.count = 0;
        }
        int before = tailOffset == start ? tailLabel : -1;
        run.push(start, position, label, fixups.count - 1, before, inverted, conditional);
    }

    private void simplifyBranches() {
        while (run.count > 0) {
            int last = run.count - 1;
            if (run.end[last] != position) {
                run.count = 0;
                return;
            }
            int root = labels.root(run.label[last]);
            if (root == tailLabel) {
                removeLastBranch();
                continue;
            }
            if (run.conditional[last]) {
                return;
            }
            int before = run.labelBefore[last];
            if (before >= 0 && before != root) {
                labels.alias(before, root);
                run.labelBefore[last] = -1;
                before = -1;
            }
            if (before >= 0 || last == 0 || !simplifyPair(last)) {
                return;
            }
        }
    }

    /** The last branch is unconditional and has no label in front: looks at it and the branch before it. */
    private boolean simplifyPair(int last) {
        int prior = last - 1;
        if (!run.conditional[prior]) {
            removeLastBranch();
            return true;
        }
        if (labels.root(run.label[prior]) != tailLabel) {
            return false;
        }
        int newTarget = run.label[last];
        removeLastBranch();
        run.invert(prior, data);
        run.label[prior] = newTarget;
        fixups.label[run.fixup[prior]] = newTarget;
        return true;
    }

    /** No label will be bound behind an unconditional branch at the end of the code: the label in front of it becomes its target's alias here. */
    private void forwardLastLabel() {
        int last = run.count - 1;
        if (last < 0 || run.end[last] != position || run.conditional[last]) {
            return;
        }
        int before = run.labelBefore[last];
        int root = labels.root(run.label[last]);
        if (before >= 0 && before != root) {
            labels.alias(before, root);
        }
    }

    private void removeLastBranch() {
        int last = --run.count;
        int start = run.start[last];
        position = start;
        fixups.truncate(start);
        records.truncate(start);
        int before = run.labelBefore[last];
        if (before >= 0) {
            labels.alias(tailLabel, before);
            tailLabel = before;
        } else {
            labels.place(tailLabel, start);
        }
        tailOffset = start;
    }

    // ---- constants, deferred traps

    /**
     * Label of a constant of up to 16 bytes, placed behind the code; equal constants share a label.
     *
     * @param low bytes 0 to 7, little-endian
     * @param high bytes 8 to 15
     * @param size 1 to 16 bytes
     * @param align a power of two
     */
    public int constant(long low, long high, int size, int align) {
        int label = constants.find(low, high, size, align);
        if (label < 0) {
            label = newLabel();
            constants.add(low, high, size, align, label);
        }
        return label;
    }

    /** Label of a constant of any size, placed behind the code; equal constants share a label. The array is kept: do not change it. */
    public int constant(byte[] bytes, int align) {
        int label = constants.find(bytes, align);
        if (label < 0) {
            label = newLabel();
            constants.add(bytes, align, label);
        }
        return label;
    }

    /** Label of a trapping instruction placed behind the code, with this trap code and the source location that holds now. */
    public int deferTrap(int code) {
        int label = newLabel();
        int at = deferredTraps.add();
        deferredTraps.cells[at] = label;
        deferredTraps.cells[at + 1] = code;
        deferredTraps.cells[at + 2] = records.currentSrcLoc();
        return label;
    }

    // ---- records

    /** The field at the current offset, which the caller is about to write, is relocated. Targets are the client's numbers. */
    public void reloc(RelocKind kind, int symbol, long addend) {
        records.reloc(position, kind, symbol, addend);
    }

    /** The instruction that starts at the current offset may trap with this code, 0 to 255. */
    public void trap(int code) {
        records.trap(position, code);
    }

    /**
     * The current offset is a return address.
     *
     * @param frameBytes bytes from the frame pointer down to the stack pointer once the callee has returned
     */
    public void callSite(int frameBytes) {
        records.callSite(position, frameBytes);
    }

    /**
     * The call site recorded last, that of the current offset, has a further exception handler or context.
     *
     * @param operand the tag, or where the context is: see {@link HandlerKind}
     * @param label label of the handler; of no meaning for a context
     */
    public void handler(HandlerKind kind, int operand, int label) {
        records.handler(kind, operand, label);
    }

    /** The next {@code length} bytes, which the caller is about to write, are a call that may be replaced by an instruction that does nothing. */
    public void patchableCall(int length) {
        records.patchableCall(position, length);
    }

    /** The next {@code length} bytes, which the caller is about to write, are data (a jump table), not instructions. */
    public void data(int length) {
        records.data(position, position + length);
    }

    /** From here on the code comes from this location; {@link #NO_SRC_LOC} for none. */
    public void srcLoc(int location) {
        records.srcLoc(position, location);
    }

    /** The instruction that ends at the current offset did this to the frame. */
    public void unwind(UnwindOp op, int arg0, int arg1) {
        records.unwind(position, op, arg0, arg1);
    }

    /** At the return address that is the current offset, these opaque words describe the live references. */
    public void userStackMap(int[] words, int from, int to) {
        records.words(records.stackMaps, position, words, from, to);
    }

    /** These opaque words are a debugger's tags of the current offset. No branch is simplified across it, so that the place remains one. */
    public void debugTags(int[] words, int from, int to) {
        records.words(records.debugTags, position, words, from, to);
        run.count = 0;
        tailOffset = -1;
    }

    // ---- islands and the end

    /** Whether an island must come before another {@code distance} bytes of code are appended. Never so on x86-64. */
    public boolean islandNeeded(int distance) {
        return fixups.deadline != Integer.MAX_VALUE && islandEnd() + (long) distance > fixups.deadline;
    }

    /**
     * Appends an island: traps and constants so far, and veneers for references that could otherwise not reach beyond the
     * next {@code distance} bytes. Control must not fall into it.
     */
    public void emitIsland(int distance) {
        run.count = 0;
        long horizon = islandEnd() + (long) distance;
        emitDeferred();
        fixups.resolve(this, labels, horizon);
    }

    private long islandEnd() {
        long traps = (long) deferredTraps.rows() * target.trapSize();
        return position + traps + constants.bytesUpperBound() + fixups.veneerBytes;
    }

    private void emitDeferred() {
        for (int i = 0; i < deferredTraps.used; i += 3) {
            bindLabel(deferredTraps.cells[i]);
            records.srcLoc(position, deferredTraps.cells[i + 2]);
            records.trap(position, deferredTraps.cells[i + 1]);
            target.writeTrap(this);
        }
        deferredTraps.used = 0;
        records.srcLoc(position, NO_SRC_LOC);
        if (!constants.isEmpty()) {
            int from = position;
            maxAlign = Math.max(maxAlign, constants.emit(this));
            padData(target.instructionAlign());
            records.data(from, position);
        }
    }

    /** Ends the code: appends traps and constants, writes all references, and hands out the result. The buffer must be reset before it is used again. */
    public CodeBlob finish() {
        forwardLastLabel();
        run.count = 0;
        int codeSize = position;
        emitDeferred();
        fixups.resolve(this, labels, 0);
        while (fixups.count > 0) {
            fixups.checkBound(labels);
            fixups.resolve(this, labels, 0);
        }
        return new CodeBlob(Arrays.copyOf(data, position), codeSize, maxAlign, records, labels);
    }
}
