package dev.gantry.codegen.x64;

import dev.gantry.asm.x64.Access;
import dev.gantry.asm.x64.Mem;
import dev.gantry.asm.x64.Op;
import dev.gantry.asm.x64.OperandKind;
import dev.gantry.asm.x64.Ops;
import dev.gantry.codegen.machinst.OperandVisitor;
import dev.gantry.codegen.machinst.Reg;
import org.jspecify.annotations.Nullable;

/**
 * Any row of the instruction table as a VCode instruction. Its register constraints follow from the row: an operand that
 * is read and written is a use and a def that reuses its register, a fixed operand is fixed, an operand that may be memory
 * may be in a spill slot if it is only read.
 *
 * <p>Operands are numbered as in the row. For each there is the register it reads and the register it writes; for the
 * one in memory, the address.
 *
 * <p>Example: {@code addq_rm} with use 0 = v1, def 0 = v3, use 1 = v2 is {@code v3 = v1 + v2}, where v3 gets v1's register.
 */
final class RowInst extends X64Inst {
    private static final int MAX_OPERANDS = 4;

    final Op op;
    private @Nullable Amode mem;
    private int use0 = Reg.NONE;
    private int use1 = Reg.NONE;
    private int use2 = Reg.NONE;
    private int use3 = Reg.NONE;
    private int def0 = Reg.NONE;
    private int def1 = Reg.NONE;
    private int def2 = Reg.NONE;
    private int def3 = Reg.NONE;
    private long imm;
    private int trapCode = Amode.NO_TRAP;
    private boolean breaksDependency;

    RowInst(Op op) {
        this.op = op;
    }

    RowInst use(int operand, int reg) {
        switch (operand) {
            case 0 -> use0 = reg;
            case 1 -> use1 = reg;
            case 2 -> use2 = reg;
            default -> use3 = reg;
        }
        return this;
    }

    RowInst def(int operand, int reg) {
        switch (operand) {
            case 0 -> def0 = reg;
            case 1 -> def1 = reg;
            case 2 -> def2 = reg;
            default -> def3 = reg;
        }
        return this;
    }

    RowInst mem(Amode address) {
        mem = address.own();
        return this;
    }

    RowInst imm(long value) {
        imm = value;
        return this;
    }

    /** The instruction itself, not an access to memory, traps with this code. */
    RowInst trap(int code) {
        trapCode = code;
        return this;
    }

    /** The result's register is cleared first: the row keeps its upper part, and would wait for what was there. */
    RowInst breakDependency() {
        breaksDependency = true;
        return this;
    }

    private int use(int operand) {
        return switch (operand) {
            case 0 -> use0;
            case 1 -> use1;
            case 2 -> use2;
            default -> use3;
        };
    }

    private int def(int operand) {
        return switch (operand) {
            case 0 -> def0;
            case 1 -> def1;
            case 2 -> def2;
            default -> def3;
        };
    }

    @Override
    public int result() {
        for (int i = 0; i < MAX_OPERANDS; i++) {
            if (def(i) != Reg.NONE) {
                return def(i);
            }
        }
        return super.result();
    }

    /** The register of the second operand that is written. */
    int secondResult() {
        boolean first = true;
        for (int i = 0; i < MAX_OPERANDS; i++) {
            if (def(i) != Reg.NONE) {
                if (!first) {
                    return def(i);
                }
                first = false;
            }
        }
        throw new IllegalStateException("no second result: " + this);
    }

