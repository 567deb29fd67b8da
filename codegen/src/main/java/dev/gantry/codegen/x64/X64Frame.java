package dev.gantry.codegen.x64;

import dev.gantry.clif.ir.EntityTable;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.StackSlot;
import dev.gantry.clif.ir.Type;
import dev.gantry.codegen.machinst.UnsupportedException;
import dev.gantry.codegen.machinst.WrittenRegs;
import java.util.Arrays;

/**
 * The frame of the function being compiled.
 *
 * <pre>
 *   higher addresses   parameters in memory
 *                      return address
 *   rbp ->             caller's rbp
 *                      preserved registers that the function writes: xmm above integers
 *                      stack slots
 *                      spill slots
 *                      results of calls in memory
 *   rsp ->             parameters of calls in memory
 * </pre>
 *
 * <p>rsp is a multiple of 16 at every call. A function that makes tail calls with more parameters in memory than it has
 * itself moves its return address down in the prologue, so that the room for parameters fits the greatest of them: {@link
 * #tailArgBytes}.
 */
final class X64Frame {
    /** What rsp is a multiple of. */
    static final int STACK_ALIGNMENT = 16;

    private static final long MAX_SIZE = 1L << 30;
    private static final int[] NO_SLOTS = {};

    private int incomingArgBytes;
    private int tailArgBytes;
    private int outgoingArgBytes;
    private int returnAreaBytes;
    private int spillOffset;
    private int[] slotOffsets = new int[8];
    private int savedOffset;
    private int size;
    private long savedRegs;
    private long savedXmms;
    private boolean calls;
    private boolean calleePops;

    /** Empties the frame of a function whose own parameters in memory take so many bytes. */
    void reset(int newIncomingArgBytes, boolean newCalleePops) {
        calleePops = newCalleePops;
        incomingArgBytes = newIncomingArgBytes;
        tailArgBytes = newIncomingArgBytes;
        outgoingArgBytes = 0;
        returnAreaBytes = 0;
        calls = false;
    }

    /** A call is made with so many bytes of parameters and results in memory. */
    void addCall(int argBytes, int resultBytes) {
        calls = true;
        outgoingArgBytes = Math.max(outgoingArgBytes, argBytes);
        returnAreaBytes = Math.max(returnAreaBytes, resultBytes);
    }

    /** A tail call is made with so many bytes of parameters in memory. */
    void addTailCall(int argBytes) {
        tailArgBytes = Math.max(tailArgBytes, argBytes);
    }

    /** Fixes the layout once registers are allocated; the masks are the registers to be saved if written. */
    void layOut(Function function, int spillSlots, WrittenRegs written, long preserved, long preservedXmms) {
        long at = outgoingArgBytes + (long) returnAreaBytes;
        spillOffset = (int) at;
        at += 8L * spillSlots;
        at = layOutSlots(function, at);
        at = (at + 7) & -8;
        savedOffset = (int) at;
        savedRegs = written.mask(0) & preserved;
        at += 8L * Long.bitCount(savedRegs);
        savedXmms = written.mask(1) & preservedXmms;
        if (savedXmms != 0) {
            at = ((at + 15) & -16) + 16L * Long.bitCount(savedXmms);
        }
        size = (int) checked((at + 15) & -16);
    }

    private long layOutSlots(Function function, long start) {
        EntityTable<StackSlot> slots = function.stackSlots;
        int count = slots.limit() + function.dynamicStackSlots.limit();
        if (slotOffsets.length < count) {
            slotOffsets = Arrays.copyOf(slotOffsets, Math.max(count, slotOffsets.length * 2));
        }
        long at = start;
        for (int i = 0; i < slots.limit(); i++) {
            if (slots.contains(i)) {
                StackSlot slot = slots.get(i);
                long alignment = Math.max(8, 1L << slot.alignShift());
                long slack = Math.max(0, alignment - STACK_ALIGNMENT);
                at = place(i, at, Integer.toUnsignedLong(slot.size()) + slack, alignment - slack);
            }
        }
        for (int i = 0; i < function.dynamicStackSlots.limit(); i++) {
            Type vector =
                    function.dynamicTypes.get(function.dynamicStackSlots.get(i)).baseVector();
            at = place(slots.limit() + i, at, vector.bytes(), STACK_ALIGNMENT);
        }
        return at;
    }

    private long place(int slot, long at, long bytes, long alignment) {
        long offset = (at + alignment - 1) & -alignment;
        slotOffsets[slot] = (int) offset;
        return checked(offset + bytes);
    }

    private static long checked(long bytes) {
        if (bytes > MAX_SIZE) {
            throw new UnsupportedException("frame larger than " + MAX_SIZE + " bytes");
        }
        return bytes;
    }

    /** Whether a slot must be aligned to more than the stack is, so that its place within its room is known at run time only. */
    static boolean isOverAligned(StackSlot slot) {
        return 1L << slot.alignShift() > STACK_ALIGNMENT;
    }

    /** Bytes from rsp up to rbp. */
    int size() {
        return size;
    }

    /** Whether the function makes calls other than tail calls. */
    boolean calls() {
        return calls;
    }

    /** Whether the function removes its parameters in memory as it returns. */
    boolean calleePops() {
        return calleePops;
    }

    /** Offset of a stack slot from rsp, of an over-aligned one of the room that it has; dynamic slots follow the others. */
    int slotOffset(int slot) {
        return slotOffsets[slot];
    }

    /** Offsets of the first so many stack slots from rsp. */
    int[] slotOffsets(int count) {
        return count == 0 ? NO_SLOTS : Arrays.copyOf(slotOffsets, count);
    }

    /** Offset of a spill slot from rsp. */
    int spillOffset(int slot) {
        return spillOffset + 8 * slot;
    }

    /** Offset of the results of calls from rsp. */
    int returnAreaOffset() {
        return outgoingArgBytes;
    }

    /** Offset of the parameters in memory from rbp. */
    int incomingOffset() {
        return 16 + tailArgBytes - incomingArgBytes;
    }

    /** Bytes of parameters in memory that this function was called with. */
    int incomingArgBytes() {
        return incomingArgBytes;
    }

    /** Bytes of the room for parameters above the return address once the prologue is done. */
    int tailArgBytes() {
        return tailArgBytes;
    }

    /** The registers saved in the frame: bit n stands for hardware number n. */
    long savedRegs() {
        return savedRegs;
    }

    /** Offset of the first saved register from rsp; they follow in ascending order. */
    int savedOffset() {
        return savedOffset;
    }

    /** The xmm registers saved in the frame: bit n stands for number n. */
    long savedXmms() {
        return savedXmms;
    }

    /** Offset of the first saved xmm register from rsp, a multiple of 16; they follow in ascending order, 16 bytes each. */
    int savedXmmOffset() {
        return size - 16 * Long.bitCount(savedXmms);
    }
}
