package dev.gantry.codegen.x64;

import dev.gantry.asm.x64.Op;
import dev.gantry.asm.x64.Ops;
import dev.gantry.clif.ir.AbiParam;
import dev.gantry.clif.ir.CallConv;
import dev.gantry.clif.ir.Dfg;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.Signature;
import dev.gantry.clif.ir.Type;
import dev.gantry.codegen.machinst.CallLayout;
import dev.gantry.codegen.machinst.Places;
import dev.gantry.codegen.machinst.Reg;
import dev.gantry.codegen.machinst.VCode;
import java.util.Arrays;

/**
 * How values cross the border of a function: its own parameters at the entry and results at a return, and the parts of
 * values on their way to and from the functions that it calls.
 *
 * <p>Parts in registers are collected by {@link #tie} and handed to the instruction at the border, which fixes each to its
 * place; parts in memory are stored and loaded one by one.
 */
abstract class X64Args extends X64Vectors {
    /** The frame of the function being lowered. */
    final X64Frame frame = new X64Frame();
    /** The register that holds the return area's address, or NONE. */
    int returnArea = Reg.NONE;

    private int[] regs = new int[16];
    private int[] pregs = new int[16];
    private int tied;

    @SuppressWarnings("NullAway.Init")
    private CallLayout layout;

    /** Starts a function. */
    final void beginArgs(Function function) {
        layout = X64Abi.layout(function.signature());
        frame.reset(layout.stackArgBytes(), layout.calleePops());
        returnArea = layout.returnAreaReg() == Places.NONE ? Reg.NONE : newGpr();
    }

    /** Where the function's own parameters and results are. */
    final CallLayout layout() {
        return layout;
    }

    // Parts in registers.

    /** Forgets what was tied. */
    final void untie() {
        tied = 0;
    }

    /** Fixes a register to a physical one at the border. */
    final void tie(int reg, int preg) {
        if (tied == regs.length) {
            regs = Arrays.copyOf(regs, tied * 2);
            pregs = Arrays.copyOf(pregs, tied * 2);
        }
        regs[tied] = reg;
        pregs[tied++] = preg;
    }

    /** The registers tied. */
    final int[] tiedRegs() {
        return Arrays.copyOf(regs, tied);
    }

    /** The physical registers that they are tied to. */
    final int[] tiedPregs() {
        return Arrays.copyOf(pregs, tied);
    }

    // Parts in memory.

    /** Places a load of a part. */
    final void load(Type type, int dst, Amode from) {
        Op op = VCode.classOf(type) == 0 ? Ops.movq_rm : XmmMoves.loadOp(type);
        emitInst(new RowInst(op).def(0, dst).mem(from));
    }

    /** Places a store of a part. */
    final void store(Type type, int src, Amode to) {
        Op op = VCode.classOf(type) == 0 ? Ops.movq_mr : XmmMoves.storeOp(type);
        emitInst(new RowInst(op).mem(to).use(1, src));
    }

    /** Places the computation of an address in the frame. */
    final int frameAddress(Amode.Kind kind, int offset) {
        int dst = newGpr();
        frameAddress(dst, kind, offset);
        return dst;
    }

    private void frameAddress(int dst, Amode.Kind kind, int offset) {
        emitInst(new RowInst(Ops.leaq_rm).def(0, dst).mem(Amode.frame(kind, offset)));
    }

    // Parameters of this function.

    @Override
    protected final void enterFunction() {
        Dfg dfg = function().dfg;
        int entry = function().layout.entryBlock();
        Places params = layout.params();
        int[] references = new int[params.count()];
        untie();
        for (int i = 0; i < params.count(); i++) {
            if (valueIsUsed(dfg.blockParam(entry, i))) {
                references[i] = tieParam(params, i, valueReg(dfg.blockParam(entry, i)));
            }
        }
        if (returnArea != Reg.NONE) {
            tie(returnArea, layout.returnAreaReg());
        }
        emitInst(new ControlInsts.Args(tiedRegs(), tiedPregs()));
        for (int i = 0; i < params.count(); i++) {
            int value = dfg.blockParam(entry, i);
            if (valueIsUsed(value)) {
                loadParam(params, i, value, references[i]);
            }
        }
    }

    /** Ties the parts in registers; gives the register of the address of a value passed by reference. */
    private int tieParam(Places params, int i, int reg) {
        int part = params.start(i);
        if (params.isByReference(i) && !params.isStruct(i)) {
            int address = newGpr();
            if (params.reg(part) != Places.NONE) {
                tie(address, params.reg(part));
            }
            return address;
        }
        for (int p = part; p < params.end(i); p++) {
            if (params.reg(p) != Places.NONE) {
                tie(reg + p - part, params.reg(p));
            }
        }
        return Reg.NONE;
    }

