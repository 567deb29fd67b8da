package dev.gantry.codegen.x64;

import dev.gantry.asm.CodeBuffer;
import dev.gantry.asm.RelocKind;
import dev.gantry.asm.UnwindOp;
import dev.gantry.asm.x64.Encoder;
import dev.gantry.asm.x64.Mem;
import dev.gantry.asm.x64.Op;
import dev.gantry.asm.x64.Ops;
import dev.gantry.codegen.Setting;
import dev.gantry.codegen.Settings;
import dev.gantry.codegen.machinst.Reg;
import org.jspecify.annotations.Nullable;

/** What instructions need to append their bytes: the buffer, the frame, labels of blocks; reused from function to function. */
final class X64Emitter {
    /** What unwind records number xmm0. */
    private static final int XMM_UNWIND = 16;

    final CodeBuffer buffer;
    final X64Frame frame;
    /** How direct calls are relocated. */
    final RelocKind callReloc;

    private final boolean unwindInfo;
    private final Mem mem = new Mem();
    private int[] blockLabels = new int[0];
    private Op floatLoad = Ops.movsd_rm;
    private Op floatStore = Ops.movsd_mr;

    X64Emitter(CodeBuffer buffer, X64Frame frame, Settings settings) {
        this.unwindInfo = settings.unwindInfo();
        this.callReloc = settings.isOn(Setting.IS_PIC) ? RelocKind.X64_CALL_PLT_REL4 : RelocKind.X64_CALL_PC_REL4;
        this.buffer = buffer;
        this.frame = frame;
    }

    /** Makes a label for every block; spill slots of the float class have 16 bytes or 8. */
    void begin(int blocks, boolean wideFloats) {
        floatLoad = wideFloats ? Ops.movaps_rm : Ops.movsd_rm;
        floatStore = wideFloats ? Ops.movaps_mr : Ops.movsd_mr;
        if (blockLabels.length < blocks) {
            blockLabels = new int[Math.max(blocks, blockLabels.length * 2)];
        }
        for (int i = 0; i < blocks; i++) {
            blockLabels[i] = buffer.newLabel();
        }
    }

    /** The label of a block. */
    int label(int block) {
        return blockLabels[block];
    }

    /** Appends a row of the instruction table; registers are hardware numbers in operand order. */
    void row(Op op, int r0, int r1, int r2, int r3, @Nullable Mem memory, long imm) {
        Encoder.emit(buffer, op, r0, r1, r2, r3, memory, imm);
    }

    /** Appends a row with two registers, real or as hardware numbers. */
    void rr(Op op, int r0, int r1) {
        Encoder.emit(buffer, op, hw(r0), hw(r1), -1, -1, null, 0);
    }

    /** Appends a row with a register and memory. */
    void rm(Op op, int r0, Mem memory) {
        Encoder.emit(buffer, op, hw(r0), -1, -1, -1, memory, 0);
    }

    /** Appends a row with memory and a register. */
    void mr(Op op, Mem memory, int r1) {
        Encoder.emit(buffer, op, -1, hw(r1), -1, -1, memory, 0);
    }

    /** Appends a row with a register and an immediate. */
    void ri(Op op, int r0, long imm) {
        Encoder.emit(buffer, op, hw(r0), -1, -1, -1, null, imm);
    }

    /** Hardware number of a real register; a number below 16 stands for itself. */
    private static int hw(int reg) {
        return reg < 16 ? reg : Reg.hw(reg);
    }

    /** The address ready for encoding; valid until the next call. */
    Mem mem(Amode a) {
        switch (a.kind) {
            case BASE -> mem.setBase(Reg.hw(a.base), a.disp);
            case BASE_INDEX -> mem.setBaseIndex(Reg.hw(a.base), Reg.hw(a.index), 1 << a.shift, a.disp);
            case INDEX -> mem.setIndex(Reg.hw(a.index), 1 << a.shift, a.disp);
            case STACK_SLOT -> mem.setBase(X64Regs.RSP, frame.slotOffset(a.slot) + a.disp);
            case INCOMING_ARG -> mem.setBase(X64Regs.RBP, frame.incomingOffset() + a.disp);
            case OUTGOING_ARG -> mem.setBase(X64Regs.RSP, a.disp);
            case TAIL_ARG -> mem.setBase(X64Regs.RBP, 16 + frame.tailArgBytes() + a.disp);
            case RETURN_AREA -> mem.setBase(X64Regs.RSP, frame.returnAreaOffset() + a.disp);
            case CONSTANT -> mem.setLabel(buffer.constant(a.low, a.high, a.slot, a.slot), 0);
        }
        if (a.trapCode != Amode.NO_TRAP) {
            mem.trap(a.trapCode);
        }
        return mem;
    }

    /** The address of a spill slot; valid until the next call. */
    Mem spill(int spill) {
        return mem.setBase(X64Regs.RSP, frame.spillOffset(Reg.slot(spill)));
    }

    /** {@code disp(base)}; valid until the next call. */
    Mem at(int base, int disp) {
        return mem.setBase(hw(base), disp);
    }

