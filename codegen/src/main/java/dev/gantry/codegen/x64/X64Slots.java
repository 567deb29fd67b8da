package dev.gantry.codegen.x64;

import dev.gantry.asm.x64.Ops;
import dev.gantry.codegen.Settings;

/** Stack slots as rules use them. */
public abstract class X64Slots extends X64Names {
    X64Slots(Settings settings) {
        super(settings);
    }

    /** A slot that lies at a fixed distance from rsp. */
    public final int plainSlot(int slot) {
        return X64Frame.isOverAligned(function().stackSlots.get(slot)) ? NO_RULE : slot;
    }

    /** An address in a slot that is aligned to more than the stack: the first aligned one of the room that it has. */
    public final int alignedSlotAddress(int slot, long offset) {
        long alignment = 1L << function().stackSlots.get(slot).alignShift();
        int start = newGpr();
        emitInst(new RowInst(Ops.leaq_rm).def(0, start).mem(Amode.stackSlot(slot, (int)
                (alignment - X64Frame.STACK_ALIGNMENT))));
        int aligned = newGpr();
        emitInst(new RowInst(Ops.andq_mi32).use(0, start).def(0, aligned).imm(-alignment));
        if (offset == 0) {
            return aligned;
        }
        int address = newGpr();
        emitInst(new RowInst(Ops.leaq_rm).def(0, address).mem(Amode.base(aligned, (int) offset, Amode.NO_TRAP)));
        return address;
    }

    /** The address of a slot of a dynamic vector. */
    public final Amode amodeDynamicSlot(int slot) {
        return Amode.stackSlot(function().stackSlots.limit() + slot, 0);
    }
}
