package dev.gantry.clif.text;

import static dev.gantry.clif.text.Operands.MAX_DECLARATIONS;

import dev.gantry.clif.ir.AtomicRmwOp;
import dev.gantry.clif.ir.DebugTag;
import dev.gantry.clif.ir.Dfg;
import dev.gantry.clif.ir.Entity;
import dev.gantry.clif.ir.EntityTable;
import dev.gantry.clif.ir.FloatCC;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.IntCC;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.Signature;
import dev.gantry.clif.ir.Type;
import dev.gantry.clif.ir.UserStackMapEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a block: instructions and value aliases. */
final class InstReader {
    private final FunctionReader reader;
    private final Lexer lexer;
    private final Operands operands;
    private final Function function;
    private final Dfg dfg;
    private final BranchReader branches;

    private int[] results = new int[4];
    private int resultCount;
    private @Nullable Type suffix;

    InstReader(FunctionReader reader) {
        this.reader = reader;
        this.lexer = reader.lexer();
        this.operands = reader.operands();
        this.function = reader.function();
        this.dfg = function.dfg;
        this.branches = new BranchReader(reader);
    }

    /** Reads one line; gives the instruction, or {@code last} for an alias. */
    Entity line(int block, Entity last) {
        int line = lexer.line;
        List<DebugTag> tags = debugTags();
        int srcloc = srcloc();
        resultCount = 0;
        if (reader.atValue()) {
            int column = lexer.column;
            int value = reader.valueNumber();
            if (lexer.kind == Lexer.Kind.ARROW) {
                reader.alias(value, line, column);
                return last;
            }
            results(value, line, column);
        }
        int opcodeLine = lexer.line;
        int opcodeColumn = lexer.column;
        Opcode opcode = lexer.kind == Lexer.Kind.IDENT ? Opcode.ofMnemonic(lexer.text) : null;
        if (opcode == null) {
            throw lexer.expected("an opcode");
        }
        lexer.advance();
        suffix = lexer.is('.') ? operands.suffixType() : null;
        checkSuffix(opcode, opcodeLine, opcodeColumn);
        InstData data = payload(opcode, opcodeLine);
        int inst = dfg.makeInst(data);
        reader.sourceMap().putInst(inst, line);
        Type ctrl = ctrlType(data, opcodeLine, opcodeColumn);
        makeResults(inst, ctrl, opcodeLine, opcodeColumn);
        function.layout.appendInst(inst, block);
        if (lexer.optional(',')) {
            function.setUserStackMap(inst, stackMap());
        }
        if (srcloc != Function.NO_SRCLOC) {
            function.setSrcloc(inst, srcloc);
        }
        if (!tags.isEmpty()) {
            function.setDebugTags(inst, tags);
        }
        return Entity.inst(inst);
    }

    // ---- Before and after the operands ----

    private List<DebugTag> debugTags() {
        if (!lexer.optional('<')) {
            return List.of();
        }
        List<DebugTag> tags = new ArrayList<>();
        while (!lexer.is('>')) {
            if (lexer.peekEntity("ss") >= 0) {
                tags.add(new DebugTag.Slot(declared("ss", function.stackSlots, "a stack slot")));
            } else {
                tags.add(new DebugTag.User(operands.unsigned32("a debug tag")));
            }
            if (!lexer.is('>')) {
                lexer.expect(',', "or '>' after a debug tag");
            }
        }
        lexer.advance();
        return tags;
    }

    private int srcloc() {
        if (lexer.kind != Lexer.Kind.SRCLOC) {
            return Function.NO_SRCLOC;
        }
        if (lexer.text.length() > 8) {
            throw lexer.error("a source location has at most eight digits");
        }
        try {
            int srcloc = Integer.parseUnsignedInt(lexer.text, 16);
            lexer.advance();
            return srcloc;
        } catch (NumberFormatException e) {
            throw lexer.error("a source location is a hexadecimal number, found @" + lexer.text);
        }
    }

    private void results(int first, int line, int column) {
        reader.checkUndefined(first, line, column);
        addResult(first);
        while (lexer.optional(',')) {
            int value = reader.define();
            for (int i = 0; i < resultCount; i++) {
                if (results[i] == value) {
                    throw lexer.error("v" + value + " is defined twice");
                }
            }
            addResult(value);
        }
        lexer.expect('=', "or '->' after a value");
    }

    private void addResult(int value) {
        if (resultCount == results.length) {
            results = Arrays.copyOf(results, resultCount * 2);
        }
        results[resultCount++] = value;
    }

