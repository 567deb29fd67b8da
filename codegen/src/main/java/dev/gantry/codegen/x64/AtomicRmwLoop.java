package dev.gantry.codegen.x64;

import dev.gantry.asm.x64.Encoder;
import dev.gantry.asm.x64.Op;
import dev.gantry.asm.x64.Ops;
import dev.gantry.clif.ir.AtomicRmwOp;
import dev.gantry.codegen.machinst.OperandVisitor;
import dev.gantry.codegen.machinst.Reg;

/**
 * An atomic read-modify-write that the machine has no instruction for: reads the old value into rax, computes the new one,
 * stores it by compare-and-exchange, and starts over from the value found if another thread was faster.
 */
final class AtomicRmwLoop extends X64Inst {
    private final int bits;
    private final AtomicRmwOp op;
    private final Amode address;
    private int operand;
    private int old;
    private int temp;

    AtomicRmwLoop(int bits, AtomicRmwOp op, Amode address, int operand, int old, int temp) {
        this.bits = bits;
        this.op = op;
        this.address = address.own();
        this.operand = operand;
        this.old = old;
        this.temp = temp;
    }

    @Override
    public int result() {
        return old;
    }

    @Override
    public void operands(OperandVisitor visitor) {
        operand = visitor.useLate(operand);
        address.operandsLate(visitor);
        temp = visitor.defEarly(temp);
        old = visitor.defFixedEarly(old, X64Regs.RAX);
    }

    @Override
    void emit(X64Emitter emitter) {
        int again = emitter.buffer.newLabel();
        emitter.rm(loadOp(), X64Regs.RAX, emitter.mem(address));
        emitter.buffer.bindLabel(again);
        emitter.rr(Ops.movq_rm, temp, X64Regs.RAX);
        compute(emitter);
        Encoder.emit(emitter.buffer, exchangeOp(), -1, Reg.hw(temp), -1, -1, emitter.mem(address), 0);
        Encoder.jcc(emitter.buffer, CC.NZ.cond(), again);
    }

    private void compute(X64Emitter emitter) {
        switch (op) {
            case AND -> emitter.rr(Ops.andq_rm, temp, operand);
            case OR -> emitter.rr(Ops.orq_rm, temp, operand);
            case XOR -> emitter.rr(Ops.xorq_rm, temp, operand);
            case NAND -> {
                emitter.rr(Ops.andq_rm, temp, operand);
                emitter.row(Ops.notq_m, Reg.hw(temp), -1, -1, -1, null, 0);
            }
            case UMIN -> select(emitter, Ops.cmovaq_rm);
            case UMAX -> select(emitter, Ops.cmovbq_rm);
            case SMIN -> select(emitter, Ops.cmovgq_rm);
            case SMAX -> select(emitter, Ops.cmovlq_rm);
            case ADD -> emitter.rr(Ops.addq_rm, temp, operand);
            case SUB -> emitter.rr(Ops.subq_rm, temp, operand);
            case XCHG -> emitter.rr(Ops.movq_rm, temp, operand);
        }
    }

    private void select(X64Emitter emitter, Op cmov) {
        Op compare =
                switch (bits) {
                    case 8 -> Ops.cmpb_rm;
                    case 16 -> Ops.cmpw_rm;
                    case 32 -> Ops.cmpl_rm;
                    default -> Ops.cmpq_rm;
                };
        emitter.rr(compare, temp, operand);
        emitter.rr(cmov, temp, operand);
    }

    private Op loadOp() {
        return switch (bits) {
            case 8 -> Ops.movzbl_rm;
            case 16 -> Ops.movzwl_rm;
            case 32 -> Ops.movl_rm;
            default -> Ops.movq_rm;
        };
    }

    private Op exchangeOp() {
        return switch (bits) {
            case 8 -> Ops.lock_cmpxchgb_mr;
            case 16 -> Ops.lock_cmpxchgw_mr;
            case 32 -> Ops.lock_cmpxchgl_mr;
            default -> Ops.lock_cmpxchgq_mr;
        };
    }

    @Override
    public void print(StringBuilder out) {
        line(out, "atomic_" + op + bits, old, operand);
        address.print(out.append(", "));
    }
}
