import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Derives Java from the x86-64 instruction table: {@code XOps} (one constant per row of a theme), {@code XRows} (the rows,
 * packed for {@code OpRows}), {@code Ops} (all themes), {@code Assembler} and {@code VectorAssembler} (one method per row
 * and per kind of operand). Run by the build straight from source: {@code java GenerateX64.java TABLES OUT}.
 *
 * <p>A row's encoding is the vendor's notation ({@code REX.W + 0F AF /r}, {@code VEX.128.66.0F38.W0 F7 /r}); its operands
 * are {@code access:kind}. Which operand fills which field is derived: what may be memory, or is marked {@code @rm}, fills
 * ModRM.rm; the others fill ModRM.reg (with {@code /r}), VEX.vvvv and is4, in this order; {@code +rd} takes the first.
 */
public final class GenerateX64 {
    private static final String[] THEMES = {"integer", "sse", "avx", "avx256", "fma", "avx512"};
    private static final int SCALAR_THEMES = 2;

    /** A row takes 10 bytes of its interface's static initialiser, which may not exceed 8,000. */
    private static final int MAX_ROWS = 780;

    private static final String PACKAGE = "dev.gantry.asm.x64";
    private static final String HEAD = "// Generated from the x86-64 instruction table. Do not edit.\npackage " + PACKAGE + ";\n\n";
    public static void main(String[] args) throws IOException {
        Path tables = Path.of(args[0]);
        Path out = Path.of(args[1]).resolve(PACKAGE.replace('.', '/'));
        Files.createDirectories(out);
        Table table = new Table();
        List<List<Row>> themes = new ArrayList<>();
        for (String theme : THEMES) {
            List<Row> rows = table.read(tables.resolve(theme + ".txt"));
            table.check(rows.size() <= MAX_ROWS, "more than " + MAX_ROWS + " rows: divide the theme");
            themes.add(rows);
        }
        int first = 0;
        for (int i = 0; i < THEMES.length; i++) {
            write(out, title(THEMES[i]) + "Rows", rowsClass(title(THEMES[i]), first, themes.get(i)));
            write(out, title(THEMES[i]) + "Ops", opsInterface(title(THEMES[i]), themes.get(i)));
            first += themes.get(i).size();
        }
        write(out, "Ops", allOps(themes));
        write(out, "Assembler", assembler("Assembler", "AssemblerCore", themes.subList(0, SCALAR_THEMES)));
        write(out, "VectorAssembler", assembler("VectorAssembler", "Assembler", themes.subList(SCALAR_THEMES, THEMES.length)));
    }

    private static void write(Path folder, String name, String text) throws IOException {
        Path file = folder.resolve(name + ".java");
        if (!Files.exists(file) || !Files.readString(file).equals(text)) {
            Files.writeString(file, text);
        }
    }

    // ---- writing

    private static String title(String theme) {
        return Character.toUpperCase(theme.charAt(0)) + theme.substring(1);
    }

    private static String rowsClass(String title, int first, List<Row> rows) {
        StringBuilder out = new StringBuilder(HEAD);
        out.append("/** The rows of one theme of the table, packed. */\nfinal class ").append(title).append("Rows {\n");
        out.append("    static final int FIRST = ").append(first).append(";\n");
        out.append("    static final int COUNT = ").append(rows.size()).append(";\n");
        out.append("    static final Op[] ALL = OpRows.read(FIRST, COUNT, packed());\n\n");
        out.append("    private ").append(title).append("Rows() {}\n\n");
        out.append("    private static String packed() {\n        return \"\"");
        for (Row row : rows) {
            out.append("\n                + \"").append(packed(row)).append('"');
        }
        return out.append(";\n    }\n}\n").toString();
    }

    private static String packed(Row row) {
        StringBuilder out = new StringBuilder();
        unicode(out, row.name().length());
        out.append(row.name());
        unicode(out, row.text().length());
        out.append(row.text());
        unicode(out, row.feature());
        for (int i = 0; i < 4; i++) {
            unicode(out, (int) (row.encoding() >>> (16 * i)) & 0xffff);
        }
        unicode(out, row.operands().size());
        for (Operand operand : row.operands()) {
            unicode(out, operand.packed());
        }
        return out.toString();
    }

    /** Octal where it is short: a Unicode escape of a line end or a quote would end the literal. */
    private static void unicode(StringBuilder out, int value) {
        if (value < 0x80) {
            String octal = Integer.toOctalString(value);
            out.append('\\').append("000", 0, 3 - octal.length()).append(octal);
        } else {
            String hex = Integer.toHexString(value);
            out.append("\\u").append("0000", 0, 4 - hex.length()).append(hex);
        }
    }

