package dev.gantry.clif.verify;

import dev.gantry.clif.ir.BlockCall;
import dev.gantry.clif.ir.CallConv;
import dev.gantry.clif.ir.Dfg;
import dev.gantry.clif.ir.ExceptionTable;
import dev.gantry.clif.ir.ExtFunc;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.Signature;
import dev.gantry.clif.ir.Type;
import dev.gantry.clif.text.ClifPrinter;
import org.jspecify.annotations.Nullable;

/** Checks that what goes along branches, calls and returns fits what is expected at the other end. */
final class CallChecks {
    private final Function function;
    private final Dfg dfg;
    private final Report report;
    private final Type pointer;

    CallChecks(Function function, Report report, Type pointer) {
        this.function = function;
        this.dfg = function.dfg;
        this.report = report;
        this.pointer = pointer;
    }

    void check(int inst, InstData data) {
        switch (data) {
            case InstData.Call d -> call(inst, d);
            case InstData.CallIndirect d -> {
                Signature callee = function.signatures.get(d.sig());
                args(inst, data, 1, callee);
                tailCall(inst, d.opcode(), callee);
            }
            case InstData.TryCall d -> {
                ExtFunc func = function.extFuncs.get(d.func());
                Signature callee = function.signatures.get(d.table().signature());
                patchable(inst, func);
                if (!callee.equals(function.signatures.get(func.signature()))) {
                    report.atInst(
                            inst,
                            "exception table signature sig" + d.table().signature() + " did not match function fn"
                                    + d.func() + "'s signature sig" + func.signature());
                }
                tryCall(inst, data, 0, d.table());
            }
            case InstData.TryCallIndirect d -> tryCall(inst, data, 1, d.table());
            case InstData.ExceptionHandlerAddress d -> handlerAddress(inst, d);
            case InstData.MultiAry d -> returnValues(inst, d);
            default -> {
                for (int i = 0, n = data.destCount(); i < n; i++) {
                    dest(inst, data.dest(i), DestKind.ORDINARY, null);
                }
            }
        }
    }

    // ---- Calls ----

    private void call(int inst, InstData.Call data) {
        ExtFunc func = function.extFuncs.get(data.func());
        Signature callee = function.signatures.get(func.signature());
        args(inst, data, 0, callee);
        patchable(inst, func);
        tailCall(inst, data.opcode(), callee);
    }

    private void args(int inst, InstData data, int from, Signature callee) {
        int count = data.argCount() - from;
        if (count != callee.paramCount()) {
            report.atInst(inst, mismatchedCount(inst, count, callee.paramCount()));
            return;
        }
        for (int i = 0; i < count; i++) {
            int arg = data.arg(from + i);
            Type type = dfg.valueType(arg);
            Type expected = callee.param(i).type();
            if (type != expected) {
                report.atInst(inst, "arg " + i + " (v" + arg + ") has type " + type + ", expected " + expected);
            }
        }
    }

    private String mismatchedCount(int inst, int got, int expected) {
        return "mismatched argument count for `" + ClifPrinter.printInst(function, inst) + "`: got " + got
                + ", expected " + expected;
    }

    private void patchable(int inst, ExtFunc func) {
        if (!func.patchable()) {
            return;
        }
        if (!func.colocated()) {
            report.atInst(inst, "patchable call to non-colocated function");
        } else if (function.signatures.get(func.signature()).resultCount() > 0) {
            report.atInst(inst, "patchable call cannot occur to a function with return values");
        }
    }

    private void tailCall(int inst, Opcode opcode, Signature callee) {
        if (!opcode.isReturn()) {
            return;
        }
        CallConv callConv = callee.callConv();
        if (!callConv.supportsTailCalls()) {
            report.atInst(inst, "calling convention `" + callConv + "` does not support tail calls");
        }
        Signature caller = function.signature();
        if (callConv != caller.callConv()) {
            report.atInst(inst, "callee's calling convention must match caller");
        }
        if (callee.resultCount() != caller.resultCount()) {
            report.atInst(inst, "results of callee must match caller");
            return;
        }
        for (int i = 0; i < callee.resultCount(); i++) {
            result(inst, i, callee.result(i).type());
        }
    }

