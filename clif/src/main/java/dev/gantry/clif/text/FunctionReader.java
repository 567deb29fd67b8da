package dev.gantry.clif.text;

import dev.gantry.clif.ir.AbiParam;
import dev.gantry.clif.ir.CallConv;
import dev.gantry.clif.ir.Dfg;
import dev.gantry.clif.ir.Entity;
import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.LibCall;
import dev.gantry.clif.ir.Signature;
import dev.gantry.clif.ir.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one function: its head, then declarations and blocks, which it hands to {@link PreambleReader} and {@link InstReader}. */
final class FunctionReader {
    /** Values and blocks may be numbered up to this plus a multiple of the length of the text. */
    private static final int SPARSE_NUMBERS = 1 << 16;

    private final Lexer lexer;
    private final Operands operands;
    private final Function function;
    private final Dfg dfg;
    private final SourceMap sourceMap = new SourceMap();
    private final List<Comment> comments = new ArrayList<>();
    private final int numberLimit;

    /** Value numbers used before anything defined them, each with line and column. */
    private int[] pendingUses = new int[12];

    private int pendingUseCount;
    /** Alias numbers with line and column. */
    private int[] aliases = new int[12];

    private int aliasCount;

    FunctionReader(Lexer lexer) {
        this.lexer = lexer;
        this.operands = new Operands(lexer);
        this.function = new Function(new ExternalName.TestCase(""), new Signature(List.of(), List.of(), CallConv.FAST));
        this.dfg = function.dfg;
        this.numberLimit = (int) Math.min(SPARSE_NUMBERS + 16L * lexer.sourceLength(), 1 << 28);
    }

    List<Comment> comments() {
        return comments;
    }

    SourceMap sourceMap() {
        return sourceMap;
    }

    Function function() {
        return function;
    }

    Operands operands() {
        return operands;
    }

    Lexer lexer() {
        return lexer;
    }

    /** Gives the comments met since the last call to an entity. */
    void takeComments(Entity entity) {
        for (Lexer.RawComment comment : lexer.comments) {
            comments.add(new Comment(entity, comment.line(), comment.text()));
        }
        lexer.comments.clear();
    }

    Function read() {
        sourceMap.put(Entity.FUNCTION, lexer.line);
        lexer.advance();
        function.setName(name(false));
        function.setSignature(signature());
        if (!lexer.is('{')) {
            throw lexer.expected("'{' or a calling convention");
        }
        lexer.advance();
        takeComments(Entity.FUNCTION);
        new PreambleReader(this).read();
        InstReader insts = new InstReader(this);
        while (!lexer.is('}')) {
            block(insts);
        }
        checkValues();
        lexer.advance();
        return function;
    }

    // ---- Names and signatures ----

    /** A name. Names of library calls and known symbols mean those only where something external is named. */
    ExternalName name(boolean external) {
        if (lexer.kind == Lexer.Kind.NAME) {
            String text = lexer.text;
            lexer.advance();
            return external ? externalName(text) : new ExternalName.TestCase(text);
        }
        int namespace = lexer.peekEntity("u");
        if (namespace >= 0) {
            lexer.advance();
            lexer.expect(':', "in a user name");
            return new ExternalName.User(namespace, operands.unsigned32("the index of a user name"));
        }
        int ref = lexer.peekEntity("userextname");
        if (ref >= 0 && external) {
            lexer.advance();
            return new ExternalName.UserRef(ref);
        }
        throw lexer.expected("a name");
    }

    private static ExternalName externalName(String text) {
        LibCall call = LibCall.ofName(text);
        if (call != null) {
            return new ExternalName.Library(call);
        }
        ExternalName.KnownSymbol symbol = ExternalName.KnownSymbol.ofName(text);
        return symbol != null ? symbol : new ExternalName.TestCase(text);
    }

    Signature signature() {
        lexer.expect('(', "before the parameters");
        List<AbiParam> params = new ArrayList<>();
        while (!lexer.is(')')) {
            params.add(abiParam());
            if (!lexer.is(')')) {
                lexer.expect(',', "or ')' after a parameter");
            }
        }
        lexer.advance();
        List<AbiParam> results = new ArrayList<>();
        if (lexer.kind == Lexer.Kind.ARROW) {
            do {
                lexer.advance();
                results.add(abiParam());
            } while (lexer.is(','));
        }
        CallConv callConv = callConv();
        return new Signature(params, results, callConv == null ? CallConv.FAST : callConv);
    }

    private @Nullable CallConv callConv() {
        if (lexer.kind == Lexer.Kind.IDENT) {
            for (CallConv cc : CallConv.values()) {
                if (cc.toString().equals(lexer.text)) {
                    lexer.advance();
                    return cc;
                }
            }
        }
        return null;
    }

