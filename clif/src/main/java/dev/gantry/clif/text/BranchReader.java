package dev.gantry.clif.text;

import static dev.gantry.clif.text.Operands.MAX_DECLARATIONS;

import dev.gantry.clif.ir.BlockCall;
import dev.gantry.clif.ir.EntityTable;
import dev.gantry.clif.ir.ExceptionTable;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.JumpTable;
import dev.gantry.clif.ir.Opcode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the operands of branches, calls and returns. */
final class BranchReader {
    private static final int MAX_PAYLOAD = 1 << 16;

    private final FunctionReader reader;
    private final Lexer lexer;
    private final Function function;
    private int[] buffer = new int[16];

    BranchReader(FunctionReader reader) {
        this.reader = reader;
        this.lexer = reader.lexer();
        this.function = reader.function();
    }

    InstData read(Opcode opcode) {
        return switch (opcode.format()) {
            case JUMP -> new InstData.Jump(opcode, blockCall(false));
            case BRIF -> {
                int cond = reader.use();
                comma();
                BlockCall thenDest = blockCall(false);
                comma();
                yield new InstData.Brif(opcode, cond, thenDest, blockCall(false));
            }
            case BRANCH_TABLE -> {
                int arg = reader.use();
                comma();
                yield new InstData.BranchTable(opcode, arg, jumpTable());
            }
            case CALL -> {
                int func = declared("fn", function.extFuncs, "a function");
                yield new InstData.Call(opcode, func, callArgs());
            }
            case CALL_INDIRECT -> {
                int sig = declared("sig", function.signatures, "a signature");
                comma();
                int callee = reader.use();
                yield new InstData.CallIndirect(opcode, sig, callee, callArgs());
            }
            case TRY_CALL -> {
                int func = declared("fn", function.extFuncs, "a function");
                int[] args = callArgs();
                comma();
                yield new InstData.TryCall(opcode, func, args, exceptionTable());
            }
            default -> {
                int callee = reader.use();
                int[] args = callArgs();
                comma();
                yield new InstData.TryCallIndirect(opcode, callee, args, exceptionTable());
            }
        };
    }

    private void comma() {
        lexer.expect(',', "between operands");
    }

    private int declared(String prefix, EntityTable<?> table, String what) {
        int number = lexer.peekEntity(prefix);
        if (number >= 0 && !table.contains(number)) {
            throw lexer.error(lexer.text + " is not declared");
        }
        return lexer.entity(prefix, MAX_DECLARATIONS, what);
    }

    private void put(int index, int value) {
        if (index == buffer.length) {
            buffer = Arrays.copyOf(buffer, index * 2);
        }
        buffer[index] = value;
    }

    /** Values on the line of the opcode. */
    int[] returnValues(int line) {
        int count = 0;
        if (reader.atValue() && lexer.line == line) {
            put(count++, reader.use());
            while (lexer.optional(',')) {
                put(count++, reader.use());
            }
        }
        return Arrays.copyOf(buffer, count);
    }

    private int[] callArgs() {
        lexer.expect('(', "before the arguments");
        int count = 0;
        while (!lexer.is(')')) {
            put(count++, reader.use());
            if (!lexer.is(')')) {
                lexer.expect(',', "or ')' after an argument");
            }
        }
        lexer.advance();
        return Arrays.copyOf(buffer, count);
    }

    private BlockCall blockCall(boolean payloads) {
        int block = reader.blockNumber();
        if (!lexer.is('(')) {
            return BlockCall.to(block);
        }
        lexer.advance();
        int count = 0;
        while (!lexer.is(')')) {
            put(count++, blockArg(payloads));
            if (!lexer.is(')')) {
                lexer.expect(',', "or ')' after a block argument");
            }
        }
        lexer.advance();
        return count == 0 ? BlockCall.to(block) : new BlockCall(block, Arrays.copyOf(buffer, count));
    }

    private int blockArg(boolean payloads) {
        if (payloads && lexer.peekEntity("ret") >= 0) {
            return BlockCall.ret(lexer.entity("ret", MAX_PAYLOAD, "a result"));
        }
        if (payloads && lexer.peekEntity("exn") >= 0) {
            return BlockCall.exn(lexer.entity("exn", MAX_PAYLOAD, "a payload"));
        }
        return reader.use();
    }

    private JumpTable jumpTable() {
        BlockCall defaultTarget = blockCall(false);
        comma();
        lexer.expect('[', "before the targets");
        List<BlockCall> entries = new ArrayList<>();
        while (!lexer.is(']')) {
            entries.add(blockCall(false));
            if (!lexer.is(']')) {
                lexer.expect(',', "or ']' after a target");
            }
        }
        lexer.advance();
        return JumpTable.of(defaultTarget, entries);
    }

    private ExceptionTable exceptionTable() {
        int signature = declared("sig", function.signatures, "a signature");
        comma();
        List<BlockCall> dests = new ArrayList<>();
        dests.add(blockCall(true));
        comma();
        lexer.expect('[', "before the handlers");
        List<ExceptionTable.ItemKind> kinds = new ArrayList<>();
        int count = 0;
        int[] itemOperands = new int[4];
        while (!lexer.is(']')) {
            if (count == itemOperands.length) {
                itemOperands = Arrays.copyOf(itemOperands, count * 2);
            }
            itemOperands[count++] = handler(kinds, dests);
            if (!lexer.is(']')) {
                lexer.expect(',', "or ']' after a handler");
            }
        }
        lexer.advance();
        return new ExceptionTable(
                signature,
                dests.toArray(new BlockCall[0]),
                kinds.toArray(new ExceptionTable.ItemKind[0]),
                Arrays.copyOf(itemOperands, count));
    }

    private int handler(List<ExceptionTable.ItemKind> kinds, List<BlockCall> dests) {
        if (lexer.optionalIdent("context")) {
            kinds.add(ExceptionTable.ItemKind.CONTEXT);
            return reader.use();
        }
        int tag = 0;
        if (lexer.optionalIdent("default")) {
            kinds.add(ExceptionTable.ItemKind.DEFAULT);
        } else {
            tag = lexer.entity("tag", Integer.MAX_VALUE, "a tag, 'default' or 'context'");
            kinds.add(ExceptionTable.ItemKind.TAG);
        }
        lexer.expect(':', "before the block of a handler");
        dests.add(blockCall(true));
        return tag;
    }
}
