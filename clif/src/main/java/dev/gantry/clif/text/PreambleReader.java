package dev.gantry.clif.text;

import static dev.gantry.clif.text.Operands.MAX_DECLARATIONS;

import dev.gantry.clif.ir.AliasRegion;
import dev.gantry.clif.ir.DynamicType;
import dev.gantry.clif.ir.Entity;
import dev.gantry.clif.ir.ExtFunc;
import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.GlobalValue;
import dev.gantry.clif.ir.Signature;
import dev.gantry.clif.ir.StackSlot;
import dev.gantry.clif.ir.Type;
import java.util.OptionalLong;

/** Reads the declarations of a function, which come before its blocks in any order. */
final class PreambleReader {
    private final FunctionReader reader;
    private final Lexer lexer;
    private final Operands operands;
    private final Function function;

    PreambleReader(FunctionReader reader) {
        this.reader = reader;
        this.lexer = reader.lexer();
        this.operands = reader.operands();
        this.function = reader.function();
    }

    void read() {
        while (declaration()) {
            // Each call reads one.
        }
        checkGlobalValues();
    }

    /** Reads one declaration; false if none comes next. */
    private boolean declaration() {
        int line = lexer.line;
        if (lexer.isIdent("stack_limit")) {
            stackLimit(line);
            return true;
        }
        for (Entity.Kind kind : Entity.Kind.values()) {
            boolean declared =
                    switch (kind) {
                        case FUNCTION, BLOCK, INST, VALUE, STACK_LIMIT -> false;
                        default -> lexer.peekEntity(kind.prefix()) >= 0;
                    };
            if (declared) {
                declare(kind, line);
                return true;
            }
        }
        return false;
    }

    private void declare(Entity.Kind kind, int line) {
        int column = lexer.column;
        int number = lexer.entity(kind.prefix(), MAX_DECLARATIONS, "a declaration");
        Entity entity = new Entity(kind, number);
        if (isDeclared(kind, number)) {
            throw lexer.errorAt(line, column, entity + " is declared twice");
        }
        lexer.expect('=', "in a declaration");
        reader.sourceMap().put(entity, line);
        switch (kind) {
            case STACK_SLOT -> function.stackSlots.set(number, stackSlot());
            case DYNAMIC_STACK_SLOT -> function.dynamicStackSlots.set(number, dynamicStackSlot());
            case DYNAMIC_TYPE -> function.dynamicTypes.set(number, dynamicType());
            case GLOBAL_VALUE -> function.globalValues.set(number, globalValue());
            case SIGNATURE -> function.signatures.set(number, reader.signature());
            case FUNC_REF -> function.extFuncs.set(number, extFunc(line));
            case CONSTANT -> function.constants.set(number, constant());
            case ALIAS_REGION -> function.aliasRegions.set(number, aliasRegion());
            default -> throw new IllegalStateException("not a declaration: " + kind);
        }
        reader.takeComments(entity);
    }

    private boolean isDeclared(Entity.Kind kind, int number) {
        return switch (kind) {
            case STACK_SLOT -> function.stackSlots.contains(number);
            case DYNAMIC_STACK_SLOT -> function.dynamicStackSlots.contains(number);
            case DYNAMIC_TYPE -> function.dynamicTypes.contains(number);
            case GLOBAL_VALUE -> function.globalValues.contains(number);
            case SIGNATURE -> function.signatures.contains(number);
            case FUNC_REF -> function.extFuncs.contains(number);
            case CONSTANT -> function.constants.contains(number);
            default -> function.aliasRegions.contains(number);
        };
    }

    private void stackLimit(int line) {
        if (function.stackLimit() >= 0) {
            throw lexer.error("stack_limit is declared twice");
        }
        lexer.advance();
        lexer.expect('=', "in a declaration");
        function.setStackLimit(lexer.entity("gv", MAX_DECLARATIONS, "a global value"));
        Entity entity = new Entity(Entity.Kind.STACK_LIMIT, 0);
        reader.sourceMap().put(entity, line);
        reader.takeComments(entity);
    }