    private void loadParam(Places params, int i, int value, int reference) {
        int part = params.start(i);
        int reg = valueReg(value);
        if (params.isByReference(i) && !params.isStruct(i)) {
            if (params.reg(part) == Places.NONE) {
                load(Type.I64, reference, Amode.frame(Amode.Kind.INCOMING_ARG, params.offset(part)));
            }
            loadReferred(valueType(value), reg, reference);
            return;
        }
        if (params.isStruct(i) && !params.isByReference(i)) {
            frameAddress(reg, Amode.Kind.INCOMING_ARG, params.offset(part));
            return;
        }
        for (int p = part; p < params.end(i); p++) {
            if (params.reg(p) == Places.NONE) {
                load(params.type(p), reg + p - part, Amode.frame(Amode.Kind.INCOMING_ARG, params.offset(p)));
            }
        }
    }

    private void loadReferred(Type type, int reg, int address) {
        if (type == Type.I128) {
            load(Type.I64, reg, Amode.base(address, 0, Amode.NO_TRAP));
            load(Type.I64, reg + 1, Amode.base(address, 8, Amode.NO_TRAP));
        } else {
            load(type, reg, Amode.base(address, 0, Amode.NO_TRAP));
        }
    }

    // Results of this function.

    /** Puts the values that an instruction gives back where the convention wants them, and places the return. */
    public final int genReturn(int inst) {
        Dfg dfg = function().dfg;
        Signature signature = function().signature();
        Places results = layout.results();
        int[] parts = new int[results.partCount()];
        for (int i = 0; i < results.count(); i++) {
            putParts(results, i, dfg.instData(inst).arg(i), signature.result(i), parts);
        }
        untie();
        for (int part = 0; part < parts.length; part++) {
            if (results.reg(part) != Places.NONE) {
                tie(parts[part], results.reg(part));
            } else {
                store(results.type(part), parts[part], Amode.base(returnArea, results.offset(part), Amode.NO_TRAP));
            }
        }
        int structReturn = signature.specialParam(AbiParam.Purpose.STRUCT_RETURN);
        if (structReturn >= 0 && results.count() == 0 && signature.callConv() != CallConv.PRESERVE_ALL) {
            tie(valueReg(dfg.blockParam(function().layout.entryBlock(), structReturn)), X64Regs.RAX);
        }
        emitInst(new ControlInsts.Ret(tiedRegs(), tiedPregs()));
        return NO_OUTPUT;
    }

    /** Asks for a value in registers, one for each of its parts, extended to 64 bits if the convention asks for it. */
    private void putParts(Places places, int i, int value, AbiParam param, int[] parts) {
        int start = places.start(i);
        if (!isPair(value)) {
            parts[start] = putExtended(value, param);
            return;
        }
        long pair = putInRegs(value);
        if (places.end(i) - start == 1) {
            parts[start] = joined(valueRegsGet(pair, 0), valueRegsGet(pair, 1));
        } else {
            parts[start] = valueRegsGet(pair, 0);
            parts[start + 1] = valueRegsGet(pair, 1);
        }
    }

    private int putExtended(int value, AbiParam param) {
        int reg = putInReg(value);
        if (param.extension() == AbiParam.Extension.NONE || param.type().bits() >= 64) {
            return reg;
        }
        boolean signed = param.extension() == AbiParam.Extension.SEXT;
        Op op =
                switch (param.type().bits()) {
                    case 8 -> signed ? Ops.movsbq_rm : Ops.movzbl_rm;
                    case 16 -> signed ? Ops.movswq_rm : Ops.movzwl_rm;
                    default -> signed ? Ops.movslq_rm : Ops.movl_rm;
                };
        int dst = newGpr();
        emitInst(new RowInst(op).def(0, dst).use(1, reg));
        return dst;
    }

    // Two integer registers and one xmm register.

    /** Both halves in one xmm register. */
    final int joined(int low, int high) {
        vcode.setWideFloats();
        int lowXmm = newXmm();
        int highXmm = newXmm();
        int both = newXmm();
        emitInst(new RowInst(Ops.movq_xm).def(0, lowXmm).use(1, low));
        emitInst(new RowInst(Ops.movq_xm).def(0, highXmm).use(1, high));
        emitInst(new RowInst(Ops.punpcklqdq_rm).use(0, lowXmm).use(1, highXmm).def(0, both));
        return both;
    }