    private void checkSuffix(Opcode opcode, int line, int column) {
        Type type = suffix;
        if (type == null) {
            return;
        }
        if (!opcode.isPolymorphic()) {
            throw lexer.errorAt(line, column, opcode + " takes no type");
        }
        if (!opcode.ctrlTypes().contains(type)) {
            throw lexer.errorAt(line, column, type + " is not a type that " + opcode + " works on");
        }
    }

    private Type ctrlType(InstData data, int line, int column) {
        Opcode opcode = data.opcode();
        Type type = suffix;
        if (type != null || !opcode.isPolymorphic()) {
            return type == null ? Type.INVALID : type;
        }
        int arg = opcode.inferringArg();
        if (arg < 0) {
            throw lexer.errorAt(line, column, opcode + " needs a type, as in " + opcode + ".i32");
        }
        int value = data.arg(arg);
        Type inferred = dfg.isValid(value) ? dfg.valueType(value) : Type.INVALID;
        if (inferred.isInvalid()) {
            throw lexer.errorAt(
                    line, column, opcode + " needs a type, as in " + opcode + ".i32: v" + value + " is not yet known");
        }
        if (!opcode.ctrlTypes().contains(inferred)) {
            throw lexer.errorAt(line, column, inferred + " is not a type that " + opcode + " works on");
        }
        return inferred;
    }

    private void makeResults(int inst, Type ctrl, int line, int column) {
        Opcode opcode = dfg.opcode(inst);
        Signature signature = opcode.hasSignatureResults() ? dfg.callSignature(inst) : null;
        int count = signature == null ? opcode.resultCount() : signature.resultCount();
        if (count != resultCount) {
            throw lexer.errorAt(
                    line, column, opcode + " gives " + count + " results, but " + resultCount + " are named");
        }
        for (int i = 0; i < count; i++) {
            Type type = signature == null
                    ? opcode.resultType(i).resolve(ctrl)
                    : signature.result(i).type();
            dfg.appendResultAt(inst, results[i], type);
        }
    }

    private List<UserStackMapEntry> stackMap() {
        if (!lexer.optionalIdent("stack_map")) {
            throw lexer.expected("'stack_map'");
        }
        lexer.expect('=', "after 'stack_map'");
        lexer.expect('[', "after 'stack_map='");
        List<UserStackMapEntry> entries = new ArrayList<>();
        while (!lexer.is(']')) {
            Type type = operands.type();
            lexer.expect('@', "and a stack slot");
            int slot = declared("ss", function.stackSlots, "a stack slot");
            int offset = operands.optionalOffset();
            entries.add(new UserStackMapEntry(type, slot, offset));
            if (!lexer.is(']')) {
                lexer.expect(',', "or ']' in a stack map");
            }
        }
        lexer.advance();
        return entries;
    }

    private int declared(String prefix, EntityTable<?> table, String what) {
        int number = lexer.peekEntity(prefix);
        if (number >= 0 && !table.contains(number)) {
            throw lexer.error(lexer.text + " is not declared");
        }
        return lexer.entity(prefix, MAX_DECLARATIONS, what);
    }

    // ---- Operands by format ----

    private void comma() {
        lexer.expect(',', "between operands");
    }

    private int use() {
        return reader.use();
    }

    private int nextUse() {
        comma();
        return reader.use();
    }

    private int imm8() {
        comma();
        return (int) operands.unsigned(255, "a number of eight bits");
    }

    private InstData payload(Opcode opcode, int line) {
        return switch (opcode.format()) {
            case UNARY -> new InstData.Unary(opcode, use());
            case BINARY -> new InstData.Binary(opcode, use(), nextUse());
            case TERNARY -> new InstData.Ternary(opcode, use(), nextUse(), nextUse());
            case NULLARY -> new InstData.NullAry(opcode);
            case BINARY_IMM8 -> new InstData.BinaryImm8(opcode, use(), imm8());
            case TERNARY_IMM8 -> new InstData.TernaryImm8(opcode, use(), nextUse(), imm8());
            case INT_COMPARE -> new InstData.IntCompare(opcode, intCC(), use(), nextUse());
            case FLOAT_COMPARE -> new InstData.FloatCompare(opcode, floatCC(), use(), nextUse());
            case INT_ADD_TRAP -> new InstData.IntAddTrap(opcode, use(), nextUse(), trapCode());
            case COND_TRAP -> new InstData.CondTrap(opcode, use(), trapCode());
            case TRAP -> new InstData.Trap(opcode, operands.trapCode());
            case MULTIARY -> new InstData.MultiAry(opcode, branches.returnValues(line));
            case UNARY_IMM, UNARY_IEEE16, UNARY_IEEE32, UNARY_IEEE64, UNARY_CONST, UNARY_GLOBAL_VALUE, SHUFFLE ->
                constant(opcode);
            case JUMP, BRIF, BRANCH_TABLE, CALL, CALL_INDIRECT, TRY_CALL, TRY_CALL_INDIRECT -> branches.read(opcode);
            case FUNC_ADDR -> new InstData.FuncAddr(opcode, declared("fn", function.extFuncs, "a function"));
            case STACK_ADDR ->
                new InstData.StackAddr(
                        opcode, declared("ss", function.stackSlots, "a stack slot"), operands.optionalOffset());
            case DYNAMIC_STACK_ADDR ->
                new InstData.DynamicStackAddr(
                        opcode, declared("dss", function.dynamicStackSlots, "a dynamic stack slot"));
            case EXCEPTION_HANDLER_ADDRESS -> {
                int block = reader.blockNumber();
                comma();
                yield new InstData.ExceptionHandlerAddress(opcode, block, operands.imm64());
            }
            case LOAD, LOAD_NO_OFFSET, STORE, STORE_NO_OFFSET, ATOMIC_RMW, ATOMIC_CAS -> memory(opcode);
        };
    }

