package dev.gantry.codegen.meta;

import dev.gantry.asm.x64.Access;
import dev.gantry.asm.x64.Op;
import dev.gantry.asm.x64.OperandKind;
import dev.gantry.asm.x64.Ops;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Constructors of x64 instructions, one set per row of the instruction table that some rule mentions: ISLE declarations,
 * and the Java class that makes the instructions.
 *
 * <p>For a row ROW: {@code x64_ROW} places the instruction and gives the register it writes, or Unit if it writes none; a
 * row that writes nothing but flags gives the instruction unplaced. {@code x64_ROW_inst} gives the instruction unplaced
 * always. {@code x64_ROW_mem} is the form with an address where a written operand may be a register or memory. Arguments
 * are the operands that are read, in the order of the row.
 *
 * <p>For a row of SSE, {@code xmm_ROW} makes the instruction in the encoding that the target has: that of AVX, which leaves its
 * operands as they are and takes unaligned memory, or else the row itself. {@code xmm_paddb_rm} is {@code vpaddb_rrm} or
 * {@code paddb_rm}. {@code xmm_ROW_inst} and {@code xmm_ROW_mem} are made likewise.
 */
final class X64Decls {
    private static final String PREFIX = "x64_";
    private static final String EITHER = "xmm_";

    private final Map<String, Op> rows = new HashMap<>();
    private final Map<String, Shape> shapes = new HashMap<>();
    private final StringBuilder isle = new StringBuilder();
    private final StringBuilder java = new StringBuilder();

    private X64Decls() {
        for (int i = 0; i < Ops.count(); i++) {
            rows.put(Ops.byId(i).name(), Ops.byId(i));
        }
    }

    /** The two texts. */
    record Texts(String isle, String java) {}

    /** Declares the rows whose constructors the rule texts mention. */
    static Texts generate(Iterable<String> ruleTexts) {
        X64Decls decls = new X64Decls();
        Set<String> words = new TreeSet<>();
        Set<String> either = new TreeSet<>();
        for (String text : ruleTexts) {
            collectWords(text, PREFIX, words);
            collectWords(text, EITHER, either);
        }
        // Form of a row: suffix "" or "_mem"; both constructors of a form are generated together.
        TreeMap<String, Op> plain = new TreeMap<>();
        TreeMap<String, Op> memory = new TreeMap<>();
        for (String word : words) {
            decls.classify(word, plain, memory);
        }
        TreeMap<String, Op> eitherPlain = new TreeMap<>();
        TreeMap<String, Op> eitherMemory = new TreeMap<>();
        for (String word : either) {
            decls.classify(word, eitherPlain, eitherMemory);
        }
        decls.addVex(eitherPlain, plain);
        decls.addVex(eitherMemory, memory);
        decls.header();
        plain.forEach((name, op) -> decls.form(op, false));
        memory.forEach((name, op) -> decls.form(op, true));
        eitherPlain.forEach((name, op) -> decls.eitherForm(op, false));
        eitherMemory.forEach((name, op) -> decls.eitherForm(op, true));
        decls.java.append("}\n");
        return new Texts(decls.isle.toString(), decls.java.toString());
    }

