package dev.gantry.wasm.clif;

import dev.gantry.clif.build.FunctionBuilder;
import dev.gantry.clif.ir.BlockCall;
import dev.gantry.clif.ir.IntCC;
import dev.gantry.clif.ir.JumpTable;
import dev.gantry.clif.ir.Type;
import dev.gantry.wasm.FuncType;
import dev.gantry.wasm.FunctionState;
import dev.gantry.wasm.Op;
import dev.gantry.wasm.OperatorVisitor;
import dev.gantry.wasm.ValType;
import java.util.List;

/**
 * Receives the operators of one body and builds CLIF: control flow and variables here, the rest by {@link NumericOps}, {@link MemoryOps}
 * and {@link TableOps}.
 *
 * <p>Operands are CLIF values on a stack that mirrors the validator's; locals are variables of the function builder. The target of a
 * {@code block} or {@code if} becomes a CLIF block, with a parameter per result, only when something branches to it; a {@code loop}'s
 * is made at once and sealed at its end. Code that cannot be reached is skipped: then the operand stack is not kept, until the end of
 * the frame (or the {@code else}) restores it.
 */
final class BodyTranslator implements OperatorVisitor {
    private final Body body;
    private final FunctionBuilder b;
    private final FunctionState state;
    private final ControlStack control;
    private final NumericOps numeric;
    private final MemoryOps memory;
    private final TableOps tables;

    BodyTranslator(Body body, ControlStack control) {
        this.body = body;
        this.b = body.b;
        this.state = body.state;
        this.control = control;
        this.numeric = new NumericOps(body);
        this.memory = new MemoryOps(body);
        this.tables = new TableOps(body);
    }

    @Override
    public void begin(FunctionState ignored) {
        FuncType type = state.functionType();
        int entry = b.createBlock();
        b.appendBlockParamsForFunctionParams(entry);
        b.switchToBlock(entry);
        b.sealBlock(entry);
        b.setSrcLoc(state.offset());
        body.vmctx = b.blockParam(entry, 0);
        control.clear();
        control.open(Op.BLOCK, type, true, 0);
        if (body.faulting()) {
            body.declareStackLimit();
        } else {
            body.checkStack();
        }
        declareLocals(entry, type.paramCount());
        memory.begin();
        if (body.settings.epochs()) {
            checkEpoch();
        }
    }

    private void declareLocals(int entry, int params) {
        int[] zeros = {-1, -1, -1, -1};
        for (int i = 0; i < state.localCount(); i++) {
            Type type = WasmAbi.type(state.localType(i));
            int variable = b.declareVar(type);
            b.defVar(variable, i < params ? b.blockParam(entry, i + WasmAbi.HIDDEN_PARAMS) : zero(type, zeros));
        }
    }

    private int zero(Type type, int[] zeros) {
        int i = type == Type.I32 ? 0 : type == Type.I64 ? 1 : type == Type.F32 ? 2 : 3;
        if (zeros[i] < 0) {
            zeros[i] = switch (i) {
                case 0, 1 -> b.iconst(type, 0);
                case 2 -> b.f32constOf(0);
                default -> b.f64constOf(0);
            };
        }
        return zeros[i];
    }

    /** Asks the runtime whether to go on once the epoch has reached the deadline. */
    private void checkEpoch() {
        int counter = b.load(Type.I64, Body.FIELD, body.constantPointer(VmContextLayout.EPOCH), 0);
        int store = body.constantPointer(VmContextLayout.STORE);
        int deadline = b.load(Type.I64, Body.FIELD, store, VmContextLayout.STORE_EPOCH_DEADLINE);
        int passed = b.icmp(IntCC.UGE, counter, deadline);
        int ask = b.createBlock();
        int next = b.createBlock();
        b.brif(passed, ask, next);
        b.sealBlock(ask);
        b.setCold(ask);
        b.switchToBlock(ask);
        body.callBuiltin(Builtin.NEW_EPOCH, new int[1]);
        b.jump(next);
        b.sealBlock(next);
        b.switchToBlock(next);
    }

    /** Whether the operator is to be translated; then notes where it comes from. */
    private boolean live() {
        if (body.reachable) {
            b.setSrcLoc(state.offset());
        }
        return body.reachable;
    }

