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
 * holds the VM context, or from a symbol, by loads and additions; the function traps with {@code stk_ovf} if its frame would
 * reach below it.
 *
 * <p>A function that calls nothing and whose frame is small is not checked: the room below the limit covers it. A large
 * frame is checked in two steps, so that the limit plus its size cannot pass the end of the address space unseen.
 */
final class StackLimit {
    /** Frames of leaf functions up to this size are not checked; callers keep far more room below the limit. */
    private static final int UNCHECKED_LEAF_BYTES = 256;
    /** Frames above this size are checked in two steps. */
    private static final int LARGE_FRAME = 32 * 1024;

    private final X64Names names;
    private int[] chain = new int[8];
    private int length;
    private Function function;
    private CallLayout layout;

    @SuppressWarnings("NullAway.Init")
    StackLimit(X64Names names) {
        this.names = names;
    }

    void reset(Function newFunction, CallLayout newLayout) {
        function = newFunction;
        layout = newLayout;
    }

    void emit(X64Emitter emitter) {
        int limit = function.stackLimit();
        int size = emitter.frame.size();
        boolean leaf = !emitter.frame.calls() && size <= UNCHECKED_LEAF_BYTES;
        if (limit < 0 || leaf) {
            return;
        }
        findChain(limit);
        int reg = base(emitter, function.globalValues.get(chain[length - 1]));
        for (int i = length - 2; i >= 0; i--) {
            switch (function.globalValues.get(chain[i])) {
                case GlobalValue.Load load -> emitter.rm(Ops.movq_rm, X64Regs.R11, emitter.at(reg, load.offset()));
                case GlobalValue.IaddImm add -> add(emitter, reg, add.imm());
                default -> throw unsupported();
            }
            reg = X64Regs.R11;
        }
        if (size > LARGE_FRAME) {
            check(emitter, reg);
        }
        if (size > 0) {
            add(emitter, reg, size);
            reg = X64Regs.R11;
        }
        check(emitter, reg);
    }

    private static void check(X64Emitter emitter, int reg) {
        emitter.rr(Ops.cmpq_rm, X64Regs.RSP, reg);
        Encoder.jcc(emitter.buffer, CC.B.cond(), emitter.buffer.deferTrap(TrapCode.STACK_OVERFLOW));
    }

    private static void add(X64Emitter emitter, int reg, long imm) {
        if (imm == (int) imm) {
            emitter.rm(Ops.leaq_rm, X64Regs.R11, emitter.at(reg, (int) imm));
        } else if (reg != X64Regs.R11) {
            emitter.ri(Ops.movq_ri64, X64Regs.R11, imm);
            emitter.rr(Ops.addq_rm, X64Regs.R11, reg);
        } else {
            throw new UnsupportedException("stack limit with an addition of more than 32 bits");
        }
    }

    /** Follows the limit down to the VM context or symbol: {@code chain} holds all values, outermost first. */
    private void findChain(int limit) {
        length = 0;
        int value = limit;
        while (value >= 0) {
            if (length == chain.length) {
                chain = Arrays.copyOf(chain, length * 2);
            }
            chain[length++] = value;
            value = switch (function.globalValues.get(value)) {
                case GlobalValue.Load load -> load.base();
                case GlobalValue.IaddImm add -> add.base();
                case GlobalValue.VmContext vmctx -> -1;
                case GlobalValue.Symbol symbol -> -1;
                default -> throw unsupported();
            };
        }
    }

    /** The register that holds the value at the end of the chain. */
    private int base(X64Emitter emitter, GlobalValue value) {
        if (value instanceof GlobalValue.Symbol symbol && !symbol.tls()) {
            names.loadAddress(emitter, X64Regs.R11, symbol);
            return X64Regs.R11;
        }
        int param = function.signature().specialParam(AbiParam.Purpose.VMCONTEXT);
        if (!(value instanceof GlobalValue.VmContext) || param < 0) {
            throw unsupported();
        }
        Places places = layout.params();
        int part = places.start(param);
        if (places.reg(part) != Places.NONE) {
            return places.reg(part);
        }
        int offset = emitter.frame.incomingOffset() + places.offset(part);
        emitter.rm(Ops.movq_rm, X64Regs.R11, emitter.at(X64Regs.RBP, offset));
        return X64Regs.R11;
    }

    private static UnsupportedException unsupported() {
        return new UnsupportedException("stack limit from this kind of global value");
    }
}
