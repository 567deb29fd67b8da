package dev.gantry.codegen.opt;

import dev.gantry.clif.ir.BlockCall;
import dev.gantry.clif.ir.DebugTag;
import dev.gantry.clif.ir.Dfg;
import dev.gantry.clif.ir.ExceptionTable;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.Layout;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.UserStackMapEntry;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One body on its way into the place of one call.
 *
 * <p>First every instruction is made, in order, with its results, so that every value of the body has a counterpart; what ends blocks, and calls that
 * get handlers, stand as {@code nop}. Then payloads are filled in, since uses may come before definitions in the order of blocks.
 *
 * <p>The body's entry continues the block of the call; its parameters are the call's arguments. After a {@code call} the rest of
 * the block is a block of its own whose parameters are the results.
 */
final class InlinedBody {
    private static final int NONE = -1;

    private final Function caller;
    private final Function body;
    private final Dfg dfg;
    private final Layout layout;
    private final InstData site;
    private final @Nullable ExceptionTable handlers;
    private final int siteInst;
    private final ImportedEntities entities;
    private final int[] values;
    private final int[] blocks;
    private final IntUnaryOperator mapValue;
    private final UnaryOperator<BlockCall> mapBlock;
    private final List<UserStackMapEntry> siteStackMap;
    private final List<DebugTag> siteTags;

    /** The instruction that stands for each one of the body; of a call with handlers, the block after it. */
    private final int[] made;

    private final int[] continuation;
    private int rest = NONE;
    private int last;

    InlinedBody(Function caller, int siteInst, Function body) {
        this.caller = caller;
        this.body = body;
        this.siteInst = siteInst;
        dfg = caller.dfg;
        layout = caller.layout;
        site = dfg.instData(siteInst);
        handlers = site instanceof InstData.TryCall call ? call.table() : null;
        entities = new ImportedEntities(body, caller);
        values = new int[body.dfg.valueLimit()];
        blocks = new int[body.dfg.blockLimit()];
        made = new int[body.dfg.instLimit()];
        continuation = new int[body.dfg.instLimit()];
        Arrays.fill(continuation, NONE);
        mapValue = value -> values[body.dfg.resolveAliases(value)];
        mapBlock = dest -> dest.withBlock(blocks[dest.block()]);
        siteStackMap = caller.userStackMap(siteInst);
        siteTags = caller.debugTags(siteInst);
    }

    /** Puts the body in the place of the call. */
    void splice() {
        last = layout.instBlock(siteInst);
        boolean cold = layout.isCold(last);
        cutAfterCall();
        layout.removeInst(siteInst);
        makeBlocks(cold);
        int entry = body.layout.entryBlock();
        for (int i = 0; i < site.argCount(); i++) {
            values[body.dfg.blockParam(entry, i)] = site.arg(i);
        }
        for (int block = entry; block >= 0; block = body.layout.nextBlock(block)) {
            int into = blocks[block];
            for (int inst = body.layout.firstInst(block); inst >= 0; inst = body.layout.nextInst(inst)) {
                into = make(inst, into);
            }
        }
        for (int block = entry; block >= 0; block = body.layout.nextBlock(block)) {
            for (int inst = body.layout.firstInst(block); inst >= 0; inst = body.layout.nextInst(inst)) {
                fill(made[inst], inst);
            }
        }
    }

    /** After a plain call: what follows becomes a block that takes the results. */
    private void cutAfterCall() {
        if (site.opcode() != Opcode.CALL) {
            return;
        }
        rest = dfg.makeBlock();
        layout.splitBlock(rest, layout.nextInst(siteInst));
        layout.setCold(rest, layout.isCold(last));
        int count = dfg.instResultCount(siteInst);
        int[] results = new int[count];
        for (int i = 0; i < count; i++) {
            results[i] = dfg.instResult(siteInst, i);
        }
        int[] params = new int[count];
        for (int i = 0; i < count; i++) {
            params[i] = dfg.appendBlockParam(rest, dfg.valueType(results[i]));
        }
        dfg.clearResults(siteInst);
        for (int i = 0; i < count; i++) {
            dfg.changeToAlias(results[i], params[i]);
        }
    }

