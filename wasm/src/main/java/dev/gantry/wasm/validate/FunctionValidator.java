package dev.gantry.wasm.validate;

import dev.gantry.wasm.Feature;
import dev.gantry.wasm.Features;
import dev.gantry.wasm.FuncType;
import dev.gantry.wasm.FunctionState;
import dev.gantry.wasm.Op;
import dev.gantry.wasm.OpSignature;
import dev.gantry.wasm.OperatorVisitor;
import dev.gantry.wasm.TableType;
import dev.gantry.wasm.ValType;
import dev.gantry.wasm.WasmException;
import dev.gantry.wasm.WasmModule;
import dev.gantry.wasm.binary.ByteReader;
import dev.gantry.wasm.binary.LaterFeatures;
import dev.gantry.wasm.binary.TypeReader;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a function body, checks it, and pushes each operator at a visitor as soon as it has been checked: one pass over
 * the bytes. The body is dispatched by the shape of immediates, so that each method here serves a group of operators; the
 * types are the business of {@link OperandStack}.
 *
 * <p>An instance serves one function after the other and one thread at a time; once its stacks have grown, an operator
 * allocates nothing. The module must have passed {@link Validator#checkModule}: that its types, tables, memories and
 * globals are right is taken for granted here.
 */
public final class FunctionValidator {
    private final ByteReader in = new ByteReader();
    private final OperandStack stack = new OperandStack(in);
    private final Locals locals = new Locals();
    private final ControlOperators control = new ControlOperators(in, stack);
    private final BulkOperators bulk = new BulkOperators(in, stack);
    private final State state = new State();

    private @Nullable WasmModule current;
    private Features features = Features.ALL;
    private boolean restricted;
    private FuncType type = FuncType.EMPTY;
    private int function;
    /** Offset of the current operator. */
    private int at;

    private boolean reachable;

    /** A validator at rest. */
    public FunctionValidator() {}

    /** What is known at the current operator: the object that visitors get, at any time. */
    public FunctionState state() {
        return state;
    }

    /**
     * Decodes and checks one body.
     *
     * @param functionIndex index of the function, imports included; it must have a body
     * @param visitor receives the operators
     * @throws WasmException if the body cannot be accepted; the visitor may then have seen a part of it
     */
    public void validate(WasmModule module, int functionIndex, OperatorVisitor visitor) {
        int body = functionIndex - module.importedFuncCount();
        int start = module.bodyStart(body);
        current = module;
        features = module.features();
        restricted = !features.allowsAllOperators();
        function = functionIndex;
        type = module.funcType(functionIndex);
        at = start;
        in.reset(module.bytes(), start, start + module.bodyLength(body), module.end(), functionIndex);
        locals.read(in, features, type);
        stack.clear();
        stack.at(start);
        stack.enter(Op.BLOCK, type);
        reachable = true;
        visitor.begin(state);
        while (stack.frames() > 0) operator(module, visitor);
        if (in.remaining() != 0) throw in.malformed("section size mismatch: operators after the last end", in.pos());
    }

    private void operator(WasmModule module, OperatorVisitor visitor) {
        at = in.pos();
        stack.at(at);
        reachable = stack.reachable();
        if (in.remaining() <= 0) throw missingEnd();
        int lead = in.u8();
        Op op = Op.ofByte(lead);
        if (op == null) op = prefixed(lead);
        if (restricted) TypeReader.require(in, features, op.feature(), at);
        switch (op.immediate()) {
            case NONE -> noImmediates(op, visitor);
            case LOCAL -> local(op, visitor);
            case I32 -> {
                int value = in.s32();
                stack.push(ValType.I32_CODE);
                visitor.constI32(value);
            }
            case MEMARG -> memoryAccess(module, op, visitor);
            case LABEL -> control.branch(op, visitor);
            case BLOCK_TYPE -> control.block(module, op, visitor);
            case FUNC -> function(module, op, visitor);
            case GLOBAL -> global(module, op, visitor);
            case I64, F32, F64, V128, SHUFFLE -> constant(op, visitor);
            case LABEL_TABLE -> control.branchTable(visitor);
            case TYPE_TABLE -> callIndirect(module, visitor);
            case SELECT_TYPES -> typedSelect(visitor);
            case HEAP_TYPE -> refNull(visitor);
            case LANE -> {
                int lane = laneIndex(op);
                stack.apply(op.signature());
                visitor.lane(op, lane);
            }
            case MEMARG_LANE -> laneAccess(module, op, visitor);
            case TABLE, TABLE_TABLE, ELEM_TABLE, ELEM -> bulk.table(module, op, visitor);
            case MEMORY, MEMORY_MEMORY, DATA_MEMORY, DATA -> bulk.memory(module, op, visitor);
        }
    }

    private Op prefixed(int lead) {
        boolean prefix = lead >= 0xfb && lead <= 0xfe;
        int subcode = prefix ? in.u32() : 0;
        Op op = prefix ? Op.ofPrefixed(lead, subcode) : null;
        if (op == null) throw LaterFeatures.illegalOpcode(in, lead, subcode, at);
        return op;
    }

    // Operators without immediates.

    private void noImmediates(Op op, OperatorVisitor visitor) {
        OpSignature signature = op.signature();
        if (signature == OpSignature.SPECIAL) {
            special(op, visitor);
        } else {
            stack.apply(signature);
            visitor.plain(op);
        }
    }

    private void special(Op op, OperatorVisitor visitor) {
        switch (op) {
            case END -> control.end(visitor);
            case ELSE -> control.else_(visitor);
            case DROP -> {
                stack.popAny();
                visitor.plain(op);
            }
            case SELECT -> select(visitor);
            case RETURN -> {
                stack.popResults(type);
                stack.markUnreachable();
                visitor.branch(op, 0);
            }
            case UNREACHABLE -> {
                stack.markUnreachable();
                visitor.branch(op, 0);
            }
            default -> isNull(op, visitor);
        }
    }

    private void isNull(Op op, OperatorVisitor visitor) {
        int operand = stack.popAny();
        if (operand != FunctionState.UNKNOWN && !ValType.isReference(operand)) {
            throw in.invalid("type mismatch: expected a reference, found " + OperandStack.name(operand), at);
        }
        stack.push(ValType.I32_CODE);
        visitor.plain(op);
    }

    private void select(OperatorVisitor visitor) {
        stack.pop(ValType.I32_CODE);
        int second = stack.popAny();
        int first = stack.popAny();
        if (ValType.isReference(first) || ValType.isReference(second)) {
            throw in.invalid("type mismatch: select of references needs a type", at);
        }
        if (first != second && first != FunctionState.UNKNOWN && second != FunctionState.UNKNOWN) {
            String found = OperandStack.name(first) + " and " + OperandStack.name(second);
            throw in.invalid("type mismatch: select between " + found, at);
        }
        int chosen = first == FunctionState.UNKNOWN ? second : first;
        stack.push(chosen);
        // Of unknown type only where it cannot be reached: any type will do.
        ValType valType = ValType.ofCode(chosen);
        visitor.select(Op.SELECT, valType == null ? ValType.I32 : valType);
    }

    private void typedSelect(OperatorVisitor visitor) {
        int count = in.u32();
        if (count != 1) throw in.invalid("invalid result arity", at);
        ValType chosen = TypeReader.valType(in, features);
        stack.pop(ValType.I32_CODE);
        stack.pop(chosen.code());
        stack.pop(chosen.code());
        stack.push(chosen.code());
        visitor.select(Op.SELECT_T, chosen);
    }

    // Functions.

    private void function(WasmModule module, Op op, OperatorVisitor visitor) {
        int index = in.u32();
        if (index < 0 || index >= module.funcCount()) throw stack.unknown("function", index);
        if (op == Op.CALL) {
            FuncType callee = module.funcType(index);
            stack.popParams(callee);
            stack.pushResults(callee);
            visitor.call(index);
        } else {
            if (!module.isDeclared(index)) throw in.invalid("undeclared function reference " + index, at);
            stack.push(ValType.FUNCREF_CODE);
            visitor.refFunc(index);
        }
    }

    private void callIndirect(WasmModule module, OperatorVisitor visitor) {
        int typeIndex = in.u32();
        int tableIndex = in.u32();
        TableType table = bulk.tableType(module, tableIndex);
        if (table.element() != ValType.FUNCREF) {
            throw in.invalid("type mismatch: call_indirect needs a table of funcref", at);
        }
        if (typeIndex < 0 || typeIndex >= module.typeCount()) throw stack.unknown("type", typeIndex);
        FuncType callee = module.type(typeIndex);
        stack.pop(ValType.I32_CODE);
        stack.popParams(callee);
        stack.pushResults(callee);
        visitor.callIndirect(typeIndex, tableIndex);
    }

    private void refNull(OperatorVisitor visitor) {
        ValType refType = TypeReader.refType(in);
        stack.push(refType.code());
        visitor.refNull(refType);
    }

    // Variables and constants.

    private void local(Op op, OperatorVisitor visitor) {
        int index = in.u32();
        if (index < 0 || index >= locals.count()) throw stack.unknown("local", index);
        int localType = locals.type(index);
        if (op != Op.LOCAL_GET) stack.pop(localType);
        if (op != Op.LOCAL_SET) stack.push(localType);
        visitor.local(op, index);
    }

    private void global(WasmModule module, Op op, OperatorVisitor visitor) {
        int index = in.u32();
        if (index < 0 || index >= module.globalCount()) throw stack.unknown("global", index);
        int globalType = module.global(index).type().code();
        if (op == Op.GLOBAL_GET) {
            stack.push(globalType);
        } else {
            if (!module.global(index).mutable()) throw in.invalid("immutable global " + index, at);
            stack.pop(globalType);
        }
        visitor.global(op, index);
    }

    private void constant(Op op, OperatorVisitor visitor) {
        switch (op) {
            case I64_CONST -> {
                long value = in.s64();
                stack.push(ValType.I64_CODE);
                visitor.constI64(value);
            }
            case F32_CONST -> {
                int bits = in.fixed32();
                stack.push(ValType.F32_CODE);
                visitor.constF32(bits);
            }
            case F64_CONST -> {
                long bits = in.fixed64();
                stack.push(ValType.F64_CODE);
                visitor.constF64(bits);
            }
            default -> vector(op, visitor);
        }
    }

    private void vector(Op op, OperatorVisitor visitor) {
        long lo = in.fixed64();
        long hi = in.fixed64();
        // Lane numbers are below 32: no byte may have one of its upper three bits set.
        if (op == Op.I8X16_SHUFFLE && ((lo | hi) & 0xe0e0_e0e0_e0e0_e0e0L) != 0) {
            throw in.invalid("invalid lane index", at);
        }
        stack.apply(op.signature());
        visitor.vector(op, lo, hi);
    }

    // Memories.

    /** Reads the first half of a memarg: binary logarithm of the alignment. */
    private int alignment(WasmModule module, Op op) {
        int flags = in.u32();
        if (flags < 0 || flags >= 0x80) throw in.malformed("malformed memop flags", at);
        if (flags >= 0x40) {
            throw in.unsupported(Feature.MULTI_MEMORY, "memory index of an access", at);
        }
        if (module.memoryCount() == 0) throw stack.unknown("memory", 0);
        if (flags > op.widthLog2()) throw in.invalid("alignment must not be larger than natural", at);
        return flags;
    }

    /** Reads the second half of a memarg. */
    private long offset() {
        long offset = in.u64();
        if (offset >>> 32 != 0) throw in.invalid("offset out of range", at);
        return offset;
    }

    private void memoryAccess(WasmModule module, Op op, OperatorVisitor visitor) {
        int alignLog2 = alignment(module, op);
        long offset = offset();
        OpSignature signature = op.signature();
        stack.apply(signature);
        if (signature.resultCount() != 0) visitor.load(op, 0, alignLog2, offset);
        else visitor.store(op, 0, alignLog2, offset);
    }

    private void laneAccess(WasmModule module, Op op, OperatorVisitor visitor) {
        int alignLog2 = alignment(module, op);
        long offset = offset();
        int lane = laneIndex(op);
        stack.apply(op.signature());
        visitor.laneAccess(op, 0, alignLog2, offset, lane);
    }

    private int laneIndex(Op op) {
        int lane = in.u8();
        if (lane >= op.lanes()) throw in.invalid("invalid lane index", at);
        return lane;
    }

    /** A body stops in the middle of a block. What follows it decides which words the test suite has for that. */
    private WasmException missingEnd() {
        int next = in.peekBeyond();
        if (next == Op.ELSE.code()) return in.malformed("END opcode expected", at);
        String reason = next == Op.END.code()
                ? "section size mismatch: the body's end lies outside of it"
                : "unexpected end of section or function";
        return in.malformed(reason, at);
    }

    /** The validator as its visitor sees it. */
    private final class State implements FunctionState {
        @Override
        public WasmModule module() {
            if (current == null) throw new IllegalStateException("no function is being validated");
            return current;
        }

        @Override
        public int functionIndex() {
            return function;
        }

        @Override
        public FuncType functionType() {
            return type;
        }

        @Override
        public int localCount() {
            return locals.count();
        }

        @Override
        public int localType(int index) {
            return locals.type(index);
        }

        @Override
        public boolean reachable() {
            return reachable;
        }

        @Override
        public int stackHeight() {
            return stack.height();
        }

        @Override
        public int stackType(int depth) {
            return stack.type(depth);
        }

        @Override
        public int frameCount() {
            return stack.frames();
        }

        @Override
        public Op frameOp(int frame) {
            return stack.frameOp(frame);
        }

        @Override
        public FuncType frameType(int frame) {
            return stack.frameType(frame);
        }

        @Override
        public int frameHeight(int frame) {
            return stack.frameHeight(frame);
        }

        @Override
        public int offset() {
            return at;
        }
    }
}