    private void result(int inst, int i, Type type) {
        Type expected = function.signature().result(i).type();
        if (type != expected) {
            report.atInst(inst, "result " + i + " has type " + type + ", must match function signature of " + expected);
        }
    }

    private void returnValues(int inst, InstData.MultiAry data) {
        if (data.argCount() != function.signature().resultCount()) {
            report.atInst(inst, "arguments of return must match function signature");
            return;
        }
        for (int i = 0; i < data.argCount(); i++) {
            result(inst, i, dfg.valueType(data.arg(i)));
        }
    }

    // ---- Exceptions ----

    private void tryCall(int inst, InstData data, int from, ExceptionTable table) {
        Signature callee = function.signatures.get(table.signature());
        args(inst, data, from, callee);
        if (!callee.callConv().supportsExceptions()) {
            report.atInst(inst, "calling convention `" + callee.callConv() + "` of callee does not support exceptions");
        }
        for (int i = 0; i < table.destCount(); i++) {
            dest(inst, table.dest(i), i == 0 ? DestKind.NORMAL_RETURN : DestKind.HANDLER, callee);
        }
    }

    private void handlerAddress(int inst, InstData.ExceptionHandlerAddress data) {
        InstData terminator = dfg.instData(function.layout.lastInst(data.block()));
        if (!(terminator instanceof InstData.TryCall) && !(terminator instanceof InstData.TryCallIndirect)) {
            report.atInst(inst, "referenced block block" + data.block() + " does not end in a try_call");
        } else if (data.index() < 0) {
            report.atInst(inst, "exception handler index " + data.index() + " cannot be negative");
        } else if (data.index() >= terminator.destCount() - 1) {
            report.atInst(inst, "exception handler index " + data.index() + " is out-of-range");
        }
    }

    // ---- Branch targets ----

    private enum DestKind {
        ORDINARY,
        NORMAL_RETURN,
        HANDLER
    }

    private void dest(int inst, BlockCall dest, DestKind kind, @Nullable Signature callee) {
        int block = dest.block();
        int expected = dfg.blockParamCount(block);
        if (dest.argCount() != expected) {
            report.atInst(inst, mismatchedCount(inst, dest.argCount(), expected));
            return;
        }
        for (int i = 0; i < expected; i++) {
            int arg = dest.arg(i);
            Type want = dfg.valueType(dfg.blockParam(block, i));
            if (BlockCall.isValue(arg)) {
                argument(inst, "v" + arg, dfg.valueType(arg), want);
            } else if (BlockCall.isRet(arg)) {
                ret(inst, BlockCall.payloadIndex(arg), want, kind, callee);
            } else {
                exn(inst, BlockCall.payloadIndex(arg), want, kind, callee);
            }
        }
    }

    private void argument(int inst, String name, Type type, Type expected) {
        if (type != expected) {
            report.atInst(inst, "arg " + name + " has type " + type + ", expected " + expected);
        }
    }

    private void ret(int inst, int n, Type want, DestKind kind, @Nullable Signature callee) {
        if (kind != DestKind.NORMAL_RETURN || callee == null) {
            report.atInst(inst, "`retN` block argument used outside normal-return target of `try_call`");
        } else if (n >= callee.resultCount()) {
            report.atInst(inst, "out-of-bounds `retN` block argument");
        } else {
            argument(inst, "ret" + n, callee.result(n).type(), want);
        }
    }

    private void exn(int inst, int n, Type want, DestKind kind, @Nullable Signature callee) {
        if (kind != DestKind.HANDLER || callee == null) {
            report.atInst(inst, "`exnN` block argument used outside normal-return target of `try_call`");
        } else if (callee.callConv().supportsExceptions()
                && n >= callee.callConv().exceptionPayloads()) {
            report.atInst(inst, "out-of-bounds `exnN` block argument");
        } else if (!pointer.isInvalid()) {
            argument(inst, "exn" + n, pointer, want);
        }
    }
}
