package dev.gantry.clif.text;

import dev.gantry.clif.ir.BlockCall;
import dev.gantry.clif.ir.Dfg;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.MemFlags;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.TrapCode;
import dev.gantry.clif.ir.Type;
import dev.gantry.clif.ir.UserStackMapEntry;
import java.util.List;

/** Prints single instructions. */
final class InstPrinter {
    private final Function function;
    private final Dfg dfg;
    private final StringBuilder out;

    InstPrinter(Function function, StringBuilder out) {
        this.function = function;
        this.dfg = function.dfg;
        this.out = out;
    }

    /** Results, opcode, operands, stack map, and the comment on constant operands. */
    void whole(int inst) {
        int results = dfg.instResultCount(inst);
        for (int i = 0; i < results; i++) {
            out.append(i == 0 ? "v" : ", v").append(dfg.instResult(inst, i));
        }
        out.append(results == 0 ? "" : " = ");
        opcodeAndOperands(inst);
        List<UserStackMapEntry> map = function.userStackMap(inst);
        for (int i = 0; i < map.size(); i++) {
            UserStackMapEntry entry = map.get(i);
            out.append(i == 0 ? ", stack_map=[" : ", ").append(entry.type()).append(" @ ss");
            out.append(entry.stackSlot()).append('+').append(entry.offset());
        }
        out.append(map.isEmpty() ? "" : "]");
        constantsComment(dfg.instData(inst));
    }

    void opcodeAndOperands(int inst) {
        InstData data = dfg.instData(inst);
        out.append(data.opcode().mnemonic());
        suffix(inst, data);
        operands(data);
    }

    private void suffix(int inst, InstData data) {
        Opcode opcode = data.opcode();
        if (!opcode.isPolymorphic()) {
            return;
        }
        int arg = opcode.inferringArg();
        if (arg >= 0) {
            int block = definingBlock(data.arg(arg));
            if (block >= 0 && block == function.layout.instBlock(inst)) {
                return;
            }
        }
        Type type = dfg.ctrlType(inst);
        if (!type.isInvalid()) {
            out.append('.').append(type);
        }
    }

    private int definingBlock(int value) {
        if (!dfg.isValid(value)) {
            return -1;
        }
        int v = dfg.resolveAliases(value);
        int inst = dfg.valueDefInst(v);
        return inst >= 0 ? function.layout.instBlock(inst) : dfg.valueDefBlock(v);
    }

    private void operands(InstData data) {
        switch (data) {
            case InstData.UnaryImm d -> {
                out.append(' ');
                NumberText.immediate(d.imm(), out);
            }
            case InstData.UnaryIeee16 d -> out.append(' ').append(FloatText.print(d.bits(), 16));
            case InstData.UnaryIeee32 d -> out.append(' ').append(FloatText.print(d.bits(), 32));
            case InstData.UnaryIeee64 d -> out.append(' ').append(FloatText.print(d.bits(), 64));
            case InstData.UnaryConst d -> out.append(" const").append(d.constant());
            case InstData.UnaryGlobalValue d -> out.append(" gv").append(d.globalValue());
            case InstData.BinaryImm8 d ->
                out.append(" v").append(d.arg()).append(", ").append(d.imm());
            case InstData.TernaryImm8 d -> {
                args(data, 0);
                out.append(", ").append(d.imm());
            }
            case InstData.Shuffle d -> {
                args(data, 0);
                NumberText.bytes(maskBytes(d), out.append(", "));
            }
            case InstData.IntCompare d -> {
                out.append(' ').append(d.cond());
                args(data, 0);
            }
            case InstData.FloatCompare d -> {
                out.append(' ').append(d.cond());
                args(data, 0);
            }
            case InstData.IntAddTrap d -> code(data, d.trapCode());
            case InstData.CondTrap d -> code(data, d.trapCode());
            case InstData.Trap d -> out.append(' ').append(TrapCode.name(d.trapCode()));
            case InstData.FuncAddr d -> out.append(" fn").append(d.func());
            case InstData.StackAddr d ->
                NumberText.offset(d.offset(), out.append(" ss").append(d.stackSlot()));
            case InstData.DynamicStackAddr d -> out.append(" dss").append(d.dynamicSlot());
            case InstData.ExceptionHandlerAddress d -> {
                out.append(" block").append(d.block());
                NumberText.immediate(d.index(), out.append(", "));
            }
            default -> memoryOrControl(data);
        }
    }