    private StackSlot stackSlot() {
        if (!lexer.optionalIdent("explicit_slot")) {
            throw lexer.expected("'explicit_slot'");
        }
        int size = (int) operands.unsigned(Integer.MAX_VALUE, "the size of a stack slot");
        int alignShift = 0;
        OptionalLong key = OptionalLong.empty();
        while (lexer.optional(',')) {
            if (lexer.optionalIdent("align")) {
                lexer.expect('=', "and an alignment");
                long align = operands.unsigned(1L << 30, "an alignment");
                if (Long.bitCount(align) != 1) {
                    throw lexer.error("an alignment is a power of two, found " + align);
                }
                alignShift = Long.numberOfTrailingZeros(align);
            } else if (lexer.optionalIdent("key")) {
                lexer.expect('=', "and a key");
                key = OptionalLong.of(operands.imm64());
            } else {
                throw lexer.expected("'align' or 'key'");
            }
        }
        return new StackSlot(size, alignShift, key);
    }

    private Integer dynamicStackSlot() {
        if (!lexer.optionalIdent("explicit_dynamic_slot")) {
            throw lexer.expected("'explicit_dynamic_slot'");
        }
        int type = lexer.entity("dt", MAX_DECLARATIONS, "a dynamic type");
        if (!function.dynamicTypes.contains(type)) {
            throw lexer.error("dt" + type + " is not declared");
        }
        return type;
    }

    private DynamicType dynamicType() {
        Type base = operands.type();
        lexer.expect('*', "and the global value of the scale");
        return new DynamicType(base, lexer.entity("gv", MAX_DECLARATIONS, "a global value"));
    }

    private GlobalValue globalValue() {
        String word = lexer.ident("a kind of global value");
        switch (word) {
            case "vmctx":
                return new GlobalValue.VmContext();
            case "load": {
                Type type = operands.suffixType();
                int flags = operands.memFlags();
                int base = lexer.entity("gv", MAX_DECLARATIONS, "a global value");
                return new GlobalValue.Load(base, operands.optionalOffset(), type, flags);
            }
            case "iadd_imm": {
                Type type = operands.suffixType();
                int base = lexer.entity("gv", MAX_DECLARATIONS, "a global value");
                lexer.expect(',', "before the number added");
                return new GlobalValue.IaddImm(base, operands.imm64(), type);
            }
            case "symbol": {
                boolean colocated = lexer.optionalIdent("colocated");
                boolean tls = lexer.optionalIdent("tls");
                ExternalName name = reader.name(true);
                long offset = operands.atOffset() ? operands.imm64() : 0;
                return new GlobalValue.Symbol(name, offset, colocated, tls);
            }
            case "dyn_scale_target_const":
                return new GlobalValue.DynScaleTargetConst(operands.suffixType());
            default:
                throw lexer.error("unknown kind of global value: " + word);
        }
    }

    private ExtFunc extFunc(int line) {
        boolean colocated = lexer.optionalIdent("colocated");
        boolean patchable = lexer.optionalIdent("patchable");
        ExternalName name = reader.name(true);
        int signature;
        if (lexer.is('(')) {
            Signature given = reader.signature();
            signature = function.signatures.add(given);
            reader.sourceMap().put(Entity.signature(signature), line);
        } else {
            signature = lexer.entity("sig", MAX_DECLARATIONS, "a signature");
            if (!function.signatures.contains(signature)) {
                throw lexer.error("sig" + signature + " is not declared");
            }
        }
        return new ExtFunc(name, signature, colocated, patchable);
    }

    private byte[] constant() {
        return operands.atType() ? operands.typedBytes(operands.type()) : operands.untypedBytes();
    }

    private AliasRegion aliasRegion() {
        int userId = operands.unsigned32("the number of an alias region");
        if (lexer.kind != Lexer.Kind.STRING) {
            throw lexer.expected("a description in quotes");
        }
        String description = lexer.text;
        lexer.advance();
        return new AliasRegion(userId, description);
    }

    /** Global values may be used before their declaration, but have to be declared in the end. */
    private void checkGlobalValues() {
        for (int i = 0; i < function.globalValues.limit(); i++) {
            if (function.globalValues.contains(i)) {
                switch (function.globalValues.get(i)) {
                    case GlobalValue.Load v -> checkGlobalValue(v.base());
                    case GlobalValue.IaddImm v -> checkGlobalValue(v.base());
                    default -> {}
                }
            }
        }
        for (int i = 0; i < function.dynamicTypes.limit(); i++) {
            if (function.dynamicTypes.contains(i)) {
                checkGlobalValue(function.dynamicTypes.get(i).scale());
            }
        }
        if (function.stackLimit() >= 0) {
            checkGlobalValue(function.stackLimit());
        }
    }

    private void checkGlobalValue(int globalValue) {
        if (!function.globalValues.contains(globalValue)) {
            throw lexer.error("gv" + globalValue + " is not declared");
        }
    }
}