    private static void collectWords(String text, String prefix, Set<String> words) {
        int at = text.indexOf(prefix);
        while (at >= 0) {
            int end = at;
            while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
                end++;
            }
            words.add(text.substring(at + prefix.length(), end));
            at = text.indexOf(prefix, end);
        }
    }

    private void classify(String word, Map<String, Op> plain, Map<String, Op> memory) {
        String name = word;
        if (!rows.containsKey(name) && name.endsWith("_inst")) {
            name = name.substring(0, name.length() - 5);
        }
        if (rows.containsKey(name)) {
            plain.put(name, rows.get(name));
        } else if (name.endsWith("_mem") && rows.containsKey(name.substring(0, name.length() - 4))) {
            memory.put(name, rows.get(name.substring(0, name.length() - 4)));
        }
    }

    /** The row of AVX that does what a row of SSE does: its result in a register of its own, if that one has no such. */
    private Op vexOf(Op op) {
        int dash = op.name().lastIndexOf('_');
        String base = "v" + op.name().substring(0, dash + 1);
        String shape = op.name().substring(dash + 1);
        boolean reuses = op.access(0) == Access.RW;
        Op vex = rows.get(base + (reuses ? "r" : "") + shape);
        if (vex == null) {
            vex = rows.get(base + "r" + shape + "r");
        }
        if (vex == null) {
            throw new IllegalArgumentException("no row of AVX does what " + op.name() + " does");
        }
        return vex;
    }

    private void addVex(Map<String, Op> either, Map<String, Op> forms) {
        for (Op op : either.values()) {
            Op vex = vexOf(op);
            forms.put(op.name(), op);
            forms.put(vex.name(), vex);
        }
    }

    private void header() {
        isle.append(";; Constructors of x64 instructions. Generated from the instruction table.\n\n");
        java.append("// Generated from the x86-64 instruction table. Do not edit.\n");
        java.append("package dev.gantry.codegen.x64;\n\n");
        java.append("import dev.gantry.asm.x64.Ops;\n");
        java.append("import dev.gantry.codegen.machinst.MachInst;\n");
        java.append("import dev.gantry.codegen.machinst.Unit;\n\n");
        java.append("/** Constructors of the instructions that rules mention, by the names of the table's rows. */\n");
        java.append("public abstract class X64Rows extends X64Operands {\n");
    }

    /** The constructors that choose between a row of SSE and that of AVX; both are there already. */
    private void eitherForm(Op op, boolean memory) {
        String suffix = memory ? "_mem" : "";
        String legacy = PREFIX + op.name() + suffix;
        String vex = PREFIX + vexOf(op).name() + suffix;
        String name = EITHER + op.name() + suffix;
        Shape shape = shapes.get(legacy);
        if (shape == null || !shape.equals(shapes.get(vex))) {
            throw new IllegalArgumentException("operands of " + legacy + " and " + vex + " differ");
        }
        declare(name + "_inst", name + "_inst", shape.types(), "MInst");
        declare(name, shape.placed().isEmpty() ? name + "_inst" : name, shape.types(), shape.result());
        choice("MachInst", name + "_inst", shape, legacy + "_inst", vex + "_inst");
        if (!shape.placed().isEmpty()) {
            choice(shape.placed(), name, shape, legacy, vex);
        }
    }

    private void choice(String type, String name, Shape shape, String legacy, String vex) {
        java.append("    public final ").append(type).append(' ').append(name);
        java.append('(')
                .append(shape.params())
                .append(") {\n        return hasAvx() ? ")
                .append(vex);
        java.append('(').append(shape.args()).append(") : ").append(legacy);
        java.append('(').append(shape.args()).append(");\n    }\n\n");
    }

    /**
     * The operands of a constructor.
     *
     * @param placed the Java type of the constructor that places the instruction; empty if there is none
     */
    private record Shape(String types, String params, String args, String result, String placed) {}

    private void form(Op op, boolean memory) {
        String name = PREFIX + op.name() + (memory ? "_mem" : "");
        StringBuilder types = new StringBuilder();
        StringBuilder params = new StringBuilder();
        StringBuilder args = new StringBuilder();
        StringBuilder body = new StringBuilder();
        String result = "";
        boolean writesMemory = false;
        int count = 0;
        for (int i = 0; i < op.operandCount(); i++) {
            OperandKind kind = op.operandKind(i);
            Access access = op.access(i);
            boolean address = kind == OperandKind.MEM || (memory && kind.mayBeMemory());
            if (address) {
                add(types, params, args, "Amode", "Amode", count);
                body.append("        inst.mem(a").append(count++).append(");\n");
                writesMemory |= access.writes();
                continue;
            }
            if (kind.isImmediate()) {
                add(types, params, args, "i64", "long", count);
                body.append("        inst.imm(a").append(count++).append(");\n");
                continue;
            }
            boolean xmm = kind == OperandKind.XMM || kind == OperandKind.RM_XMM || kind == OperandKind.FIXED_XMM;
            if (access.reads()) {
                boolean either = kind.mayBeMemory() && access == Access.R;
                add(types, params, args, (xmm ? "Xmm" : "Gpr") + (either ? "Mem" : ""), "int", count);
                body.append(either ? "        rm(inst, " : "        inst.use(")
                        .append(i)
                        .append(", a")
                        .append(count++)
                        .append(");\n");
            }
            if (access.writes()) {
                result = result.isEmpty() ? (xmm ? "Xmm" : "Gpr") : result;
                body.append("        inst.def(").append(i).append(xmm ? ", newXmm());\n" : ", newGpr());\n");
            }
        }
        boolean flagsOnly = result.isEmpty() && !writesMemory && op.writesFlags();
        declare(name + "_inst", name + "_inst", types, "MInst");
        String declared = flagsOnly ? "MInst" : result.isEmpty() ? "Unit" : result;
        declare(name, flagsOnly ? name + "_inst" : name, types, declared);
        String placed = flagsOnly ? "" : result.isEmpty() ? "Unit" : "int";
        method(op, name, params, args, body, placed);
        shapes.put(name, new Shape(types.toString(), params.toString(), args.toString(), declared, placed));
    }

    private static void add(
            StringBuilder types, StringBuilder params, StringBuilder args, String type, String javaType, int number) {
        types.append(types.isEmpty() ? "" : " ").append(type);
        params.append(params.isEmpty() ? "" : ", ")
                .append(javaType)
                .append(" a")
                .append(number);
        args.append(args.isEmpty() ? "" : ", ").append('a').append(number);
    }

    private void declare(String term, String javaName, CharSequence types, String result) {
        isle.append("(decl ")
                .append(term)
                .append(" (")
                .append(types)
                .append(") ")
                .append(result)
                .append(")\n");
        isle.append("(extern constructor ")
                .append(term)
                .append(' ')
                .append(javaName)
                .append(")\n");
    }

    private void method(
            Op op, String name, CharSequence params, CharSequence args, CharSequence body, String placedType) {
        java.append("    public final MachInst ")
                .append(name)
                .append("_inst(")
                .append(params)
                .append(") {\n");
        java.append("        RowInst inst = new RowInst(Ops.")
                .append(op.name())
                .append(");\n")
                .append(body);
        java.append("        return inst;\n    }\n\n");
        if (!placedType.isEmpty()) {
            java.append("    public final ").append(placedType).append(' ').append(name);
            java.append('(').append(params).append(") {\n        return ");
            java.append(placedType.equals("int") ? "emitResult(" : "emitInst(");
            java.append(name).append("_inst(").append(args).append("));\n    }\n\n");
        }
    }
}