    /** The halves of an xmm register in two integer registers. */
    final void split(int xmm, int low, int high) {
        vcode.setWideFloats();
        int highXmm = newXmm();
        emitInst(new RowInst(Ops.movq_mx).def(0, low).use(1, xmm));
        emitInst(new RowInst(Ops.pshufd_rmi8).def(0, highXmm).use(1, xmm).imm(0xee));
        emitInst(new RowInst(Ops.movq_mx).def(0, high).use(1, highXmm));
    }

    // Parameters of calls.

    /** Asks for arguments in registers, one for each part of the layout; what is passed by reference is stored. */
    final int[] putArgs(Signature signature, CallLayout to, int[] args) {
        Places params = to.params();
        int[] parts = new int[params.partCount()];
        for (int i = 0; i < args.length; i++) {
            if (params.isByReference(i)) {
                parts[params.start(i)] = storeCopy(params, i, args[i]);
            } else {
                putParts(params, i, args[i], signature.param(i), parts);
            }
        }
        return parts;
    }

    private int storeCopy(Places params, int i, int value) {
        int offset = params.copyOffset(i);
        if (params.isStruct(i)) {
            copyStruct(putInReg(value), params.structBytes(i), Amode.Kind.OUTGOING_ARG, offset);
        } else if (isPair(value)) {
            long pair = putInRegs(value);
            store(Type.I64, valueRegsGet(pair, 0), Amode.frame(Amode.Kind.OUTGOING_ARG, offset));
            store(Type.I64, valueRegsGet(pair, 1), Amode.frame(Amode.Kind.OUTGOING_ARG, offset + 8));
        } else {
            store(valueType(value), putInReg(value), Amode.frame(Amode.Kind.OUTGOING_ARG, offset));
        }
        return frameAddress(Amode.Kind.OUTGOING_ARG, offset);
    }

    /** Stores the parts that go to memory, and ties the others to their registers. */
    final void placeArgs(CallLayout to, int[] parts, Amode.Kind area, int offset) {
        Places params = to.params();
        for (int i = 0; i < params.count(); i++) {
            for (int p = params.start(i); p < params.end(i); p++) {
                if (params.reg(p) != Places.NONE) {
                    tie(parts[p], params.reg(p));
                } else if (params.isStruct(i) && !params.isByReference(i)) {
                    copyStruct(parts[p], params.structBytes(i), area, offset + params.offset(p));
                } else {
                    store(params.type(p), parts[p], Amode.frame(area, offset + params.offset(p)));
                }
            }
        }
    }

    private void copyStruct(int address, int bytes, Amode.Kind area, int offset) {
        int done = 0;
        if (bytes > StructCopy.UNROLLED) {
            done = bytes & -8;
            emitInst(new StructCopy(address, frameAddress(area, offset), newGpr(), newGpr(), done));
        }
        while (done < bytes) {
            int rest = bytes - done;
            int step = rest >= 8 ? 8 : Integer.highestOneBit(rest);
            int word = newGpr();
            emitInst(new RowInst(StructCopy.loadOp(step)).def(0, word).mem(Amode.base(address, done, Amode.NO_TRAP)));
            emitInst(new RowInst(StructCopy.storeOp(step))
                    .mem(Amode.frame(area, offset + done))
                    .use(1, word));
            done += step;
        }
    }

    // Results of calls.

    /** Ties the results of a call that come in registers. */
    final void tieResults(int inst, Places results) {
        Dfg dfg = function().dfg;
        for (int i = 0; i < results.count(); i++) {
            int start = results.start(i);
            for (int p = start; p < results.end(i); p++) {
                if (results.reg(p) == Places.NONE) {
                    continue;
                }
                if (results.type(p) == Type.I128) {
                    tie(newXmm(), results.reg(p));
                } else {
                    tie(valueReg(dfg.instResult(inst, i)) + p - start, results.reg(p));
                }
            }
        }
    }

    /** Places what brings the other results of a call into registers; {@code defs} is what was tied. */
    final void loadResults(int inst, Places results, int[] defs) {
        Dfg dfg = function().dfg;
        int tiedSoFar = 0;
        for (int i = 0; i < results.count(); i++) {
            int value = dfg.instResult(inst, i);
            int start = results.start(i);
            for (int p = start; p < results.end(i); p++) {
                if (results.reg(p) != Places.NONE) {
                    int def = defs[tiedSoFar++];
                    if (results.type(p) == Type.I128 && valueIsUsed(value)) {
                        split(def, valueReg(value), valueReg(value) + 1);
                    }
                } else if (valueIsUsed(value)) {
                    load(
                            results.type(p),
                            valueReg(value) + p - start,
                            Amode.frame(Amode.Kind.RETURN_AREA, results.offset(p)));
                }
            }
        }
    }
}