    private static String opsInterface(String title, List<Row> rows) {
        StringBuilder out = new StringBuilder(HEAD);
        out.append("/** One theme of the instruction table: see {@link Ops}. */\npublic interface ").append(title).append("Ops {\n");
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            out.append("    /** {@code ").append(row.notation()).append("}: {@code ").append(row.operandText()).append("}. */\n");
            out.append("    Op ").append(row.name()).append(" = ").append(title).append("Rows.ALL[").append(i).append("];\n");
        }
        return out.append("}\n").toString();
    }

    private static String allOps(List<List<Row>> themes) {
        StringBuilder parents = new StringBuilder();
        StringBuilder byId = new StringBuilder();
        for (String theme : THEMES) {
            String rows = title(theme) + "Rows";
            parents.append(parents.isEmpty() ? "" : ", ").append(title(theme)).append("Ops");
            byId.append("        if (id < ").append(rows).append(".FIRST + ").append(rows).append(".COUNT) {\n");
            byId.append("            return ").append(rows).append(".ALL[id - ").append(rows).append(".FIRST];\n        }\n");
        }
        int count = themes.stream().mapToInt(List::size).sum();
        return HEAD
                + """
                /**
                 * All rows of the instruction table as constants. A theme's rows are made when one of them is first used, so
                 * programs without AVX never pay for it.
                 */
                public interface Ops extends PARENTS {
                    /** Number of rows. */
                    static int count() {
                        return COUNT;
                    }

                    /**
                     * The row with that {@link Op#id}.
                     *
                     * @throws IndexOutOfBoundsException if there is none
                     */
                    static Op byId(int id) {
                BYID        throw new IndexOutOfBoundsException(id);
                    }
                }
                """.replace("PARENTS", parents).replace("COUNT", "" + count).replace("BYID", byId);
    }

    private static String assembler(String name, String parent, List<List<Row>> themes) {
        StringBuilder out = new StringBuilder(HEAD);
        out.append("import dev.gantry.asm.CodeBuffer;\n\n/**\n * One method per row of the instruction table and kind of operand, named as the row.\n");
        out.append(" * Registers are ints as in {@link Gpr} and {@link Xmm}; operands come destination first.\n */\n");
        out.append("public class ").append(name).append(" extends ").append(parent).append(" {\n");
        out.append("    /** Writes to that buffer. */\n    public ").append(name).append("(CodeBuffer buffer) {\n        super(buffer);\n    }\n");
        for (int i = 0; i < themes.size(); i++) {
            String theme = title(THEMES[name.equals("Assembler") ? i : i + SCALAR_THEMES]);
            for (Row row : themes.get(i)) {
                boolean relative = row.operands().stream().anyMatch(o -> o.kind().startsWith("REL"));
                boolean memory = row.operands().stream().anyMatch(Operand::mayBeMemory);
                boolean onlyMemory = row.operands().stream().anyMatch(o -> o.kind().equals("MEM"));
                if (!relative && !onlyMemory) {
                    method(out, theme, row, false);
                }
                if (memory) {
                    method(out, theme, row, true);
                }
            }
        }
        return out.append("}\n").toString();
    }

    private static void method(StringBuilder out, String theme, Row row, boolean memory) {
        StringBuilder parameters = new StringBuilder();
        String[] registers = {"-1", "-1", "-1", "-1"};
        String mem = "null";
        String imm = "0";
        int written = 0;
        int read = 0;
        for (int i = 0; i < row.operands().size(); i++) {
            Operand operand = row.operands().get(i);
            if (operand.isFixed()) {
                continue;
            }
            String name;
            String type = "int";
            if (operand.isImmediate()) {
                name = "imm";
                imm = name;
                type = operand.width() == 64 ? "long" : "int";
            } else {
                boolean writes = operand.access() >= 2;
                int number = writes ? ++written : ++read;
                name = (writes ? "dst" : "src") + (number == 1 ? "" : number);
                if (memory && operand.mayBeMemory()) {
                    type = "Mem";
                    mem = name;
                } else {
                    registers[i] = name;
                }
            }
            parameters.append(parameters.isEmpty() ? "" : ", ").append(type).append(' ').append(name);
        }
        out.append("\n    /** {@code ").append(row.notation()).append("}. */\n    public final void ").append(row.name());
        out.append('(').append(parameters).append(") {\n        emit(").append(theme).append("Ops.").append(row.name());
        for (String register : registers) {
            out.append(", ").append(register);
        }
        out.append(", ").append(mem).append(", ").append(imm).append(");\n    }\n");
    }
}
