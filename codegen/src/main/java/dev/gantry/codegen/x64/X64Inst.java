package dev.gantry.codegen.x64;

import dev.gantry.codegen.machinst.MachInst;
import dev.gantry.codegen.machinst.Reg;

/** An x86-64 instruction or pseudo-instruction. */
abstract class X64Inst extends MachInst {
    private static final String[] GPR_NAMES = {
        "rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15"
    };

    /** Appends the instruction's bytes; all registers are physical ones or, where allowed, spill slots. */
    abstract void emit(X64Emitter emitter);

    /** Appends a register's name: {@code v3}, {@code rax}, {@code xmm2}, {@code spill4}. */
    static void reg(StringBuilder out, int reg) {
        if (Reg.isVirtual(reg)) {
            out.append('v').append(reg);
        } else if (Reg.isSpill(reg)) {
            out.append("spill").append(Reg.slot(reg));
        } else if (Reg.isReal(reg)) {
            out.append(Reg.preg(reg) < 64 ? GPR_NAMES[Reg.hw(reg) & 15] : "xmm" + Reg.hw(reg));
        } else {
            out.append('-');
        }
    }

    /** Appends a mnemonic and registers. */
    static void line(StringBuilder out, String name, int... regs) {
        out.append(name);
        for (int i = 0; i < regs.length; i++) {
            reg(out.append(i == 0 ? " " : ", "), regs[i]);
        }
    }
}