    // ---- Operators without control flow ----

    @Override
    public void plain(Op op) {
        if (live()) {
            numeric.translate(op);
        }
    }

    @Override
    public void select(Op op, ValType type) {
        if (live()) {
            int condition = numeric.condition(body.pop());
            int otherwise = body.pop();
            int chosen = body.pop();
            body.push(b.select(condition, chosen, otherwise));
        }
    }

    @Override
    public void constI32(int value) {
        if (live()) {
            body.push(b.iconst(Type.I32, value));
        }
    }

    @Override
    public void constI64(long value) {
        if (live()) {
            body.push(b.iconst(Type.I64, value));
        }
    }

    @Override
    public void constF32(int bits) {
        if (live()) {
            body.push(b.f32const(bits));
        }
    }

    @Override
    public void constF64(long bits) {
        if (live()) {
            body.push(b.f64const(bits));
        }
    }

    @Override
    public void vector(Op op, long lo, long hi) {
        if (live()) {
            throw body.unsupported(op.mnemonic());
        }
    }

    @Override
    public void lane(Op op, int lane) {
        if (live()) {
            throw body.unsupported(op.mnemonic());
        }
    }

    @Override
    public void laneAccess(Op op, int memoryIndex, int alignLog2, long offset, int lane) {
        if (live()) {
            throw body.unsupported(op.mnemonic());
        }
    }

    @Override
    public void local(Op op, int index) {
        if (!live()) {
            return;
        }
        switch (op) {
            case LOCAL_GET -> body.push(b.useVar(index));
            case LOCAL_SET -> b.defVar(index, body.pop());
            default -> b.defVar(index, body.peek(0));
        }
    }

    @Override
    public void global(Op op, int index) {
        if (!live()) {
            return;
        }
        if (op == Op.GLOBAL_GET) {
            tables.globalGet(index);
        } else {
            tables.globalSet(index);
        }
    }

    @Override
    public void load(Op op, int memoryIndex, int alignLog2, long offset) {
        if (live()) {
            memory.load(op, memoryIndex, offset);
        }
    }

    @Override
    public void store(Op op, int memoryIndex, int alignLog2, long offset) {
        if (live()) {
            memory.store(op, memoryIndex, offset);
        }
    }

    @Override
    public void memory(Op op, int first, int second) {
        if (live()) {
            memory.memory(op, first, second);
        }
    }

    @Override
    public void table(Op op, int first, int second) {
        if (live()) {
            tables.table(op, first, second);
        }
    }

    @Override
    public void refNull(ValType type) {
        if (live()) {
            body.push(body.i64(0));
        }
    }

    @Override
    public void refFunc(int function) {
        if (live()) {
            tables.refFunc(function);
        }
    }

    @Override
    public void call(int function) {
        if (live()) {
            tables.call(function);
        }
    }

    @Override
    public void callIndirect(int typeIndex, int table) {
        if (live()) {
            tables.callIndirect(typeIndex, table);
        }
    }

    // ---- Blocks ----

    @Override
    public void block(Op op, FuncType type) {
        if (!live()) {
            control.open(op, type, false, body.height());
            return;
        }
        switch (op) {
            case LOOP -> loop(type);
            case IF -> if_(type);
            default -> control.open(op, type, true, body.height() - type.paramCount());
        }
    }

    private void loop(FuncType type) {
        int params = type.paramCount();
        int head = b.createBlock();
        appendParams(head, type.params(), params);
        b.jump(head, body.top(params));
        int frame = control.open(Op.LOOP, type, true, body.height() - params);
        control.label[frame] = head;
        b.switchToBlock(head);
        body.truncate(control.height[frame]);
        pushParams(head, params);
        if (body.settings.epochs()) {
            checkEpoch();
        }
    }

    private void if_(FuncType type) {
        int condition = numeric.condition(body.pop());
        int params = type.paramCount();
        int frame = control.open(Op.IF, type, true, body.height() - params);
        for (int i = params - 1; i >= 0; i--) {
            control.save(body.peek(i));
        }
        int then = b.createBlock();
        int otherwise = b.createBlock();
        control.elseBlock[frame] = otherwise;
        b.brif(condition, then, otherwise);
        b.sealBlock(then);
        b.sealBlock(otherwise);
        b.switchToBlock(then);
    }

