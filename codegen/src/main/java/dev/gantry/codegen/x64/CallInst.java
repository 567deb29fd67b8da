package dev.gantry.codegen.x64;

import dev.gantry.asm.x64.Encoder;
import dev.gantry.asm.x64.Ops;
import dev.gantry.codegen.machinst.OperandVisitor;
import dev.gantry.codegen.machinst.Reg;

/** Calls a symbol or the address in a register. */
class CallInst extends X64Inst {
    /** Length of a direct call. */
    private static final int DIRECT_LENGTH = 5;

    private final int symbol;
    private int callee;
    private final int[] uses;
    private final int[] usePregs;
    private final int[] defs;
    private final int[] defPregs;
    private final int clobbers;
    private final int poppedBytes;
    private CallRecords records = CallRecords.NONE;

    /**
     * A call.
     *
     * @param symbol number of the external name, or -1 if {@code callee} is a register
     * @param poppedBytes bytes that the callee removes from the stack, to be put back
     */
    CallInst(
            int symbol,
            int callee,
            int[] uses,
            int[] usePregs,
            int[] defs,
            int[] defPregs,
            int clobbers,
            int poppedBytes) {
        this.symbol = symbol;
        this.callee = callee;
        this.uses = uses;
        this.usePregs = usePregs;
        this.defs = defs;
        this.defPregs = defPregs;
        this.clobbers = clobbers;
        this.poppedBytes = poppedBytes;
    }

    /** The same call, of which this is recorded. */
    final CallInst with(CallRecords newRecords) {
        records = newRecords;
        return this;
    }

    @Override
    public void operands(OperandVisitor visitor) {
        callee = visitor.use(callee);
        for (int i = 0; i < uses.length; i++) {
            uses[i] = visitor.useFixed(uses[i], usePregs[i]);
        }
        for (int i = 0; i < defs.length; i++) {
            defs[i] = visitor.defFixed(defs[i], defPregs[i]);
        }
        visitor.clobbers(clobbers);
    }

    @Override
    void emit(X64Emitter emitter) {
        if (records.patchable()) {
            emitter.buffer.patchableCall(DIRECT_LENGTH);
        }
        if (symbol >= 0) {
            Encoder.callSymbol(emitter.buffer, emitter.callReloc, symbol, 0);
        } else {
            Encoder.emit(emitter.buffer, Ops.callq_m, Reg.hw(callee), -1, -1, -1, null, 0);
        }
        emitter.buffer.callSite(emitter.frame.size());
        records.emit(emitter);
        returned(emitter);
    }

    /** Appends what comes behind the call where it returns to. */
    void returned(X64Emitter emitter) {
        if (poppedBytes > 0) {
            emitter.ri(Ops.subq_mi32, X64Regs.SP, poppedBytes);
        }
    }

    @Override
    public void print(StringBuilder out) {
        for (int i = 0; i < defs.length; i++) {
            reg(out.append(i == 0 ? "" : ", "), defs[i]);
            reg(out.append('='), Reg.real(defPregs[i]));
        }
        out.append(defs.length == 0 ? "call " : " = call ");
        if (symbol >= 0) {
            out.append("symbol").append(symbol);
        } else {
            reg(out, callee);
        }
        for (int i = 0; i < uses.length; i++) {
            reg(out.append(", "), uses[i]);
            reg(out.append('='), Reg.real(usePregs[i]));
        }
        records.print(out);
    }
}
