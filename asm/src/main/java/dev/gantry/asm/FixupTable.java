package dev.gantry.asm;

import java.util.Arrays;

/** References to labels that are not written yet, sorted by the offset of their field. */
final class FixupTable {
    /** Reaches from here on count as unlimited. */
    private static final int UNLIMITED = 1 << 30;

    int[] label = new int[64];
    int count;

    /** The first offset that some pending reference cannot reach any more. */
    int deadline = Integer.MAX_VALUE;

    /** What the veneers of all pending references would take, at most. */
    int veneerBytes;

    private int[] offset = new int[64];
    private LabelUse[] use = new LabelUse[64];

    void reset() {
        count = 0;
        deadline = Integer.MAX_VALUE;
        veneerBytes = 0;
    }

    void add(int at, int target, LabelUse kind) {
        int index = count++;
        if (index == label.length) {
            label = Arrays.copyOf(label, index * 2);
            offset = Arrays.copyOf(offset, index * 2);
            use = Arrays.copyOf(use, index * 2);
        }
        label[index] = target;
        offset[index] = at;
        use[index] = kind;
        note(at, kind);
    }

    private void note(int at, LabelUse kind) {
        int reach = kind.maxForward();
        if (reach < UNLIMITED && at + reach < deadline) {
            deadline = at + reach;
        }
        veneerBytes += kind.veneerSize();
    }

    /** Drops the references at {@code from} and after. */
    void truncate(int from) {
        while (count > 0 && offset[count - 1] >= from) {
            veneerBytes -= use[--count].veneerSize();
        }
    }

    /** Writes what is known and in reach; gives a veneer to what is due before the horizon; keeps the rest. */
    void resolve(CodeBuffer buffer, LabelTable labels, long horizon) {
        int kept = 0;
        int end = count;
        deadline = Integer.MAX_VALUE;
        veneerBytes = 0;
        for (int i = 0; i < end; i++) {
            int at = offset[i];
            LabelUse kind = use[i];
            int to = labels.offset(label[i]);
            boolean bound = to != LabelTable.UNBOUND;
            if (bound && to - at <= kind.maxForward() && at - to <= kind.maxBackward()) {
                kind.patch(buffer.data(), at, to);
            } else if (bound || at + (long) kind.maxForward() < horizon) {
                addVeneer(buffer, at, label[i], kind);
            } else {
                label[kept] = label[i];
                offset[kept] = at;
                use[kept++] = kind;
                note(at, kind);
            }
        }
        int added = count - end;
        System.arraycopy(label, end, label, kept, added);
        System.arraycopy(offset, end, offset, kept, added);
        System.arraycopy(use, end, use, kept, added);
        count = kept + added;
    }

    private void addVeneer(CodeBuffer buffer, int at, int target, LabelUse kind) {
        int veneer = buffer.offset();
        if (!kind.supportsVeneer() || veneer - at > kind.maxForward()) {
            throw new AsmException("reference at " + at + " to label " + target + " cannot reach it");
        }
        LabelUse onward = kind.writeVeneer(buffer);
        add(veneer + kind.veneerFieldOffset(), target, onward);
        kind.patch(buffer.data(), at, veneer);
    }

    /** Fails if some label is bound nowhere. */
    void checkBound(LabelTable labels) {
        for (int i = 0; i < count; i++) {
            if (labels.offset(label[i]) == LabelTable.UNBOUND) {
                throw new AsmException("label " + label[i] + " is used at " + offset[i] + " but never bound");
            }
        }
    }
}
