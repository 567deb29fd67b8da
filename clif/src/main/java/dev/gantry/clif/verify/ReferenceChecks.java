package dev.gantry.clif.verify;

import dev.gantry.clif.ir.BlockCall;
import dev.gantry.clif.ir.Dfg;
import dev.gantry.clif.ir.Entity;
import dev.gantry.clif.ir.EntityTable;
import dev.gantry.clif.ir.ExceptionTable;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.MemFlags;
import dev.gantry.clif.ir.Opcode;

/** Checks that what an instruction names exists. Messages do not print the instruction, since that may not be possible. */
final class ReferenceChecks {
    private final Function function;
    private final Dfg dfg;
    private final Report report;

    ReferenceChecks(Function function, Report report) {
        this.function = function;
        this.dfg = function.dfg;
        this.report = report;
    }

    void check(int inst) {
        InstData data = dfg.instData(inst);
        for (int i = 0, n = data.argCount(); i < n; i++) {
            value(inst, data.arg(i));
        }
        for (int d = 0, n = data.destCount(); d < n; d++) {
            dest(inst, data.dest(d));
        }
        entities(inst, data);
        if (report.isEmpty()) {
            results(inst, data);
        }
    }

    private void error(int inst, String message) {
        report.add(Entity.inst(inst), message);
    }

    private void value(int inst, int value) {
        if (!dfg.isValid(value) || !dfg.isValid(dfg.resolveAliases(value))) {
            error(inst, "uses the value v" + value + ", which does not exist");
        }
    }

    private void dest(int inst, BlockCall dest) {
        block(inst, dest.block());
        if (dest.block() == function.layout.entryBlock()) {
            error(inst, "invalid reference to entry block block" + dest.block());
        }
        for (int arg : dest.args()) {
            if (BlockCall.isValue(arg)) {
                value(inst, arg);
            }
        }
    }

    private void block(int inst, int block) {
        if (!function.layout.isBlockInserted(block)) {
            error(inst, "invalid block reference block" + block);
        }
    }

    private void declared(int inst, EntityTable<?> table, int number, String what) {
        if (!table.contains(number)) {
            error(inst, "invalid " + what + " reference " + number);
        }
    }

    private void region(int inst, int flags) {
        int region = MemFlags.region(flags);
        if (region >= 0 && !function.aliasRegions.contains(region)) {
            error(inst, "undefined alias region region" + region);
        }
    }

    private void entities(int inst, InstData data) {
        switch (data) {
            case InstData.Load d -> region(inst, d.flags());
            case InstData.Store d -> region(inst, d.flags());
            case InstData.LoadNoOffset d -> region(inst, d.flags());
            case InstData.StoreNoOffset d -> region(inst, d.flags());
            case InstData.AtomicRmw d -> region(inst, d.flags());
            case InstData.AtomicCas d -> region(inst, d.flags());
            case InstData.Call d -> declared(inst, function.extFuncs, d.func(), "function");
            case InstData.CallIndirect d -> declared(inst, function.signatures, d.sig(), "signature");
            case InstData.TryCall d -> {
                declared(inst, function.extFuncs, d.func(), "function");
                exceptionTable(inst, d.table());
            }
            case InstData.TryCallIndirect d -> exceptionTable(inst, d.table());
            case InstData.FuncAddr d -> declared(inst, function.extFuncs, d.func(), "function");
            case InstData.StackAddr d -> declared(inst, function.stackSlots, d.stackSlot(), "stack slot");
            case InstData.DynamicStackAddr d ->
                declared(inst, function.dynamicStackSlots, d.dynamicSlot(), "dynamic stack slot");
            case InstData.UnaryGlobalValue d -> declared(inst, function.globalValues, d.globalValue(), "global value");
            case InstData.UnaryConst d -> {
                if (!function.constants.contains(d.constant())) {
                    error(inst, "invalid constant reference " + d.constant());
                }
            }
            case InstData.ExceptionHandlerAddress d -> block(inst, d.block());
            default -> {}
        }
    }

    private void exceptionTable(int inst, ExceptionTable table) {
        declared(inst, function.signatures, table.signature(), "signature");
        for (int i = 0; i < table.itemCount(); i++) {
            if (table.itemKind(i) == ExceptionTable.ItemKind.CONTEXT) {
                value(inst, table.itemOperand(i));
            }
        }
    }

    /** Results are there in number, and know their instruction. */
    private void results(int inst, InstData data) {
        Opcode opcode = data.opcode();
        int expected = opcode.hasSignatureResults() ? dfg.callSignature(inst).resultCount() : opcode.resultCount();
        int count = dfg.instResultCount(inst);
        if (count != expected) {
            error(inst, "has " + count + " results, expected " + expected);
            return;
        }
        for (int i = 0; i < count; i++) {
            int value = dfg.instResult(inst, i);
            if (dfg.valueDefInst(value) != inst || dfg.valueDefIndex(value) != i) {
                error(inst, "result v" + value + " is not defined by this instruction");
            }
        }
    }
}
