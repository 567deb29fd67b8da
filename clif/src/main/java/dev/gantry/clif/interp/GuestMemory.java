package dev.gantry.clif.interp;

import dev.gantry.clif.ir.MemFlags;
import dev.gantry.clif.ir.TrapCode;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The memory that functions see: objects at made-up addresses, with gaps between them. The stack is the first; it grows down from {@link
 * #STACK_TOP}, and its array grows with it. An access has to lie within one object.
 *
 * <p>Invariant: objects are sorted by address and do not touch each other. All addresses are below 2<sup>32</sup> as long as the objects' sizes allow, so
 * that functions with 32-bit addresses work too.
 */
final class GuestMemory {
    static final long STACK_TOP = 0x0100_0000;
    private static final int STACK_LIMIT = 1 << 20;
    private static final int FIRST_STACK = 1 << 14;
    private static final long FIRST_OBJECT = 0x1000_0000;
    private static final int GAP = 1 << 16;

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Start addresses; object 0 is the stack. */
    private long[] bases = new long[4];

    private byte[][] objects = new byte[4][];
    private int count = 1;
    private int last;

    /** Where the next address of the stack will be: everything from here up is in use. */
    private long top = STACK_TOP;

    /** What fresh pieces of the stack are filled with. */
    private byte fresh;

    /** Whether accesses outside memory that are said not to trap are errors. */
    private boolean strict;

    /** Bits 64 to 127 of what was loaded last. */
    long high;

    GuestMemory() {
        objects[0] = new byte[FIRST_STACK];
        bases[0] = STACK_TOP - FIRST_STACK;
    }

    /** Adds an object, which is used in place, and gives its address, a multiple of {@code alignment}. */
    long add(byte[] object, long alignment) {
        long end = count == 1 ? FIRST_OBJECT : bases[count - 1] + objects[count - 1].length + GAP;
        long address = (end + alignment - 1) & -alignment;
        if (count == bases.length) {
            bases = Arrays.copyOf(bases, 2 * count);
            objects = Arrays.copyOf(objects, 2 * count);
        }
        bases[count] = address;
        objects[count++] = object;
        return address;
    }

    /** See {@link Interpreter#disturb}. */
    void disturb(int shift, byte contents) {
        top = STACK_TOP - shift;
        fresh = contents;
        strict = true;
    }

    // ---- The stack ----

    /** The stack pointer. */
    long mark() {
        return top;
    }

    /** Sets the stack pointer: back, or to another stack. */
    void release(long stackPointer) {
        top = stackPointer;
    }

    /**
     * Address of a new piece of the stack, filled with zeros (or what {@link #disturb} said). The stack pointer may lie in another object, as the end of a stack that a program has
     * set up.
     *
     * @throws TrapSignal if there is no room
     */
    long allocate(long size, long alignment) {
        long start = (top - size) & -Math.max(alignment, 16);
        if (top > STACK_TOP) {
            int object = find(start, 1);
            if (object <= 0 || top > bases[object] + objects[object].length) {
                throw new TrapSignal(TrapCode.STACK_OVERFLOW);
            }
            clear(object, start, size);
        } else {
            if (start < STACK_TOP - STACK_LIMIT) {
                throw new TrapSignal(TrapCode.STACK_OVERFLOW);
            }
            if (start < bases[0]) {
                growStack(start);
            }
            clear(0, start, size);
        }
        top = start;
        return start;
    }

    private void clear(int object, long start, long size) {
        int at = (int) (start - bases[object]);
        Arrays.fill(objects[object], at, at + (int) size, fresh);
    }

    private void growStack(long start) {
        int size = objects[0].length;
        while (STACK_TOP - size > start) {
            size *= 2;
        }
        byte[] larger = new byte[size];
        System.arraycopy(objects[0], 0, larger, size - objects[0].length, objects[0].length);
        objects[0] = larger;
        bases[0] = STACK_TOP - size;
    }

    // ---- Accesses ----

    /** The object in which so many bytes lie, or -1. */
    private int find(long address, long size) {
        if (contains(last, address, size)) {
            return last;
        }
        int low = 0;
        int high = count - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (bases[middle] <= address) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        if (!contains(low, address, size)) {
            return -1;
        }
        last = low;
        return low;
    }

    private boolean contains(int object, long address, long size) {
        long at = address - bases[object];
        return at >= 0 && at <= objects[object].length - size;
    }

    /**
     * Finds where an access lies. An access that is said to be aligned traps if it is not.
     *
     * @return its index in the array of object {@link #last}
     */
    private int index(long address, int size, int flags) {
        int object = find(address, size);
        if (object < 0 || (MemFlags.aligned(flags) && (address & (size - 1)) != 0)) {
            int code = MemFlags.trapCode(flags);
            if (strict && code == TrapCode.NONE) {
                throw UninterpretableException.undetermined("an access outside memory that is said not to trap");
            }
            throw new TrapSignal(code == TrapCode.NONE ? TrapCode.HEAP_OUT_OF_BOUNDS : code);
        }
        return (int) (address - bases[object]);
    }

    /** A value of 1 to 16 bytes, a power of two; of one of 16 bytes the upper half is {@link #high}, which else is zero. */
    long load(long address, int size, int flags) {
        int at = index(address, size, flags);
        byte[] bytes = objects[last];
        boolean big = MemFlags.big(flags);
        high = 0;
        switch (size) {
            case 1:
                return bytes[at] & 0xff;
            case 2:
                short s = (short) SHORT.get(bytes, at);
                return (big ? Short.reverseBytes(s) : s) & 0xffff;
            case 4:
                int i = (int) INT.get(bytes, at);
                return (big ? Integer.reverseBytes(i) : i) & 0xffff_ffffL;
            case 8:
                long l = (long) LONG.get(bytes, at);
                return big ? Long.reverseBytes(l) : l;
            default:
                long low = (long) LONG.get(bytes, at);
                high = (long) LONG.get(bytes, at + 8);
                if (big) {
                    long swapped = Long.reverseBytes(high);
                    high = Long.reverseBytes(low);
                    return swapped;
                }
                return low;
        }
    }

    /** Stores the low bytes of a value. */
    void store(long address, int size, int flags, long low, long upper) {
        int at = index(address, size, flags);
        byte[] bytes = objects[last];
        boolean big = MemFlags.big(flags);
        switch (size) {
            case 1 -> bytes[at] = (byte) low;
            case 2 -> SHORT.set(bytes, at, big ? Short.reverseBytes((short) low) : (short) low);
            case 4 -> INT.set(bytes, at, big ? Integer.reverseBytes((int) low) : (int) low);
            case 8 -> LONG.set(bytes, at, big ? Long.reverseBytes(low) : low);
            default -> {
                LONG.set(bytes, at, big ? Long.reverseBytes(upper) : low);
                LONG.set(bytes, at + 8, big ? Long.reverseBytes(low) : upper);
            }
        }
    }

    /** Copies bytes; the pieces may overlap. */
    void copy(long to, long from, long size) {
        if (size == 0) {
            return;
        }
        byte[] source = piece(from, size);
        int sourceAt = (int) (from - bases[last]);
        byte[] target = piece(to, size);
        System.arraycopy(source, sourceAt, target, (int) (to - bases[last]), (int) size);
    }

    void fill(long to, byte value, long size) {
        if (size != 0) {
            byte[] target = piece(to, size);
            int at = (int) (to - bases[last]);
            Arrays.fill(target, at, at + (int) size, value);
        }
    }

    /** Less than, equal to or greater than zero as the first bytes that differ are, taken as unsigned. */
    int compare(long x, long y, long size) {
        if (size == 0) {
            return 0;
        }
        byte[] a = piece(x, size);
        int aAt = (int) (x - bases[last]);
        byte[] b = piece(y, size);
        int bAt = (int) (y - bases[last]);
        return Arrays.compareUnsigned(a, aAt, aAt + (int) size, b, bAt, bAt + (int) size);
    }

    private byte[] piece(long address, long size) {
        int object = size < 0 ? -1 : find(address, size);
        if (object < 0) {
            throw new TrapSignal(TrapCode.HEAP_OUT_OF_BOUNDS);
        }
        return objects[object];
    }
}
