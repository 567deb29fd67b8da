package dev.gantry.codegen.x64;

import dev.gantry.clif.ir.AtomicRmwOp;
import dev.gantry.clif.ir.Dfg;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.LibCall;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.codegen.Settings;
import dev.gantry.codegen.machinst.MachInst;

/**
 * What rules call for i128 in two integer registers: halves, comparison, calls of the library, atomics. The terms are declared
 * in {@code x64/wide.isle}.
 */
public abstract class X64Wide extends X64SoftFloat {
    X64Wide(Settings settings) {
        super(settings);
    }

    /** The register that holds the low 64 bits of an integer. */
    public final int putLow(int value) {
        return isPair(value) ? valueReg(value) : putInReg(value);
    }

    public final int lowOf(long regs) {
        return valueRegsGet(regs, 0);
    }

    public final int highOf(long regs) {
        return valueRegsGet(regs, 1);
    }

    /** Whether an i128 is made as zero: extended from a constant zero. */
    public final boolean wideZero(int value) {
        Dfg dfg = function().dfg;
        int inst = dfg.valueDefInst(value);
        if (inst < 0 || !(dfg.instData(inst) instanceof InstData.Unary unary)) {
            return false;
        }
        if (unary.opcode() != Opcode.UEXTEND && unary.opcode() != Opcode.SEXTEND) {
            return false;
        }
        int from = dfg.valueDefInst(unary.arg());
        return from >= 0 && dfg.instData(from) instanceof InstData.UnaryImm constant && constant.imm() == 0;
    }

    /** Sets the flags as a comparison of all 128 bits, as far as they tell which is less. */
    public final MachInst compareWide(long x, long y) {
        return new WideInsts.Compare(lowOf(x), lowOf(y), highOf(x), highOf(y), newGpr());
    }

    // Calls of the library.

    public final long libcallWide(LibCall call, long x, long y) {
        return both(libcall(call, new int[] {lowOf(x), highOf(x), lowOf(y), highOf(y)}));
    }

    public final int libcallFromWide(LibCall call, long x) {
        return libcall(call, new int[] {lowOf(x), highOf(x)})[0];
    }

    public final long libcallToWide(LibCall call, int x) {
        return both(libcall(call, new int[] {x}));
    }

    private long both(int[] results) {
        return valueRegs(results[0], results[1]);
    }

    // One xmm register.

    public final int joinHalves(long x) {
        return joined(lowOf(x), highOf(x));
    }

    public final long splitHalves(int xmm) {
        int low = newGpr();
        int high = newGpr();
        split(xmm, low, high);
        return valueRegs(low, high);
    }

    // Atomics.

    public final long atomicCasWide(Amode address, long expected, long replacement) {
        int low = newGpr();
        int high = newGpr();
        emitInst(new WideInsts.CompareExchange(
                address, lowOf(expected), highOf(expected), lowOf(replacement), highOf(replacement), low, high));
        return valueRegs(low, high);
    }

    public final long atomicRmwWide(AtomicRmwOp op, Amode address, long operand) {
        int low = newGpr();
        int high = newGpr();
        emitInst(new WideRmwLoop(op, address, lowOf(operand), highOf(operand), low, high, newGpr(), newGpr()));
        return valueRegs(low, high);
    }
}