    private void makeBlocks(boolean cold) {
        int entry = body.layout.entryBlock();
        blocks[entry] = last;
        for (int block = body.layout.nextBlock(entry); block >= 0; block = body.layout.nextBlock(block)) {
            blocks[block] = newBlockAfterLast(cold || body.layout.isCold(block));
            for (int i = 0; i < body.dfg.blockParamCount(block); i++) {
                int param = body.dfg.blockParam(block, i);
                values[param] = dfg.appendBlockParam(blocks[block], body.dfg.valueType(param));
            }
        }
    }

    private int newBlockAfterLast(boolean cold) {
        int block = dfg.makeBlock();
        layout.insertBlockAfter(block, last);
        layout.setCold(block, cold);
        last = block;
        return block;
    }

    // First pass.

    /** Makes an instruction at the end of a block; gives the block in which the next one stands. */
    private int make(int inst, int block) {
        InstData data = body.dfg.instData(inst);
        Opcode opcode = data.opcode();
        if (handlers != null && opcode.hasSignatureResults()) {
            made[inst] = append(new InstData.NullAry(Opcode.NOP), block, inst);
            continuation[inst] = continueAfter(inst, block);
            return continuation[inst];
        }
        if (opcode.isTerminator()) {
            made[inst] = append(new InstData.NullAry(Opcode.NOP), block, inst);
            return block;
        }
        int copy = append(entities.map(data), block, inst);
        made[inst] = copy;
        dfg.makeInstResults(copy, body.dfg.ctrlType(inst));
        for (int i = 0; i < body.dfg.instResultCount(inst); i++) {
            values[body.dfg.instResult(inst, i)] = dfg.instResult(copy, i);
        }
        return block;
    }

    private int append(InstData data, int block, int inst) {
        int copy = dfg.makeInst(data);
        layout.appendInst(copy, block);
        int srcloc = body.srcloc(inst);
        caller.setSrcloc(copy, srcloc == Function.NO_SRCLOC ? caller.srcloc(siteInst) : srcloc);
        List<DebugTag> tags = body.debugTags(inst);
        if (!tags.isEmpty()) {
            caller.setDebugTags(copy, entities.debugTags(tags, siteTags));
        }
        if (body.dfg.opcode(inst).isCall()) {
            List<UserStackMapEntry> entries = entities.stackMap(body.userStackMap(inst), siteStackMap);
            if (!entries.isEmpty()) {
                caller.setUserStackMap(copy, entries);
            }
        }
        return copy;
    }

    /** The block after a call that gets handlers; its parameters are the results. */
    private int continueAfter(int inst, int block) {
        int next = dfg.makeBlock();
        layout.insertBlockAfter(next, block);
        layout.setCold(next, layout.isCold(block));
        if (block == last) {
            last = next;
        }
        for (int i = 0; i < body.dfg.instResultCount(inst); i++) {
            int result = body.dfg.instResult(inst, i);
            values[result] = dfg.appendBlockParam(next, body.dfg.valueType(result));
        }
        return next;
    }

    // Second pass.

    private void fill(int copy, int inst) {
        InstData data = body.dfg.instData(inst);
        Opcode opcode = data.opcode();
        if (continuation[inst] != NONE) {
            int results = body.dfg.instResultCount(inst);
            dfg.replace(copy, withHandlers(data, toContinuation(continuation[inst], results)));
        } else if (opcode == Opcode.RETURN) {
            dfg.replace(copy, leave(mapped(data)));
        } else if (opcode.isReturn() && site.opcode() != Opcode.RETURN_CALL) {
            fillTailCall(copy, data);
        } else if (data instanceof InstData.TryCall || data instanceof InstData.TryCallIndirect) {
            dfg.replace(copy, tryCall(data));
        } else if (opcode.isTerminator()) {
            dfg.replace(copy, entities.map(data).mapArgs(mapValue).mapDests(mapBlock));
        } else {
            dfg.replace(copy, dfg.instData(copy).mapArgs(mapValue));
        }
    }

