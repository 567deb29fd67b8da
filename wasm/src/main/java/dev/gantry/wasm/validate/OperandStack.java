package dev.gantry.wasm.validate;

import dev.gantry.wasm.FuncType;
import dev.gantry.wasm.FunctionState;
import dev.gantry.wasm.ImplementationLimits;
import dev.gantry.wasm.Op;
import dev.gantry.wasm.OpSignature;
import dev.gantry.wasm.ValType;
import dev.gantry.wasm.WasmException;
import dev.gantry.wasm.binary.ByteReader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The two stacks of the validation algorithm: types of operands, and frames of the blocks around the current operator.
 *
 * <p>Algorithm (specification, appendix "Validation Algorithm"): each operator pops the types it takes and pushes those
 * it gives. A frame remembers the height of the operand stack below its block; nothing below may be popped inside.
 * After an operator that does not fall through, the operands of the frame are thrown away and the frame is marked
 * unreachable: popping at its height then gives {@link FunctionState#UNKNOWN}, which matches any type.
 *
 * <p>Invariants: {@code base} and {@code polymorphic} mirror the innermost frame; {@code base <= height}.
 *
 * <p>Example: {@code block (result i32) unreachable i32.add end}: the add pops two unknowns at the block's height, pushes
 * i32, and the end finds its i32.
 */
final class OperandStack {
    private static final int UNKNOWN = FunctionState.UNKNOWN;

    private final ByteReader in;
    private int offset;

    private int[] types = new int[256];
    private int height;

    private Op[] ops = new Op[64];
    private FuncType[] blockTypes = new FuncType[64];
    private int[] heights = new int[64];
    private int[] blockOffsets = new int[64];
    /** The end of what has been read of the frame cannot be reached. */
    private boolean[] dead = new boolean[64];
    /** The frame's first operator cannot be reached. */
    private boolean[] deadFromOutside = new boolean[64];

    private int frames;
    private int base;
    private boolean polymorphic;

    OperandStack(ByteReader in) {
        this.in = in;
    }

    void clear() {
        height = 0;
        frames = 0;
        base = 0;
        polymorphic = false;
    }

    /** Errors from here on are at this offset. */
    void at(int operatorOffset) {
        offset = operatorOffset;
    }

    int offset() {
        return offset;
    }

    int height() {
        return height;
    }

    int type(int depth) {
        return types[height - 1 - depth];
    }

    // Operands.

    void push(int type) {
        if (height == types.length) growOperands();
        types[height++] = type;
    }

    private void growOperands() {
        if (height >= ImplementationLimits.MAX_OPERANDS) throw in.malformed("too many operands", offset);
        types = Arrays.copyOf(types, Math.min(height * 2, ImplementationLimits.MAX_OPERANDS));
    }

    /** Pops an operand of a known type. */
    void pop(int expected) {
        int h = height - 1;
        if (h >= base && types[h] == expected) height = h;
        else popSlow(expected);
    }

    private void popSlow(int expected) {
        if (height == base) {
            if (polymorphic) return;
            throw nothingToPop(expected);
        }
        int actual = types[height - 1];
        if (actual != expected && actual != UNKNOWN && expected != UNKNOWN) throw mismatch(expected, actual);
        height--;
    }

    /** Pops an operand of any type; gives its code or {@link FunctionState#UNKNOWN}. */
    int popAny() {
        if (height == base) {
            if (polymorphic) return UNKNOWN;
            throw nothingToPop(UNKNOWN);
        }
        return types[--height];
    }

    /** Pops the operands and pushes the result of an operator of fixed types. */
    void apply(OpSignature signature) {
        for (int i = signature.paramCount() - 1; i >= 0; i--)
            pop(signature.param(i).code());
        int results = signature.resultCount();
        for (int i = 0; i < results; i++) push(signature.result(i).code());
    }

    void popParams(FuncType type) {
        for (int i = type.paramCount() - 1; i >= 0; i--) pop(type.param(i).code());
    }

    void pushParams(FuncType type) {
        int count = type.paramCount();
        for (int i = 0; i < count; i++) push(type.param(i).code());
    }

    void popResults(FuncType type) {
        for (int i = type.resultCount() - 1; i >= 0; i--) pop(type.result(i).code());
    }

    void pushResults(FuncType type) {
        int count = type.resultCount();
        for (int i = 0; i < count; i++) push(type.result(i).code());
    }

    // Frames.

    int frames() {
        return frames;
    }

    Op frameOp(int frame) {
        return ops[frame];
    }

    FuncType frameType(int frame) {
        return blockTypes[frame];
    }

    int frameHeight(int frame) {
        return heights[frame];
    }

    /** Offset of the operator that opened the frame. */
    int frameOffset(int frame) {
        return blockOffsets[frame];
    }

    /** True if the next operator can be reached. */
    boolean reachable() {
        return frames > 0 && !dead[frames - 1] && !deadFromOutside[frames - 1];
    }

    /** Opens a frame above what is on the operand stack, and pushes its parameters. */
    void enter(Op op, FuncType type) {
        boolean unreachable = frames > 0 && !reachable();
        if (frames == ops.length) growFrames();
        int f = frames++;
        ops[f] = op;
        blockTypes[f] = type;
        heights[f] = height;
        blockOffsets[f] = offset;
        dead[f] = false;
        deadFromOutside[f] = unreachable;
        base = height;
        polymorphic = false;
        if (f > 0) pushParams(type);
    }

    private void growFrames() {
        if (frames >= ImplementationLimits.MAX_NESTING) throw in.malformed("blocks nested too deeply", offset);
        int size = Math.min(frames * 2, ImplementationLimits.MAX_NESTING);
        ops = Arrays.copyOf(ops, size);
        blockTypes = Arrays.copyOf(blockTypes, size);
        heights = Arrays.copyOf(heights, size);
        blockOffsets = Arrays.copyOf(blockOffsets, size);
        dead = Arrays.copyOf(dead, size);
        deadFromOutside = Arrays.copyOf(deadFromOutside, size);
    }

    /** Checks that the innermost frame holds its results and nothing else, and closes it; results are off the stack. */
    void leave() {
        int f = frames - 1;
        popResults(blockTypes[f]);
        if (height != base) throw leftOver();
        frames = f;
        base = f > 0 ? heights[f - 1] : 0;
        polymorphic = f > 0 && dead[f - 1];
    }

    /** Starts the second arm of an {@code if}. */
    void restartAsElse() {
        int f = frames - 1;
        popResults(blockTypes[f]);
        if (height != base) throw leftOver();
        ops[f] = Op.ELSE;
        dead[f] = false;
        polymorphic = false;
        pushParams(blockTypes[f]);
    }

    /** The operator does not fall through. */
    void markUnreachable() {
        height = base;
        dead[frames - 1] = true;
        polymorphic = true;
    }

    /** Operands that a branch to the frame takes: its parameters for a loop, otherwise its results. */
    int labelArity(int frame) {
        return ops[frame] == Op.LOOP ? blockTypes[frame].paramCount() : blockTypes[frame].resultCount();
    }

    private int labelType(int frame, int i) {
        FuncType type = blockTypes[frame];
        return (ops[frame] == Op.LOOP ? type.param(i) : type.result(i)).code();
    }

    void popLabel(int frame) {
        for (int i = labelArity(frame) - 1; i >= 0; i--) pop(labelType(frame, i));
    }

    void pushLabel(int frame) {
        int arity = labelArity(frame);
        for (int i = 0; i < arity; i++) push(labelType(frame, i));
    }

    /** Checks that the operands on top would do for a branch to the frame, and leaves them as they are. */
    void checkLabel(int frame) {
        int arity = labelArity(frame);
        for (int i = 0; i < arity; i++) {
            int h = height - arity + i;
            int expected = labelType(frame, i);
            if (h < base) {
                if (!polymorphic) throw nothingToPop(expected);
            } else if (types[h] != expected && types[h] != UNKNOWN) {
                throw mismatch(expected, types[h]);
            }
        }
    }

    // Errors.

    WasmException unknown(String what, int index) {
        return in.invalid("unknown " + what + " " + Integer.toUnsignedString(index), offset);
    }

    private WasmException nothingToPop(int expected) {
        return in.invalid("type mismatch: expected " + name(expected) + ", found nothing", offset);
    }

    private WasmException mismatch(int expected, int actual) {
        return in.invalid("type mismatch: expected " + name(expected) + ", found " + name(actual), offset);
    }

    private WasmException leftOver() {
        return in.invalid("type mismatch: " + (height - base) + " values left over at the end of a block", offset);
    }

    static String name(int code) {
        @Nullable ValType type = ValType.ofCode(code);
        return type == null ? "a value" : type.toString();
    }
}
