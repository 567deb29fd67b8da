package dev.gantry.codegen.x64;

import dev.gantry.asm.UnwindOp;
import dev.gantry.asm.x64.Encoder;
import dev.gantry.asm.x64.Ops;
import dev.gantry.clif.ir.CallConv;
import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.LibCall;
import dev.gantry.clif.ir.TrapCode;
import dev.gantry.codegen.Setting;
import dev.gantry.codegen.Settings;

/**
 * The prologue's lowering of rsp by the size of the frame; with {@code enable_probestack}, a frame that is not smaller than the guard below the stack is
 * touched in steps of the guard's size from above to below, so that an overflow hits the guard and not what lies beyond. A fault there counts as {@code
 * stk_ovf}.
 *
 * <p>Inline, rsp goes down step by step, in a loop if there are many. Outline, the library routine {@code Probestack} does it, which gets the number of
 * bytes in rax and changes no register but r11. Functions of the convention {@code preserve_all}, in which rax is not free, do it inline.
 */
final class StackProbe {
    private static final int MAX_UNROLLED = 8;

    private final X64Names names;
    private final boolean enabled;
    private final boolean outline;
    private final int guard;
    private boolean keepsRax;

    StackProbe(Settings settings, X64Names names) {
        this.names = names;
        enabled = settings.isOn(Setting.ENABLE_PROBESTACK);
        outline = settings.probestackStrategy() == Settings.ProbestackStrategy.OUTLINE;
        guard = 1 << settings.value(Setting.PROBESTACK_SIZE_LOG2);
    }

    void reset(CallConv conv) {
        keepsRax = conv == CallConv.PRESERVE_ALL;
    }

    void allocate(X64Emitter emitter, int size) {
        if (!enabled || size < guard) {
            lower(emitter, size);
        } else if (outline && !keepsRax) {
            emitter.ri(Ops.movl_ri32, X64Regs.RAX, size);
            names.callInPrologue(emitter, new ExternalName.Library(LibCall.PROBESTACK));
            lower(emitter, size);
        } else {
            int steps = size / guard;
            if (steps <= MAX_UNROLLED) {
                for (int i = 0; i < steps; i++) {
                    step(emitter);
                }
            } else {
                emitter.rm(Ops.leaq_rm, X64Regs.R11, emitter.at(X64Regs.RSP, -(steps * guard)));
                int loop = emitter.buffer.newLabel();
                emitter.buffer.bindLabel(loop);
                step(emitter);
                emitter.rr(Ops.cmpq_rm, X64Regs.RSP, X64Regs.R11);
                Encoder.jcc(emitter.buffer, CC.NZ.cond(), loop);
            }
            lower(emitter, size - steps * guard);
        }
        emitter.unwind(UnwindOp.STACK_ALLOC, size, 0);
    }

    private void step(X64Emitter emitter) {
        lower(emitter, guard);
        emitter.mr(Ops.movl_mr, emitter.at(X64Regs.RSP, 0).trap(TrapCode.STACK_OVERFLOW), X64Regs.RSP);
    }

    private static void lower(X64Emitter emitter, int bytes) {
        if (bytes > 0) {
            emitter.ri(bytes < 128 ? Ops.subq_mi8 : Ops.subq_mi32, X64Regs.RSP, bytes);
        }
    }
}