    private int trapCode() {
        comma();
        return operands.trapCode();
    }

    private InstData memory(Opcode opcode) {
        int flags = operands.memFlags();
        return switch (opcode.format()) {
            case LOAD -> new InstData.Load(opcode, flags, use(), operands.optionalOffset());
            case STORE -> new InstData.Store(opcode, flags, use(), nextUse(), operands.optionalOffset());
            case LOAD_NO_OFFSET -> new InstData.LoadNoOffset(opcode, flags, use());
            case STORE_NO_OFFSET -> new InstData.StoreNoOffset(opcode, flags, use(), nextUse());
            case ATOMIC_CAS -> new InstData.AtomicCas(opcode, flags, use(), nextUse(), nextUse());
            default -> new InstData.AtomicRmw(opcode, flags, rmwOp(), use(), nextUse());
        };
    }

    private IntCC intCC() {
        try {
            IntCC cond = IntCC.ofName(lexer.text);
            lexer.advance();
            return cond;
        } catch (IllegalArgumentException e) {
            throw lexer.expected("an integer condition");
        }
    }

    private FloatCC floatCC() {
        try {
            FloatCC cond = FloatCC.ofName(lexer.text);
            lexer.advance();
            return cond;
        } catch (IllegalArgumentException e) {
            throw lexer.expected("a float condition");
        }
    }

    private AtomicRmwOp rmwOp() {
        try {
            AtomicRmwOp op = AtomicRmwOp.ofName(lexer.text);
            lexer.advance();
            return op;
        } catch (IllegalArgumentException e) {
            throw lexer.expected("an atomic operation");
        }
    }

    private InstData constant(Opcode opcode) {
        return switch (opcode.format()) {
            case UNARY_IMM -> {
                Type type = suffix;
                if (type == null) {
                    throw lexer.error(opcode + " needs a type, as in " + opcode + ".i32");
                }
                yield new InstData.UnaryImm(opcode, operands.intOfType(type));
            }
            case UNARY_IEEE16 ->
                new InstData.UnaryIeee16(opcode, operands.floatBits(16).intValue());
            case UNARY_IEEE32 ->
                new InstData.UnaryIeee32(opcode, operands.floatBits(32).intValue());
            case UNARY_IEEE64 ->
                new InstData.UnaryIeee64(opcode, operands.floatBits(64).longValue());
            case UNARY_GLOBAL_VALUE ->
                new InstData.UnaryGlobalValue(opcode, declared("gv", function.globalValues, "a global value"));
            case SHUFFLE -> {
                int x = use();
                int y = nextUse();
                comma();
                byte[] mask = operands.typedBytes(Type.I8X16);
                yield new InstData.Shuffle(opcode, x, y, littleEndian(mask, 0), littleEndian(mask, 8));
            }
            default -> new InstData.UnaryConst(opcode, poolConstant(opcode));
        };
    }

    private static long littleEndian(byte[] bytes, int from) {
        long value = 0;
        for (int i = 7; i >= 0; i--) {
            value = value << 8 | (bytes[from + i] & 0xff);
        }
        return value;
    }

    private int poolConstant(Opcode opcode) {
        int constant = lexer.peekEntity("const");
        if (constant >= 0) {
            if (!function.constants.contains(constant)) {
                throw lexer.error(lexer.text + " is not declared");
            }
            return lexer.entity("const", MAX_DECLARATIONS, "a constant");
        }
        Type type = opcode == Opcode.F128CONST ? Type.F128 : suffix;
        if (type == null) {
            throw lexer.error(opcode + " needs a type, as in " + opcode + ".i32x4");
        }
        return function.constants.add(operands.typedBytes(type));
    }
}
