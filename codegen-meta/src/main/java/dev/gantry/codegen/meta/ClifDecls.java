package dev.gantry.codegen.meta;

import dev.gantry.clif.ir.AtomicRmwOp;
import dev.gantry.clif.ir.FloatCC;
import dev.gantry.clif.ir.Format;
import dev.gantry.clif.ir.IntCC;
import dev.gantry.clif.ir.LibCall;
import dev.gantry.clif.ir.Opcode;
import java.util.ArrayList;
import java.util.List;

/**
 * ISLE declarations of CLIF: the enums, the payload type with one variant per format, and one extractor per opcode.
 *
 * <p>The extractor of an opcode has the mnemonic's name. Its operands are, in this order, the type of the first result if
 * the opcode has results of its own, then the payload's fields in the order of the record, without branch targets and
 * variable arguments. Example: {@code (iadd ty x y)}, {@code (icmp ty cc x y)}, {@code (load ty flags addr offset)},
 * {@code (store flags value addr offset)}, {@code (brif cond)}, {@code (call func)}.
 */
final class ClifDecls {
    private ClifDecls() {}

    private record Field(String name, String type) {}

    /** The text of the declarations. */
    static String generate() {
        StringBuilder out = new StringBuilder(1 << 16);
        out.append(";; CLIF as ISLE sees it. Generated from the opcode table.\n\n");
        unitEnum(out, "Opcode", Opcode.values());
        unitEnum(out, "IntCC", IntCC.values());
        unitEnum(out, "FloatCC", FloatCC.values());
        unitEnum(out, "AtomicRmwOp", AtomicRmwOp.values());
        unitEnum(out, "LibCall", LibCall.values());
        out.append("(type InstData extern (enum\n");
        for (Format format : Format.values()) {
            out.append("  (").append(variant(format)).append(" (opcode Opcode)");
            for (Field field : fields(format)) {
                out.append(" (")
                        .append(field.name())
                        .append(' ')
                        .append(field.type())
                        .append(')');
            }
            out.append(")\n");
        }
        out.append("))\n\n");
        for (Opcode opcode : Opcode.values()) {
            extractor(out, opcode);
        }
        return out.toString();
    }

    private static void unitEnum(StringBuilder out, String name, Enum<?>[] constants) {
        out.append("(type ").append(name).append(" extern (enum");
        for (int i = 0; i < constants.length; i++) {
            out.append(i % 8 == 0 ? "\n  " : " ").append(constants[i].name());
        }
        out.append("))\n\n");
    }

    private static void extractor(StringBuilder out, Opcode opcode) {
        boolean typed = opcode.resultCount() > 0 && !opcode.hasSignatureResults();
        List<Field> fields = fields(opcode.format());
        String name = opcode.mnemonic();
        out.append("(decl ").append(name).append(" (");
        String separator = "";
        if (typed) {
            out.append("Type");
            separator = " ";
        }
        for (Field field : fields) {
            out.append(separator).append(field.type());
            separator = " ";
        }
        out.append(") Inst)\n(extractor (").append(name);
        StringBuilder names = new StringBuilder();
        for (Field field : fields) {
            names.append(' ').append(field.name());
        }
        out.append(typed ? " ty" : "").append(names).append(typed ? ") (inst_data ty" : ") (inst_data _");
        out.append(" (InstData.").append(variant(opcode.format()));
        out.append(" (Opcode.").append(opcode.name()).append(')').append(names).append(")))\n");
    }

    /** The record's name: the format's, in camel case. */
    private static String variant(Format format) {
        if (format == Format.NULLARY) {
            return "NullAry";
        }
        if (format == Format.MULTIARY) {
            return "MultiAry";
        }
        StringBuilder out = new StringBuilder();
        for (String word : format.name().split("_", -1)) {
            out.append(word.charAt(0)).append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
        }
        return out.toString();
    }

    private static List<Field> fields(Format format) {
        return switch (format) {
            case UNARY -> of("arg Value");
            case UNARY_IMM -> of("imm i64");
            case UNARY_IEEE16, UNARY_IEEE32 -> of("bits i32");
            case UNARY_IEEE64 -> of("bits i64");
            case UNARY_CONST -> of("constant Constant");
            case UNARY_GLOBAL_VALUE -> of("globalValue GlobalValue");
            case BINARY -> of("arg0 Value", "arg1 Value");
            case BINARY_IMM8 -> of("arg Value", "imm u8");
            case TERNARY -> of("arg0 Value", "arg1 Value", "arg2 Value");
            case TERNARY_IMM8 -> of("arg0 Value", "arg1 Value", "imm u8");
            case MULTIARY, NULLARY, JUMP -> of();
            case SHUFFLE -> of("arg0 Value", "arg1 Value", "maskLo i64", "maskHi i64");
            case INT_COMPARE -> of("cond IntCC", "arg0 Value", "arg1 Value");
            case FLOAT_COMPARE -> of("cond FloatCC", "arg0 Value", "arg1 Value");
            case INT_ADD_TRAP -> of("arg0 Value", "arg1 Value", "trapCode TrapCode");
            case BRIF -> of("cond Value");
            case BRANCH_TABLE -> of("arg Value");
            case CALL -> of("func FuncRef");
            case CALL_INDIRECT -> of("sig SigRef", "callee Value");
            case TRY_CALL -> of("func FuncRef");
            case TRY_CALL_INDIRECT -> of("callee Value");
            case FUNC_ADDR -> of("func FuncRef");
            case ATOMIC_RMW -> of("flags MemFlags", "op AtomicRmwOp", "addr Value", "value Value");
            case ATOMIC_CAS -> of("flags MemFlags", "addr Value", "expected Value", "replacement Value");
            case LOAD -> of("flags MemFlags", "addr Value", "offset i32");
            case LOAD_NO_OFFSET -> of("flags MemFlags", "arg Value");
            case STORE -> of("flags MemFlags", "value Value", "addr Value", "offset i32");
            case STORE_NO_OFFSET -> of("flags MemFlags", "value Value", "addr Value");
            case STACK_ADDR -> of("stackSlot StackSlot", "offset i32");
            case DYNAMIC_STACK_ADDR -> of("dynamicSlot DynamicStackSlot");
            case TRAP -> of("trapCode TrapCode");
            case COND_TRAP -> of("arg Value", "trapCode TrapCode");
            case EXCEPTION_HANDLER_ADDRESS -> of("block Block", "index i64");
        };
    }

    private static List<Field> of(String... fields) {
        List<Field> result = new ArrayList<>();
        for (String field : fields) {
            int space = field.indexOf(' ');
            result.add(new Field(field.substring(0, space), field.substring(space + 1)));
        }
        return result;
    }
}
