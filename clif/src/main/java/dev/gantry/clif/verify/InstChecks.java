package dev.gantry.clif.verify;

import dev.gantry.clif.ir.Dfg;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.GlobalValue;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.MemFlags;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.OperandType;
import dev.gantry.clif.ir.Type;

/** Checks single instructions whose operands exist: types, immediates, flags. */
final class InstChecks {
    private final Function function;
    private final Dfg dfg;
    private final Report report;
    private final Type pointer;
    private final CallChecks calls;

    InstChecks(Function function, Report report, Type pointer) {
        this.function = function;
        this.dfg = function.dfg;
        this.report = report;
        this.pointer = pointer;
        this.calls = new CallChecks(function, report, pointer);
    }

    void check(int inst) {
        InstData data = dfg.instData(inst);
        types(inst, data);
        calls.check(inst, data);
        immediates(inst, data);
        memory(inst, data);
        annotations(inst, data.opcode());
    }

    // ---- Types by the opcode table ----

    private void types(int inst, InstData data) {
        Opcode opcode = data.opcode();
        Type ctrl = dfg.ctrlType(inst);
        if (opcode.isPolymorphic() && !opcode.ctrlTypes().contains(ctrl)) {
            report.atInst(inst, "has an invalid controlling type " + ctrl);
            return;
        }
        if (!opcode.hasSignatureResults()) {
            for (int i = 0; i < opcode.resultCount(); i++) {
                Type expected = opcode.resultType(i).resolve(ctrl);
                Type type = dfg.valueType(dfg.instResult(inst, i));
                if (type != expected) {
                    report.atInst(inst, "expected result " + i + " to have type " + expected + ", found " + type);
                }
            }
        }
        for (int i = 0; i < opcode.fixedArgCount(); i++) {
            OperandType operand = opcode.argType(i);
            int arg = data.arg(i);
            Type type = dfg.valueType(arg);
            if (operand.accepts(type, ctrl)) {
                continue;
            }
            if (operand.isDetermined()) {
                report.atInst(
                        inst, "arg " + i + " (v" + arg + ") has type " + type + ", expected " + operand.resolve(ctrl));
            } else {
                report.atInst(
                        inst,
                        "arg " + i + " (v" + arg + ") with type " + type + " failed to satisfy type set "
                                + (operand.rule() == OperandType.Rule.FREE
                                        ? operand.set()
                                        : operand.rule() + " " + ctrl));
            }
        }
    }

    // ---- Immediates ----

    private void immediates(int inst, InstData data) {
        switch (data) {
            case InstData.UnaryImm d -> iconst(inst, d);
            case InstData.UnaryConst d -> constant(inst, d);
            case InstData.BinaryImm8 d -> lane(inst, d.imm(), dfg.valueType(d.arg()));
            case InstData.TernaryImm8 d -> lane(inst, d.imm(), dfg.valueType(d.arg0()));
            case InstData.Shuffle d -> {
                mask(inst, d.maskLo());
                mask(inst, d.maskHi());
            }
            case InstData.UnaryGlobalValue d -> globalValue(inst, d);
            default -> {}
        }
    }

    private void iconst(int inst, InstData.UnaryImm data) {
        int shift = 64 - dfg.ctrlType(inst).bits();
        if (data.imm() << shift >> shift != data.imm()) {
            report.atInst(inst, "constant immediate " + data.imm() + " is out of range");
        }
    }

    private void constant(int inst, InstData.UnaryConst data) {
        int expected = dfg.valueType(dfg.instResult(inst, 0)).bytes();
        int size = function.constants.get(data.constant()).length;
        if (size != expected) {
            report.atInst(
                    inst,
                    "The instruction expects const" + data.constant() + " to have a size of " + expected
                            + " bytes but it has " + size);
        }
    }

    private void lane(int inst, int lane, Type type) {
        if (lane >= type.laneCount()) {
            report.atInst(inst, "The lane " + lane + " does not index into the type " + type);
        }
    }

    private void mask(int inst, long mask) {
        for (int shift = 0; shift < 64; shift += 8) {
            int index = (int) (mask >>> shift) & 0xff;
            if (index > 31) {
                report.atInst(inst, "shuffle immediate index " + index + " is larger than the maximum 31");
            }
        }
    }

    private void globalValue(int inst, InstData.UnaryGlobalValue data) {
        GlobalValue value = function.globalValues.get(data.globalValue());
        Type expected = DeclarationChecks.typeOf(value, pointer);
        Type type = dfg.valueType(dfg.instResult(inst, 0));
        if (!expected.isInvalid() && type != expected) {
            report.atInst(
                    inst,
                    "global_value instruction with type " + type + " references global value with type " + expected);
        }
    }

    // ---- Memory ----

    private void memory(int inst, InstData data) {
        switch (data) {
            case InstData.Load d -> address(inst, d.addr());
            case InstData.Store d -> {
                address(inst, d.addr());
                store(inst, d.flags());
            }
            case InstData.LoadNoOffset d -> {
                if (d.opcode() == Opcode.BITCAST) {
                    bitcast(inst, d);
                } else {
                    address(inst, d.arg());
                }
            }
            case InstData.StoreNoOffset d -> {
                address(inst, d.addr());
                store(inst, d.flags());
            }
            case InstData.AtomicRmw d -> {
                address(inst, d.addr());
                store(inst, d.flags());
            }
            case InstData.AtomicCas d -> {
                address(inst, d.addr());
                store(inst, d.flags());
            }
            default -> {}
        }
    }

    private void address(int inst, int value) {
        int bits = dfg.valueType(value).bits();
        if (!pointer.isInvalid() && bits != pointer.bits()) {
            report.atInst(
                    inst,
                    "invalid pointer width (got " + bits + ", expected " + pointer.bits() + ") encountered v" + value);
        }
    }

    private void store(int inst, int flags) {
        if (MemFlags.readonly(flags)) {
            report.atInst(inst, "A store instruction cannot have the `readonly` MemFlag");
        }
    }

    private void bitcast(int inst, InstData.LoadNoOffset data) {
        Type from = dfg.valueType(data.arg());
        Type to = dfg.valueType(dfg.instResult(inst, 0));
        int flags = data.flags();
        boolean plain = flags == MemFlags.DEFAULT;
        if (from.bits() != to.bits() || from.isDynamicVector() != to.isDynamicVector()) {
            report.atInst(
                    inst,
                    "The bitcast argument v" + data.arg() + " has a type of " + from.bits()
                            + " bits, which doesn't match an expected type of " + to.bits() + " bits");
        } else if (!plain
                && flags != MemFlags.withBig(MemFlags.DEFAULT)
                && flags != MemFlags.withLittle(MemFlags.DEFAULT)) {
            report.atInst(inst, "The bitcast instruction only accepts the `big` or `little` memory flags");
        } else if (plain && from.laneCount() != to.laneCount() && from.isVector() && to.isVector()) {
            report.atInst(inst, "Byte order specifier required for bitcast instruction changing lane count");
        }
    }

    // ---- What hangs on instructions ----

    private void annotations(int inst, Opcode opcode) {
        if (!function.debugTags(inst).isEmpty() && !opcode.isCall() && opcode != Opcode.SEQUENCE_POINT) {
            report.atInst(inst, "debug tags present on non-call, non-sequence point instruction");
        }
        if (!function.userStackMap(inst).isEmpty() && !opcode.isCall()) {
            report.atInst(inst, "user stack map present on non-call instruction");
        }
    }
}