    private static BlockCall toContinuation(int block, int results) {
        int[] args = new int[results];
        for (int i = 0; i < results; i++) {
            args[i] = BlockCall.ret(i);
        }
        return new BlockCall(block, args);
    }

    /** The value operands of an instruction, mapped. */
    private int[] mapped(InstData data) {
        int[] args = new int[data.argCount()];
        for (int i = 0; i < args.length; i++) {
            args[i] = mapValue.applyAsInt(data.arg(i));
        }
        return args;
    }

    /** What leaves the body with results. */
    private InstData leave(int[] results) {
        if (handlers != null) {
            BlockCall normal = handlers.normalReturn();
            int[] args = normal.args().clone();
            for (int i = 0; i < args.length; i++) {
                args[i] = BlockCall.isRet(args[i]) ? results[BlockCall.payloadIndex(args[i])] : args[i];
            }
            return new InstData.Jump(Opcode.JUMP, normal.withArgs(args));
        }
        if (rest != NONE) {
            return new InstData.Jump(Opcode.JUMP, new BlockCall(rest, results));
        }
        return new InstData.MultiAry(Opcode.RETURN, results);
    }

    /** A tail call where the place was none: a call, and on with its results. */
    private void fillTailCall(int copy, InstData data) {
        if (handlers != null) {
            dfg.replace(copy, withHandlers(data, handlers.normalReturn()));
            return;
        }
        InstData call =
                switch (entities.map(data).mapArgs(mapValue)) {
                    case InstData.Call d -> new InstData.Call(Opcode.CALL, d.func(), d.args());
                    case InstData.CallIndirect d ->
                        new InstData.CallIndirect(Opcode.CALL_INDIRECT, d.sig(), d.callee(), d.args());
                    default -> throw new IllegalStateException("tail call of format " + data);
                };
        dfg.replace(copy, call);
        int count = dfg.makeInstResults(copy, dfg.ctrlType(copy));
        int[] results = new int[count];
        for (int i = 0; i < count; i++) {
            results[i] = dfg.instResult(copy, i);
        }
        int jump = dfg.makeInst(leave(results));
        layout.insertInstAfter(jump, copy);
        caller.setSrcloc(jump, caller.srcloc(copy));
    }

    /** A call of the body with the handlers around the place. */
    private InstData withHandlers(InstData data, BlockCall normal) {
        return switch (entities.map(data).mapArgs(mapValue)) {
            case InstData.Call d ->
                new InstData.TryCall(
                        Opcode.TRY_CALL,
                        d.func(),
                        d.args(),
                        table(caller.extFuncs.get(d.func()).signature(), normal));
            case InstData.CallIndirect d ->
                new InstData.TryCallIndirect(Opcode.TRY_CALL_INDIRECT, d.callee(), d.args(), table(d.sig(), normal));
            default -> throw new IllegalStateException("call of format " + data);
        };
    }

    private ExceptionTable table(int signature, BlockCall normal) {
        return joined(
                new ExceptionTable(signature, new BlockCall[] {normal}, new ExceptionTable.ItemKind[0], new int[0]));
    }

    /** A call of the body that has handlers: those around the place come after its own. */
    private InstData tryCall(InstData data) {
        return switch (data.mapArgs(mapValue).mapDests(mapBlock)) {
            case InstData.TryCall d ->
                new InstData.TryCall(d.opcode(), entities.func(d.func()), d.args(), joined(imported(d.table())));
            case InstData.TryCallIndirect d ->
                new InstData.TryCallIndirect(d.opcode(), d.callee(), d.args(), joined(imported(d.table())));
            default -> throw new IllegalStateException("call with handlers of format " + data);
        };
    }

    private ExceptionTable imported(ExceptionTable table) {
        return table.withSignature(entities.signature(table.signature()));
    }

    private ExceptionTable joined(ExceptionTable inner) {
        return handlers == null ? inner : inner.followedBy(handlers);
    }
}
