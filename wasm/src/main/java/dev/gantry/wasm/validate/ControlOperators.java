package dev.gantry.wasm.validate;

import dev.gantry.wasm.FuncType;
import dev.gantry.wasm.ImplementationLimits;
import dev.gantry.wasm.Op;
import dev.gantry.wasm.OperatorVisitor;
import dev.gantry.wasm.ValType;
import dev.gantry.wasm.WasmModule;
import dev.gantry.wasm.binary.ByteReader;
import java.util.Arrays;

/**
 * Blocks and branches within a function.
 *
 * <p>Source: WebAssembly Core Specification 2.0, 3.3.8.
 */
final class ControlOperators {
    private final ByteReader in;
    private final OperandStack stack;
    private final BlockTypes blockTypes = new BlockTypes();
    private int[] labels = new int[64];

    ControlOperators(ByteReader in, OperandStack stack) {
        this.in = in;
        this.stack = stack;
    }

    void block(WasmModule module, Op op, OperatorVisitor visitor) {
        FuncType blockType = blockTypes.read(in, module);
        if (op == Op.IF) stack.pop(ValType.I32_CODE);
        stack.popParams(blockType);
        stack.enter(op, blockType);
        visitor.block(op, blockType);
    }

    void else_(OperatorVisitor visitor) {
        if (stack.frameOp(stack.frames() - 1) != Op.IF)
            throw in.malformed("unexpected else: END opcode expected", stack.offset());
        stack.restartAsElse();
        visitor.else_();
    }

    void end(OperatorVisitor visitor) {
        int frame = stack.frames() - 1;
        FuncType blockType = stack.frameType(frame);
        if (stack.frameOp(frame) == Op.IF && !sameParamsAndResults(blockType)) {
            throw in.invalid("type mismatch: if without else must give back its parameters", stack.offset());
        }
        stack.leave();
        stack.pushResults(blockType);
        visitor.end();
    }

    private static boolean sameParamsAndResults(FuncType t) {
        if (t.paramCount() != t.resultCount()) return false;
        for (int i = 0; i < t.paramCount(); i++) {
            if (t.param(i) != t.result(i)) return false;
        }
        return true;
    }

    private int label() {
        int label = in.u32();
        if (label < 0 || label >= stack.frames()) {
            throw in.invalid("unknown label " + Integer.toUnsignedString(label), stack.offset());
        }
        return label;
    }

    void branch(Op op, OperatorVisitor visitor) {
        int label = label();
        int frame = stack.frames() - 1 - label;
        if (op == Op.BR) {
            stack.popLabel(frame);
            stack.markUnreachable();
        } else {
            stack.pop(ValType.I32_CODE);
            stack.popLabel(frame);
            stack.pushLabel(frame);
        }
        visitor.branch(op, label);
    }

    void branchTable(OperatorVisitor visitor) {
        int count = in.count("br_table labels", ImplementationLimits.MAX_BR_TABLE_LABELS, 1);
        if (count > labels.length) labels = Arrays.copyOf(labels, Math.max(count, labels.length * 2));
        stack.pop(ValType.I32_CODE);
        int start = in.pos();
        for (int i = 0; i < count; i++) labels[i] = label();
        int defaultLabel = label();
        int defaultFrame = stack.frames() - 1 - defaultLabel;
        int arity = stack.labelArity(defaultFrame);
        int lastChecked = defaultFrame;
        for (int i = 0; i < count; i++) {
            int frame = stack.frames() - 1 - labels[i];
            if (frame == lastChecked) continue;
            if (stack.labelArity(frame) != arity) throw in.invalid("type mismatch: labels of br_table differ", start);
            stack.checkLabel(frame);
            lastChecked = frame;
        }
        stack.popLabel(defaultFrame);
        stack.markUnreachable();
        visitor.branchTable(labels, count, defaultLabel);
    }
}
