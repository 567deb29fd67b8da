package dev.gantry.clif.interp;

import dev.gantry.clif.ir.Function;
import org.jspecify.annotations.Nullable;

/** A call that is under way. */
final class Frame {
    final Function function;
    /** The caller, or null at the bottom. */
    final @Nullable Frame caller;
    /** The instruction of the caller that made the call; -1 at the bottom. */
    final int callInst;

    final Word[] values;
    /** Addresses of the stack slots by number; 0 for numbers not declared. */
    final long[] slots;
    /** State of the memory's stack before this frame's slots. */
    final int memoryMark;
    /** The instruction to run next. */
    int inst;

    Frame(Function function, @Nullable Frame caller, int callInst, GuestMemory memory) {
        this.function = function;
        this.caller = caller;
        this.callInst = callInst;
        this.memoryMark = memory.mark();
        this.values = new Word[function.dfg.valueLimit()];
        this.slots = new long[function.stackSlots.limit()];
        for (int i = 0; i < slots.length; i++) {
            if (function.stackSlots.contains(i)) {
                slots[i] = memory.allocate(
                        function.stackSlots.get(i).size(),
                        function.stackSlots.get(i).alignShift());
            }
        }
        this.inst = function.layout.firstInst(function.layout.entryBlock());
    }

    Word value(int value) {
        return values[function.dfg.resolveAliases(value)];
    }
}
