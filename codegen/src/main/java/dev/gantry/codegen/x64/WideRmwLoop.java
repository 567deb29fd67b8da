package dev.gantry.codegen.x64;

import dev.gantry.asm.x64.Encoder;
import dev.gantry.asm.x64.Op;
import dev.gantry.asm.x64.Ops;
import dev.gantry.clif.ir.AtomicRmwOp;
import dev.gantry.codegen.machinst.OperandVisitor;
import dev.gantry.codegen.machinst.Reg;

/**
 * An atomic read-modify-write of 16 bytes: reads the old value into rdx:rax, computes the new one in rcx:rbx, stores it by
 * compare-and-exchange, and starts over from the value found if another thread was faster. The first reading need not be
 * atomic: a value that was never there makes the exchange fail.
 */
final class WideRmwLoop extends X64Inst {
    private final AtomicRmwOp op;
    private final Amode low;
    private final Amode high;
    private int operandLow;
    private int operandHigh;
    private int oldLow;
    private int oldHigh;
    private int newLow;
    private int newHigh;

    /** A loop; {@code high} is the address of the upper 8 bytes, of the same registers. */
    WideRmwLoop(
            AtomicRmwOp op,
            Amode low,
            int operandLow,
            int operandHigh,
            int oldLow,
            int oldHigh,
            int newLow,
            int newHigh) {
        this.op = op;
        this.low = low.own();
        this.high = low.plus(8);
        this.operandLow = operandLow;
        this.operandHigh = operandHigh;
        this.oldLow = oldLow;
        this.oldHigh = oldHigh;
        this.newLow = newLow;
        this.newHigh = newHigh;
    }

    @Override
    public void operands(OperandVisitor visitor) {
        operandLow = visitor.useLate(operandLow);
        operandHigh = visitor.useLate(operandHigh);
        low.operandsLate(visitor);
        oldLow = visitor.defFixedEarly(oldLow, X64Regs.RAX);
        oldHigh = visitor.defFixedEarly(oldHigh, X64Regs.RDX);
        newLow = visitor.defFixedEarly(newLow, X64Regs.RBX);
        newHigh = visitor.defFixedEarly(newHigh, X64Regs.RCX);
    }

    @Override
    void emit(X64Emitter emitter) {
        int again = emitter.buffer.newLabel();
        high.base = low.base;
        high.index = low.index;
        emitter.rm(Ops.movq_rm, oldLow, emitter.mem(low));
        emitter.rm(Ops.movq_rm, oldHigh, emitter.mem(high));
        emitter.buffer.bindLabel(again);
        compute(emitter);
        Encoder.emit(emitter.buffer, Ops.lock_cmpxchg16b_m, -1, -1, -1, -1, emitter.mem(low), 0);
        Encoder.jcc(emitter.buffer, CC.NZ.cond(), again);
    }

    private void compute(X64Emitter emitter) {
        switch (op) {
            case ADD -> onOld(emitter, Ops.addq_rm, Ops.adcq_rm);
            case SUB -> onOld(emitter, Ops.subq_rm, Ops.sbbq_rm);
            case AND -> onOld(emitter, Ops.andq_rm, Ops.andq_rm);
            case OR -> onOld(emitter, Ops.orq_rm, Ops.orq_rm);
            case XOR -> onOld(emitter, Ops.xorq_rm, Ops.xorq_rm);
            case NAND -> {
                onOld(emitter, Ops.andq_rm, Ops.andq_rm);
                emitter.row(Ops.notq_m, Reg.hw(newLow), -1, -1, -1, null, 0);
                emitter.row(Ops.notq_m, Reg.hw(newHigh), -1, -1, -1, null, 0);
            }
            case XCHG -> {
                emitter.rr(Ops.movq_rm, newLow, operandLow);
                emitter.rr(Ops.movq_rm, newHigh, operandHigh);
            }
            case UMIN -> choose(emitter, Ops.cmovaeq_rm);
            case UMAX -> choose(emitter, Ops.cmovbq_rm);
            case SMIN -> choose(emitter, Ops.cmovgeq_rm);
            case SMAX -> choose(emitter, Ops.cmovlq_rm);
        }
    }

    private void copyOld(X64Emitter emitter) {
        emitter.rr(Ops.movq_rm, newLow, oldLow);
        emitter.rr(Ops.movq_rm, newHigh, oldHigh);
    }

    private void onOld(X64Emitter emitter, Op first, Op second) {
        copyOld(emitter);
        emitter.rr(first, newLow, operandLow);
        emitter.rr(second, newHigh, operandHigh);
    }

    /** The operand where old compared with it meets the condition of the row, else the old value. */
    private void choose(X64Emitter emitter, Op cmov) {
        emitter.rr(Ops.movq_rm, newHigh, oldHigh);
        emitter.rr(Ops.cmpq_rm, oldLow, operandLow);
        emitter.rr(Ops.sbbq_rm, newHigh, operandHigh);
        copyOld(emitter);
        emitter.rr(cmov, newLow, operandLow);
        emitter.rr(cmov, newHigh, operandHigh);
    }

    @Override
    public void print(StringBuilder out) {
        line(out, "atomic_" + op + "128", oldLow, oldHigh, operandLow, operandHigh);
        low.print(out.append(", "));
    }
}
