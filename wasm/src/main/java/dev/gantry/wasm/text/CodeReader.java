package dev.gantry.wasm.text;

import dev.gantry.wasm.Immediate;
import dev.gantry.wasm.Op;
import java.util.Arrays;

/**
 * Instructions, flat and folded in any mixture, into the bytes of the binary format, in one pass and without recursion.
 *
 * <p>Every construct that is still open is a frame. A folded plain operator {@code (op imm... operand...)} is written behind its operands:
 * its bytes wait at the end of {@link #pending} until its parenthesis closes. The frames that have bytes there are nested, so that
 * those of the innermost one are always the last, and every byte is copied once. A folded {@code if} waits in the same way for its
 * condition. Labels are in scope from a block's first instruction on; those of an {@code if} not in its condition.
 *
 * <p>Example: {@code (i32.add (local.get 0) (i32.const 1))} puts {@code 6a} into {@code pending}, then {@code 20 00} there, which moves to
 * the output at its parenthesis, likewise {@code 41 01}, and then {@code 6a} moves: {@code 20 00 41 01 6a}.
 */
final class CodeReader {
    /** A folded plain operator: operands may follow. */
    private static final int PLAIN = 0;
    /** A folded block or loop: instructions follow. */
    private static final int BLOCK = 1;
    /** A folded if before {@code then}: operands may follow. */
    private static final int IF_CONDITION = 2;
    /** A folded if behind {@code then}. */
    private static final int IF_THEN_DONE = 3;
    /** A folded if behind {@code else}. */
    private static final int IF_ELSE_DONE = 4;
    /** The arms of a folded if: instructions follow. */
    private static final int ARM = 5;
    /** Flat block, loop, or if behind else: instructions follow, then {@code end}. */
    private static final int FLAT_BLOCK = 6;
    /** Flat if: instructions follow, then {@code else} or {@code end}. */
    private static final int FLAT_IF = 7;

    private final Cursor in;
    private final TypeReader types;
    private final LabelStack labels;
    private final ImmediateReader immediates;
    private ByteWriter out = new ByteWriter();
    private final ByteWriter pending = new ByteWriter();

    private int[] kinds = new int[16];
    /** Where the frame's bytes start in {@link #pending}, if its kind has some. */
    private int[] starts = new int[16];
    /** Symbol of the label of a folded if, for which its arms wait. */
    private int[] names = new int[16];

    private int depth;

    CodeReader(Cursor in, TypeReader types, LabelStack labels, ImmediateReader immediates) {
        this.in = in;
        this.types = types;
        this.labels = labels;
        this.immediates = immediates;
    }

    /** Reads instructions up to the parenthesis that closes the enclosing form, and the {@code end} that is not written. */
    void expression(ByteWriter target) {
        out = target;
        reset();
        while (!(depth == 0 && in.atClose())) {
            step();
        }
        out.u8(Op.END.code());
    }

    /** Reads one folded instruction as an expression. */
    void foldedExpression(ByteWriter target) {
        out = target;
        reset();
        do {
            step();
        } while (depth > 0);
        out.u8(Op.END.code());
    }

    private void reset() {
        depth = 0;
        pending.clear();
        labels.clear();
        labels.push(-1);
    }

    private void step() {
        switch (in.kind()) {
            case Token.WORD -> flat();
            case Token.OPEN -> open();
            case Token.CLOSE -> close();
            default -> throw in.unexpected("an instruction");
        }
    }

    private void push(int kind, int start, int name) {
        if (depth == kinds.length) {
            kinds = Arrays.copyOf(kinds, depth * 2);
            starts = Arrays.copyOf(starts, depth * 2);
            names = Arrays.copyOf(names, depth * 2);
        }
        kinds[depth] = kind;
        starts[depth] = start;
        names[depth] = name;
        depth++;
    }

    /** The kind of the innermost frame; the body of the expression counts as a block. */
    private int top() {
        return depth == 0 ? BLOCK : kinds[depth - 1];
    }

    private boolean topTakesInstructions() {
        int top = top();
        return top == BLOCK || top == ARM || top == FLAT_BLOCK || top == FLAT_IF;
    }

    private Op expectOp() {
        int word = in.kind() == Token.WORD ? in.tokens.value[in.at] : -1;
        if (!Words.isOp(word)) {
            throw in.unexpected("an instruction");
        }
        return Words.op(word);
    }

    private void flat() {
        Op op = expectOp();
        if (!topTakesInstructions()) {
            throw in.unexpected("( or )");
        }
        if (op == Op.END) {
            flatEnd();
        } else if (op == Op.ELSE) {
            flatElse();
        } else if (op.immediate() == Immediate.BLOCK_TYPE) {
            in.at++;
            int name = in.takeId();
            out.u8(op.code());
            types.blockType(out);
            push(op == Op.IF ? FLAT_IF : FLAT_BLOCK, 0, name);
            labels.push(name);
        } else {
            in.at++;
            immediates.read(op, out);
        }
    }

    private void flatEnd() {
        if (top() != FLAT_BLOCK && top() != FLAT_IF) {
            throw in.unexpected("an instruction or )");
        }
        in.at++;
        labels.expectSame(in);
        labels.pop();
        depth--;
        out.u8(Op.END.code());
    }

    private void flatElse() {
        if (top() != FLAT_IF) {
            throw in.unexpected("an instruction");
        }
        in.at++;
        labels.expectSame(in);
        kinds[depth - 1] = FLAT_BLOCK;
        out.u8(Op.ELSE.code());
    }

    private void open() {
        int top = top();
        if (top == IF_CONDITION && in.atForm(Word.THEN)) {
            openThen();
        } else if (top == IF_THEN_DONE && in.formWord() == Words.number(Op.ELSE)) {
            in.at += 2;
            kinds[depth - 1] = IF_ELSE_DONE;
            out.u8(Op.ELSE.code());
            labels.push(names[depth - 1]);
            push(ARM, 0, -1);
        } else if (top == IF_THEN_DONE || top == IF_ELSE_DONE) {
            throw in.unexpected(")");
        } else {
            in.at++;
            openInstruction();
        }
    }

    private void openThen() {
        in.at += 2;
        int frame = depth - 1;
        movePending(starts[frame]);
        kinds[frame] = IF_THEN_DONE;
        labels.push(names[frame]);
        push(ARM, 0, -1);
    }

    private void openInstruction() {
        Op op = expectOp();
        if (op == Op.END || op == Op.ELSE) {
            throw in.unexpected("an instruction");
        }
        in.at++;
        int start = pending.size();
        if (op.immediate() != Immediate.BLOCK_TYPE) {
            immediates.read(op, pending);
            push(PLAIN, start, -1);
            return;
        }
        int name = in.takeId();
        if (op == Op.IF) {
            pending.u8(op.code());
            types.blockType(pending);
            push(IF_CONDITION, start, name);
        } else {
            out.u8(op.code());
            types.blockType(out);
            push(BLOCK, start, name);
            labels.push(name);
        }
    }

    private void close() {
        switch (top()) {
            case PLAIN -> movePending(starts[depth - 1]);
            case BLOCK -> {
                labels.pop();
                out.u8(Op.END.code());
            }
            case ARM -> labels.pop();
            case IF_THEN_DONE, IF_ELSE_DONE -> out.u8(Op.END.code());
            case IF_CONDITION -> throw in.unexpected("(then");
            default -> throw in.unexpected("end");
        }
        in.at++;
        depth--;
    }

    private void movePending(int start) {
        out.write(pending.array(), start, pending.size());
        pending.truncate(start);
    }
}