    private AbiParam abiParam() {
        Type type = operands.type();
        AbiParam.Extension extension = AbiParam.Extension.NONE;
        AbiParam.Purpose purpose = AbiParam.Purpose.NORMAL;
        int structBytes = 0;
        while (lexer.kind == Lexer.Kind.IDENT) {
            switch (lexer.text) {
                case "uext" -> extension = AbiParam.Extension.UEXT;
                case "sext" -> extension = AbiParam.Extension.SEXT;
                case "sret" -> purpose = AbiParam.Purpose.STRUCT_RETURN;
                case "vmctx" -> purpose = AbiParam.Purpose.VMCONTEXT;
                case "sarg" -> {
                    purpose = AbiParam.Purpose.STRUCT_ARGUMENT;
                    lexer.advance();
                    lexer.expect('(', "before the size of the struct");
                    structBytes = (int) operands.unsigned(Integer.MAX_VALUE, "the size of the struct");
                    if (!lexer.is(')')) {
                        throw lexer.expected("')'");
                    }
                }
                default -> {
                    return new AbiParam(type, extension, purpose, structBytes);
                }
            }
            lexer.advance();
        }
        return new AbiParam(type, extension, purpose, structBytes);
    }

    // ---- Blocks ----

    int blockNumber() {
        int block = lexer.entity("block", numberLimit, "a block");
        dfg.reserveBlock(block);
        return block;
    }

    private void block(InstReader insts) {
        int line = lexer.line;
        int column = lexer.column;
        int block = blockNumber();
        if (function.layout.isBlockInserted(block)) {
            throw lexer.errorAt(line, column, "block" + block + " is defined twice");
        }
        function.layout.appendBlock(block);
        sourceMap.put(Entity.block(block), line);
        if (lexer.optional('(')) {
            while (!lexer.is(')')) {
                int value = define();
                lexer.expect(':', "and the type of the parameter");
                dfg.appendBlockParamAt(block, value, operands.type());
                if (!lexer.is(')')) {
                    lexer.expect(',', "or ')' after a block parameter");
                }
            }
            lexer.advance();
        }
        if (lexer.optionalIdent("cold")) {
            function.layout.setCold(block, true);
        }
        lexer.expect(':', "after the head of a block");
        takeComments(Entity.block(block));
        Entity last = Entity.block(block);
        while (!lexer.is('}') && lexer.peekEntity("block") < 0) {
            last = insts.line(block, last);
            takeComments(last);
        }
    }

    // ---- Values ----

    /** The number of a value that is defined here. */
    int define() {
        int line = lexer.line;
        int column = lexer.column;
        int value = lexer.entity("v", numberLimit, "a value");
        checkUndefined(value, line, column);
        return value;
    }

    void checkUndefined(int value, int line, int column) {
        if (dfg.isValid(value)) {
            throw lexer.errorAt(line, column, "v" + value + " is defined twice");
        }
    }

    int valueNumber() {
        return lexer.entity("v", numberLimit, "a value");
    }

    boolean atValue() {
        return lexer.peekEntity("v") >= 0;
    }

    /** The number of a value that is used here. */
    int use() {
        int line = lexer.line;
        int column = lexer.column;
        int value = valueNumber();
        if (!dfg.isValid(value)) {
            pendingUses = push(pendingUses, pendingUseCount, value, line, column);
            pendingUseCount += 3;
        }
        return value;
    }

    private static int[] push(int[] list, int count, int a, int b, int c) {
        int[] out = count + 3 > list.length ? Arrays.copyOf(list, list.length * 2) : list;
        out[count] = a;
        out[count + 1] = b;
        out[count + 2] = c;
        return out;
    }

    void alias(int value, int line, int column) {
        lexer.advance();
        int target = use();
        if (dfg.isValid(value)) {
            if (dfg.aliasTarget(value) == target) {
                return;
            }
            throw lexer.errorAt(line, column, "v" + value + " is defined twice");
        }
        dfg.makeAliasAt(value, target);
        aliases = push(aliases, aliasCount, value, line, column);
        aliasCount += 3;
    }

    /** All values used must be defined by now, and aliases must lead to something that is none. */
    private void checkValues() {
        for (int i = 0; i < pendingUseCount; i += 3) {
            if (!dfg.isValid(pendingUses[i])) {
                throw lexer.errorAt(pendingUses[i + 1], pendingUses[i + 2], "undefined value v" + pendingUses[i]);
            }
        }
        int[] state = new int[aliasCount == 0 ? 0 : dfg.valueLimit()];
        for (int i = 0; i < aliasCount; i += 3) {
            int walk = i + 1;
            int v = aliases[i];
            while (dfg.aliasTarget(v) >= 0 && state[v] == 0) {
                state[v] = walk;
                v = dfg.aliasTarget(v);
            }
            if (dfg.aliasTarget(v) >= 0 && state[v] == walk) {
                throw lexer.errorAt(aliases[i + 1], aliases[i + 2], "v" + aliases[i] + " is an alias of itself");
            }
            Type type = dfg.valueType(v);
            for (int u = aliases[i]; u != v; u = dfg.aliasTarget(u)) {
                dfg.setValueType(u, type);
            }
        }
    }
}