    private void memoryOrControl(InstData data) {
        switch (data) {
            case InstData.Load d -> {
                MemFlags.print(d.flags(), out);
                args(data, 0);
                NumberText.offset(d.offset(), out);
            }
            case InstData.Store d -> {
                MemFlags.print(d.flags(), out);
                args(data, 0);
                NumberText.offset(d.offset(), out);
            }
            case InstData.LoadNoOffset d -> flagsAndArgs(d.flags(), data);
            case InstData.StoreNoOffset d -> flagsAndArgs(d.flags(), data);
            case InstData.AtomicCas d -> flagsAndArgs(d.flags(), data);
            case InstData.AtomicRmw d -> {
                MemFlags.print(d.flags(), out);
                out.append(' ').append(d.op());
                args(data, 0);
            }
            case InstData.Jump d -> out.append(' ').append(d.target());
            case InstData.Brif d -> {
                args(data, 0);
                out.append(", ").append(d.thenDest()).append(", ").append(d.elseDest());
            }
            case InstData.BranchTable d -> {
                args(data, 0);
                out.append(", ").append(d.table());
            }
            case InstData.Call d -> callArgs(data, out.append(" fn").append(d.func()), 0);
            case InstData.CallIndirect d ->
                callArgs(data, out.append(" sig").append(d.sig()).append(", v").append(d.callee()), 1);
            case InstData.TryCall d -> {
                callArgs(data, out.append(" fn").append(d.func()), 0);
                out.append(", ").append(d.table());
            }
            case InstData.TryCallIndirect d -> {
                callArgs(data, out.append(" v").append(d.callee()), 1);
                out.append(", ").append(d.table());
            }
            default -> args(data, 0);
        }
    }

    /** All value operands from the given one, after a space. */
    private void args(InstData data, int from) {
        for (int i = from, n = data.argCount(); i < n; i++) {
            out.append(i == from ? " v" : ", v").append(data.arg(i));
        }
    }

    private void flagsAndArgs(int flags, InstData data) {
        MemFlags.print(flags, out);
        args(data, 0);
    }

    private void code(InstData data, int trapCode) {
        args(data, 0);
        out.append(", ").append(TrapCode.name(trapCode));
    }

    private static void callArgs(InstData data, StringBuilder out, int from) {
        out.append('(');
        for (int i = from, n = data.argCount(); i < n; i++) {
            out.append(i == from ? "v" : ", v").append(data.arg(i));
        }
        out.append(')');
    }

    private static byte[] maskBytes(InstData.Shuffle data) {
        byte[] bytes = new byte[16];
        for (int i = 0; i < 8; i++) {
            bytes[i] = (byte) (data.maskLo() >>> (8 * i));
            bytes[i + 8] = (byte) (data.maskHi() >>> (8 * i));
        }
        return bytes;
    }

    // ---- The comment on constants ----

    private void constantsComment(InstData data) {
        boolean any = false;
        for (int i = 0, n = data.argCount(); i < n; i++) {
            any = constantComment(data.arg(i), any);
        }
        for (int d = 0, n = data.destCount(); d < n; d++) {
            BlockCall dest = data.dest(d);
            for (int i = 0; i < dest.argCount(); i++) {
                if (BlockCall.isValue(dest.arg(i))) {
                    any = constantComment(dest.arg(i), any);
                }
            }
        }
    }

    private boolean constantComment(int value, boolean any) {
        int def = dfg.isValid(value) ? dfg.valueDefInst(dfg.resolveAliases(value)) : -1;
        if (def < 0) {
            return any;
        }
        InstData data = dfg.instData(def);
        switch (data) {
            case InstData.UnaryImm d -> NumberText.immediate(d.imm(), comment(value, any));
            case InstData.UnaryIeee16 d -> comment(value, any).append(FloatText.print(d.bits(), 16));
            case InstData.UnaryIeee32 d -> comment(value, any).append(FloatText.print(d.bits(), 32));
            case InstData.UnaryIeee64 d -> comment(value, any).append(FloatText.print(d.bits(), 64));
            case InstData.UnaryConst d -> NumberText.bytes(function.constants.get(d.constant()), comment(value, any));
            default -> {
                return any;
            }
        }
        return true;
    }

    private StringBuilder comment(int value, boolean any) {
        return out.append(any ? ", v" : "  ; v").append(value).append(" = ");
    }
}
