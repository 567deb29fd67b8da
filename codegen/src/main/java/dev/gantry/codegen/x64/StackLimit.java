package dev.gantry.codegen.x64;

import dev.gantry.asm.x64.Encoder;
import dev.gantry.asm.x64.Ops;
import dev.gantry.clif.ir.AbiParam;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.GlobalValue;
import dev.gantry.clif.ir.TrapCode;
import dev.gantry.codegen.machinst.CallLayout;
import dev.gantry.codegen.machinst.Places;
import dev.gantry.codegen.machinst.UnsupportedException;
import java.util.Arrays;

/**
 * The prologue's comparison of rsp with the function's stack limit: the limit is computed in r11 from the parameter that
 * holds the VM context, by loads and additions; the function traps with {@code stk_ovf} if its frame would reach below it.
 *
 * <p>A function that calls nothing and whose frame is small is not checked: the room below the limit covers it.
 */
final class StackLimit {
    /** Frames of leaf functions up to this size are not checked; callers keep far more room below the limit. */
    private static final int UNCHECKED_LEAF_BYTES = 256;

    private int[] chain = new int[8];
    private int length;
    private int vmctxReg;
    private Function function;
    private CallLayout layout;

    @SuppressWarnings("NullAway.Init")
    StackLimit() {}

    void reset(Function newFunction, CallLayout newLayout) {
        function = newFunction;
        layout = newLayout;
    }

    void emit(X64Emitter emitter) {
        int limit = function.stackLimit();
        boolean leaf = !emitter.frame.calls() && emitter.frame.size() <= UNCHECKED_LEAF_BYTES;
        if (limit < 0 || leaf) {
            return;
        }
        findChain(limit);
        int reg = vmctxReg;
        for (int i = length - 1; i >= 0; i--) {
            switch (function.globalValues.get(chain[i])) {
                case GlobalValue.Load load -> emitter.rm(Ops.movq_rm, X64Regs.R11, emitter.at(reg, load.offset()));
                case GlobalValue.IaddImm add -> emitter.rm(Ops.leaq_rm, X64Regs.R11, emitter.at(reg, (int) add.imm()));
                default -> throw new UnsupportedException("stack limit from this kind of global value");
            }
            reg = X64Regs.R11;
        }
        if (emitter.frame.size() > 0) {
            emitter.rm(Ops.leaq_rm, X64Regs.R11, emitter.at(reg, emitter.frame.size()));
            reg = X64Regs.R11;
        }
        emitter.rr(Ops.cmpq_rm, X64Regs.RSP, reg);
        Encoder.jcc(emitter.buffer, CC.B.cond(), emitter.buffer.deferTrap(TrapCode.STACK_OVERFLOW));
    }

    /** Follows the limit down to the VM context: {@code chain} holds the values above it, outermost first. */
    private void findChain(int limit) {
        length = 0;
        int value = limit;
        while (true) {
            GlobalValue definition = function.globalValues.get(value);
            if (definition instanceof GlobalValue.VmContext) {
                vmctxReg = vmctxReg();
                return;
            }
            if (length == chain.length) {
                chain = Arrays.copyOf(chain, length * 2);
            }
            chain[length++] = value;
            value = switch (definition) {
                case GlobalValue.Load load -> load.base();
                case GlobalValue.IaddImm add -> add.base();
                default -> throw new UnsupportedException("stack limit from this kind of global value");
            };
        }
    }

    private int vmctxReg() {
        int param = function.signature().specialParam(AbiParam.Purpose.VMCONTEXT);
        Places places = layout.params();
        int reg = param < 0 ? Places.NONE : places.reg(places.start(param));
        if (reg == Places.NONE) {
            throw new UnsupportedException("stack limit in a function without VM context in a register");
        }
        return reg;
    }
}
