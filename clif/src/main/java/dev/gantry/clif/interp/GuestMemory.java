package dev.gantry.clif.interp;

import dev.gantry.clif.ir.MemFlags;
import dev.gantry.clif.ir.TrapCode;
import java.util.Arrays;

/** The memory that functions see: stack slots. Addresses start at {@link #BASE}, so that none is null. */
final class GuestMemory {
    static final long BASE = 0x1_0000;
    private static final int SIZE = 1 << 20;

    private final byte[] bytes = new byte[SIZE];
    /** Everything from here up is in use; the stack grows down. */
    private int top = SIZE;

    /** Lowest address in use. */
    int mark() {
        return top;
    }

    void release(int mark) {
        top = mark;
    }

    /** Address of a new piece of the stack, filled with zeros. */
    long allocate(int size, int alignShift) {
        int mask = (1 << Math.max(alignShift, 4)) - 1;
        long start = ((long) top - size) & ~mask;
        if (start < 0) {
            throw new TrapSignal(TrapCode.STACK_OVERFLOW);
        }
        Arrays.fill(bytes, (int) start, (int) start + size, (byte) 0);
        top = (int) start;
        return BASE + start;
    }

    private int index(long address, int size, int flags) {
        long index = address - BASE;
        if (index < top || index > SIZE - size) {
            int code = MemFlags.trapCode(flags);
            throw new TrapSignal(code == TrapCode.NONE ? TrapCode.HEAP_OUT_OF_BOUNDS : code);
        }
        return (int) index;
    }

    /** Up to 16 bytes. */
    Word load(long address, int size, int flags) {
        int at = index(address, size, flags);
        long lo = 0;
        long hi = 0;
        for (int i = 0; i < size; i++) {
            int significance = MemFlags.big(flags) ? size - 1 - i : i;
            long b = bytes[at + i] & 0xffL;
            if (significance < 8) {
                lo |= b << (8 * significance);
            } else {
                hi |= b << (8 * (significance - 8));
            }
        }
        return new Word(lo, hi);
    }

    void store(long address, int size, int flags, Word value) {
        int at = index(address, size, flags);
        for (int i = 0; i < size; i++) {
            int significance = MemFlags.big(flags) ? size - 1 - i : i;
            long word = significance < 8 ? value.lo() : value.hi();
            bytes[at + i] = (byte) (word >>> (8 * (significance & 7)));
        }
    }
}
