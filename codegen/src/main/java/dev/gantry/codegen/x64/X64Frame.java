package dev.gantry.codegen.x64;

import dev.gantry.clif.ir.EntityTable;
import dev.gantry.clif.ir.StackSlot;
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
    void layOut(EntityTable<StackSlot> slots, int spillSlots, WrittenRegs written, long preserved, long preservedXmms) {
        long at = outgoingArgBytes + (long) returnAreaBytes;
        spillOffset = (int) at;
        at += 8L * spillSlots;
        if (slotOffsets.length < slots.limit()) {
            slotOffsets = Arrays.copyOf(slotOffsets, Math.max(slots.limit(), slotOffsets.length * 2));
        }
        for (int i = 0; i < slots.limit(); i++) {
            if (slots.contains(i)) {
                StackSlot slot = slots.get(i);
                if (slot.alignShift() > 4) {
                    throw new UnsupportedException("stack slot aligned to more than 16 bytes");
                }
                long align = Math.max(8, 1L << slot.alignShift());
                at = (at + align - 1) & -align;
                slotOffsets[i] = (int) at;
                at += Integer.toUnsignedLong(slot.size());
                if (at > MAX_SIZE) {
                    throw new UnsupportedException("frame larger than " + MAX_SIZE + " bytes");
                }
            }
        }
        at = (at + 7) & -8;
        savedOffset = (int) at;
        savedRegs = written.mask(0) & preserved;
        at += 8L * Long.bitCount(savedRegs);
        savedXmms = written.mask(1) & preservedXmms;
        if (savedXmms != 0) {
            at = ((at + 15) & -16) + 16L * Long.bitCount(savedXmms);
        }
        at = (at + 15) & -16;
        if (at > MAX_SIZE) {
            throw new UnsupportedException("frame larger than " + MAX_SIZE + " bytes");
        }
        size = (int) at;
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

    /** Offset of a stack slot from rsp. */
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