    @Override
    public void operands(OperandVisitor visitor) {
        int count = Math.min(op.operandCount(), MAX_OPERANDS);
        int reused = -1;
        for (int i = 0; i < count; i++) {
            int reg = use(i);
            if (reg == Reg.NONE) {
                continue;
            }
            OperandKind kind = op.operandKind(i);
            if (kind == OperandKind.FIXED || kind == OperandKind.FIXED_XMM) {
                use(i, visitor.useFixed(reg, fixed(i)));
            } else if (op.access(i) == Access.RW) {
                reused = visitor.count();
                use(i, visitor.use(reg));
            } else if (kind.mayBeMemory() && op.width(i) <= 64) {
                use(i, visitor.useAny(reg));
            } else if (kind.mayBeMemory() && op.width(i) == 128) {
                use(i, visitor.useAnyWide(reg));
            } else {
                use(i, visitor.use(reg));
            }
        }
        if (mem != null) {
            mem.operands(visitor);
        }
        for (int i = 0; i < count; i++) {
            int reg = def(i);
            if (reg == Reg.NONE) {
                continue;
            }
            OperandKind kind = op.operandKind(i);
            if (kind == OperandKind.FIXED || kind == OperandKind.FIXED_XMM) {
                def(i, visitor.defFixed(reg, fixed(i)));
            } else if (op.access(i) == Access.RW) {
                def(i, visitor.defReuse(reg, reused));
            } else {
                def(i, visitor.def(reg));
            }
        }
    }

    private int fixed(int operand) {
        int hw = op.fixedReg(operand);
        return op.operandKind(operand) == OperandKind.FIXED_XMM ? X64Regs.xmm(hw) : hw;
    }

    @Override
    void emit(X64Emitter emitter) {
        Amode address = mem;
        Mem encoded = address == null ? null : emitter.mem(address);
        int spilled = Reg.NONE;
        for (int i = 0; i < MAX_OPERANDS; i++) {
            if (Reg.isSpill(use(i))) {
                spilled = use(i);
            }
        }
        if (spilled != Reg.NONE) {
            encoded = emitter.spill(spilled);
        }
        if (trapCode != Amode.NO_TRAP) {
            emitter.buffer.trap(trapCode);
        }
        if (address != null && (op == Ops.leaq_rm || op == Ops.leal_rm) && emitLeaAsAdd(emitter, address)) {
            return;
        }
        if (breaksDependency) {
            emitter.rr(Ops.xorps_rm, def0, def0);
        }
        emitter.row(op, hw(0), hw(1), hw(2), hw(3), encoded, imm);
    }

    /** An address computed in place of one of its parts is an addition, which more execution units can do. */
    private boolean emitLeaAsAdd(X64Emitter emitter, Amode address) {
        boolean wide = op == Ops.leaq_rm;
        if (address.kind == Amode.Kind.BASE && address.base == def0) {
            boolean small = address.disp == (byte) address.disp;
            emitter.ri(
                    wide ? small ? Ops.addq_mi8 : Ops.addq_mi32 : small ? Ops.addl_mi8 : Ops.addl_mi32,
                    def0,
                    address.disp);
            return true;
        }
        if (address.kind != Amode.Kind.BASE_INDEX || address.shift != 0 || address.disp != 0) {
            return false;
        }
        if (address.base != def0 && address.index != def0) {
            return false;
        }
        emitter.rr(wide ? Ops.addq_rm : Ops.addl_rm, def0, address.base == def0 ? address.index : address.base);
        return true;
    }

    private int hw(int operand) {
        int reg = def(operand) != Reg.NONE ? def(operand) : use(operand);
        return Reg.isReal(reg) ? Reg.hw(reg) : Reg.NONE;
    }

    @Override
    public void print(StringBuilder out) {
        out.append(op.name());
        String separator = " ";
        for (int i = 0; i < op.operandCount(); i++) {
            out.append(separator);
            separator = ", ";
            if (op.operandKind(i).isImmediate()) {
                out.append(imm);
            } else if (i >= MAX_OPERANDS || (use(i) == Reg.NONE && def(i) == Reg.NONE)) {
                if (mem != null) {
                    mem.print(out);
                }
            } else {
                if (def(i) != Reg.NONE) {
                    reg(out, def(i));
                }
                if (use(i) != Reg.NONE && use(i) != def(i)) {
                    reg(out.append(def(i) != Reg.NONE ? "=" : ""), use(i));
                }
            }
        }
    }
}