    @Override
    public void else_() {
        int frame = control.frame(0);
        if (control.live[frame]) {
            if (body.reachable) {
                b.setSrcLoc(state.offset());
                jumpTo(frame);
            }
            control.op[frame] = Op.ELSE;
            beginElse(frame);
        }
    }

    /** Goes on in the else block of a frame, with the parameters that the {@code if} began with. */
    private void beginElse(int frame) {
        b.switchToBlock(control.elseBlock[frame]);
        body.truncate(control.height[frame]);
        int params = control.type[frame].paramCount();
        for (int i = 0; i < params; i++) {
            body.push(control.saved[control.savedStart[frame] + i]);
        }
        body.reachable = true;
    }

    @Override
    public void end() {
        int frame = control.frame(0);
        if (control.live[frame]) {
            if (body.reachable) {
                b.setSrcLoc(state.offset());
            }
            if (control.op[frame] == Op.IF) {
                if (body.reachable) {
                    jumpTo(frame);
                }
                beginElse(frame);
            }
            endLive(frame);
        }
        control.close();
        if (frame == 0) {
            endFunction();
        }
    }

    private void endLive(int frame) {
        int label = control.label[frame];
        if (control.op[frame] == Op.LOOP) {
            b.sealBlock(label);
        } else if (label != ControlStack.NO_BLOCK) {
            if (body.reachable) {
                jumpTo(frame);
            }
            b.switchToBlock(label);
            b.sealBlock(label);
            body.truncate(control.height[frame]);
            pushParams(label, control.type[frame].resultCount());
            body.reachable = true;
        }
        if (!body.reachable) {
            body.truncate(control.height[frame]);
        }
    }

    private void endFunction() {
        if (body.reachable) {
            b.return_(body.top(state.functionType().resultCount()));
        }
        memory.end();
        b.finish();
    }

    // ---- Branches ----

    @Override
    public void branch(Op op, int label) {
        if (!live()) {
            return;
        }
        switch (op) {
            case BR_IF -> branchIf(label);
            case UNREACHABLE -> {
                body.trap(WasmTrap.UNREACHABLE);
                body.reachable = false;
            }
            default -> {
                int frame = op == Op.RETURN ? 0 : control.frame(label);
                if (frame == 0) {
                    b.return_(body.top(state.functionType().resultCount()));
                } else {
                    jumpTo(frame);
                }
                body.reachable = false;
            }
        }
    }

    private void branchIf(int label) {
        int condition = numeric.condition(body.pop());
        int frame = control.frame(label);
        int next = b.createBlock();
        b.brif(condition, target(frame), BlockCall.to(next));
        b.sealBlock(next);
        b.switchToBlock(next);
    }

    @Override
    public void branchTable(int[] labels, int count, int defaultLabel) {
        if (!live()) {
            return;
        }
        int index = body.pop();
        BlockCall[] entries = new BlockCall[count];
        for (int i = 0; i < count; i++) {
            boolean repeated = i > 0 && labels[i] == labels[i - 1];
            entries[i] = repeated ? entries[i - 1] : target(control.frame(labels[i]));
        }
        b.brTable(index, new JumpTable(target(control.frame(defaultLabel)), entries));
        body.reachable = false;
    }

    private void jumpTo(int frame) {
        b.jump(target(frame));
    }

    /** The target of a branch to a frame, with the operands it carries. */
    private BlockCall target(int frame) {
        if (control.label[frame] == ControlStack.NO_BLOCK) {
            FuncType type = control.type[frame];
            int block = b.createBlock();
            appendParams(block, type.results(), type.resultCount());
            control.label[frame] = block;
        }
        return new BlockCall(control.label[frame], body.top(control.labelArity(frame)));
    }

    private void appendParams(int block, List<ValType> types, int count) {
        for (int i = 0; i < count; i++) {
            b.appendBlockParam(block, WasmAbi.type(types.get(i).code()));
        }
    }

    private void pushParams(int block, int count) {
        for (int i = 0; i < count; i++) {
            body.push(b.blockParam(block, i));
        }
    }
}