    /** Moves a value between registers and spill slots; at most one side is a slot. */
    void move(int from, int to, int regClass) {
        if (Reg.isSpill(from)) {
            rm(regClass == 0 ? Ops.movq_rm : floatLoad, to, spill(from));
        } else if (Reg.isSpill(to)) {
            mr(regClass == 0 ? Ops.movq_mr : floatStore, spill(to), from);
        } else if (from != to) {
            rr(regClass == 0 ? Ops.movq_rm : Ops.movaps_rm, to, from);
        }
    }

    /** Appends what builds the frame. */
    void prologue(StackLimit limit, StackProbe probe) {
        int extra = frame.tailArgBytes() - frame.incomingArgBytes();
        if (extra > 0) {
            ri(Ops.subq_mi32, X64Regs.RSP, extra);
            unwind(UnwindOp.ADJUST_STACK, 8 + extra, 0);
            rm(Ops.movq_rm, X64Regs.R11, at(X64Regs.RSP, extra));
            mr(Ops.movq_mr, at(X64Regs.RSP, 0), X64Regs.R11);
            unwind(UnwindOp.RETURN_ADDRESS_AT, 8 + extra, 0);
        }
        Encoder.emit(buffer, Ops.pushq_r, X64Regs.RBP, -1, -1, -1, null, 0);
        unwind(UnwindOp.PUSH_FRAME_REGS, 16 + extra, 0);
        rr(Ops.movq_rm, X64Regs.RBP, X64Regs.RSP);
        unwind(UnwindOp.DEFINE_NEW_FRAME, 16 + extra, frame.size());
        limit.emit(this);
        if (frame.size() > 0) {
            probe.allocate(this, frame.size());
        }
        int at = frame.savedOffset();
        for (long rest = frame.savedRegs(); rest != 0; rest &= rest - 1) {
            int hw = Long.numberOfTrailingZeros(rest);
            mr(Ops.movq_mr, at(X64Regs.RSP, at), hw);
            unwind(UnwindOp.SAVE_REG, at, hw);
            at += 8;
        }
        at = frame.savedXmmOffset();
        for (long rest = frame.savedXmms(); rest != 0; rest &= rest - 1) {
            int hw = Long.numberOfTrailingZeros(rest);
            mr(Ops.movaps_mr, at(X64Regs.RSP, at), hw);
            unwind(UnwindOp.SAVE_REG, at, XMM_UNWIND + hw);
            at += 16;
        }
    }

    /** Records what the instruction just appended did to the frame. */
    void unwind(UnwindOp op, int arg0, int arg1) {
        if (unwindInfo) {
            buffer.unwind(op, arg0, arg1);
        }
    }

    /** Appends what takes the frame down, up to and including the restoring of rbp. */
    void epilogue() {
        unwind(UnwindOp.BEGIN_EPILOGUE, 0, 0);
        int at = frame.savedOffset();
        for (long rest = frame.savedRegs(); rest != 0; rest &= rest - 1) {
            int hw = Long.numberOfTrailingZeros(rest);
            rm(Ops.movq_rm, hw, at(X64Regs.RSP, at));
            unwind(UnwindOp.RESTORE_REG, 0, hw);
            at += 8;
        }
        at = frame.savedXmmOffset();
        for (long rest = frame.savedXmms(); rest != 0; rest &= rest - 1) {
            int hw = Long.numberOfTrailingZeros(rest);
            rm(Ops.movaps_rm, hw, at(X64Regs.RSP, at));
            unwind(UnwindOp.RESTORE_REG, 0, XMM_UNWIND + hw);
            at += 16;
        }
        if (frame.size() > 0) {
            rr(Ops.movq_rm, X64Regs.RSP, X64Regs.RBP);
        }
        Encoder.emit(buffer, Ops.popq_r, X64Regs.RBP, -1, -1, -1, null, 0);
        unwind(UnwindOp.LEAVE_FRAME, 8 + frame.tailArgBytes() - frame.incomingArgBytes(), 0);
    }

    /** Says that the return or jump just appended ends the epilogue. */
    void endEpilogue() {
        unwind(UnwindOp.END_EPILOGUE, 0, 0);
    }

    /** Appends the return; pops the parameters in memory if the convention wants it. */
    void ret() {
        if (frame.calleePops() && frame.tailArgBytes() > 0) {
            Encoder.emit(buffer, Ops.retq_i16, -1, -1, -1, -1, null, frame.tailArgBytes());
        } else {
            Encoder.emit(buffer, Ops.retq, -1, -1, -1, -1, null, 0);
        }
        endEpilogue();
    }

    /**
     * Appends what takes the frame down for a tail call whose parameters in memory, so many bytes, stand at the upper end
     * of the room above the return address. Uses r11 if the return address must move. The jump comes next, then {@link #endEpilogue}.
     */
    void leaveForTailCall(int argBytes) {
        epilogue();
        int unused = frame.tailArgBytes() - argBytes;
        if (unused > 0) {
            int below = 8 + argBytes - frame.incomingArgBytes();
            rm(Ops.movq_rm, X64Regs.R11, at(X64Regs.RSP, 0));
            ri(Ops.addq_mi32, X64Regs.RSP, unused);
            unwind(UnwindOp.ADJUST_STACK, below, 0);
            unwind(UnwindOp.RETURN_ADDRESS_IN, 0, X64Regs.R11);
            mr(Ops.movq_mr, at(X64Regs.RSP, 0), X64Regs.R11);
            unwind(UnwindOp.RETURN_ADDRESS_AT, below, 0);
        }
    }
}
