import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
    private static final String[] THEMES = {"integer", "sse", "avx", "avx256", "fma"};
    private static final int SCALAR_THEMES = 2;
    private static final String PACKAGE = "dev.gantry.asm.x64";
    private static final String HEAD = "// Generated from the x86-64 instruction table. Do not edit.\npackage " + PACKAGE + ";\n\n";
    private static final String[] FEATURES = {
        "-", "SSE3", "SSSE3", "SSE41", "SSE42", "CX16", "POPCNT", "LZCNT", "BMI1", "BMI2", "ADX", "MOVBE", "PCLMUL",
        "FSGSBASE", "AVX", "AVX2", "FMA", "F16C"
    };
    private static final String KINDS = "GPR XMM RM_GPR RM_XMM MEM FIXED FIXED_XMM IMM8 IMM16 IMM32 IMM64 REL8 REL32";
    private static final List<String> KIND = List.of(KINDS.split(" "));
    private static final String[] FIXED_STEMS = {"ax", "cx", "dx", "bx", "sp", "bp", "si", "di"};

    /** In the place of an immediate's register width: the byte is not sign-extended. */
    private static final int UNSIGNED = 128;

    /** One operand of a row. */
    record Operand(String kind, int access, int width, int registerWidth, int fixed, boolean fillsRm) {
        boolean isRegister() {
            return kind.equals("GPR") || kind.equals("XMM") || kind.startsWith("RM_");
        }

        boolean mayBeMemory() {
            return kind.startsWith("RM_") || kind.equals("MEM");
        }

        boolean isImmediate() {
            return kind.startsWith("IMM") || kind.startsWith("REL");
        }

        boolean isFixed() {
            return kind.startsWith("FIXED");
        }

        int packed() {
            int extra = isFixed() ? fixed : widthCode(registerWidth);
            return KIND.indexOf(kind) | access << 4 | widthCode(width) << 6 | extra << 10;
        }
    }

    /** One row of the table. */
    record Row(String name, String notation, String operandText, int feature, String text, List<Operand> operands, long encoding) {}

    private final Set<String> names = new HashSet<>();
    private String place = "";

    public static void main(String[] args) throws IOException {
        Path tables = Path.of(args[0]);
        Path out = Path.of(args[1]).resolve(PACKAGE.replace('.', '/'));
        Files.createDirectories(out);
        GenerateX64 generator = new GenerateX64();
        List<List<Row>> themes = new ArrayList<>();
        for (String theme : THEMES) {
            themes.add(generator.read(tables.resolve(theme + ".txt")));
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

    // ---- reading

    private List<Row> read(Path file) throws IOException {
        List<Row> rows = new ArrayList<>();
        int line = 0;
        for (String text : Files.readAllLines(file)) {
            line++;
            place = file.getFileName() + ":" + line;
            if (!text.isBlank() && !text.startsWith("#")) {
                rows.add(row(text.split("\\|", -1)));
            }
        }
        return rows;
    }

    private Row row(String[] columns) {
        check(columns.length == 4 || columns.length == 5, "expected 4 or 5 columns, found " + columns.length);
        String name = columns[0].strip();
        check(names.add(name), "the name " + name + " is taken");
        List<Operand> operands = new ArrayList<>();
        long flags = 0;
        for (String token : columns[2].strip().split(" +")) {
            if (token.endsWith(":flags")) {
                flags |= (token.contains("r") && !token.startsWith("w:") ? 1L << 55 : 0) | (token.contains("w") ? 1L << 56 : 0);
            } else if (!token.isEmpty()) {
                operands.add(operand(token));
            }
        }
        checkOrder(operands);
        int feature = List.of(FEATURES).indexOf(columns[3].strip());
        check(feature >= 0, "unknown feature " + columns[3]);
        String notation = columns[1].strip().replaceAll(" +", " ");
        long encoding = new Notation(notation, operands).encoding() | flags;
        String text = columns.length == 5 ? columns[4].strip() : "";
        return new Row(name, notation, columns[2].strip().replaceAll(" +", " "), feature, text, operands, encoding);
    }

    private void checkOrder(List<Operand> operands) {
        check(operands.size() <= 6, "more than 6 operands");
        for (int i = 0; i < operands.size(); i++) {
            check(i < 4 || operands.get(i).isFixed(), "operand " + i + " must be a fixed one");
        }
    }

    private Operand operand(String token) {
        if (token.equals("uimm8")) {
            return new Operand("IMM8", 0, 8, UNSIGNED, 0, false);
        }
        if (token.startsWith("imm")) {
            int width = Integer.parseInt(token.substring(3));
            return new Operand("IMM" + width, 0, width, width, 0, false);
        }
        if (token.startsWith("rel")) {
            int width = Integer.parseInt(token.substring(3));
            return new Operand("REL" + width, 0, width, width, 0, false);
        }
        int colon = token.indexOf(':');
        check(colon > 0, "operand without access: " + token);
        int access = List.of("a", "r", "w", "rw").indexOf(token.substring(0, colon));
        check(access >= 0, "unknown access: " + token);
        boolean fillsRm = token.endsWith("@rm");
        String kind = token.substring(colon + 1, token.length() - (fillsRm ? 3 : 0));
        int slash = kind.indexOf("/m");
        if (slash > 0) {
            int memory = Integer.parseInt(kind.substring(slash + 2));
            String register = kind.substring(0, slash);
            boolean vector = register.endsWith("mm");
            int width = vector ? vectorWidth(register) : register.equals("r") ? memory : Integer.parseInt(register.substring(1));
            return new Operand(vector ? "RM_XMM" : "RM_GPR", access, memory, width, 0, true);
        }
        if (kind.equals("xmm") || kind.equals("ymm")) {
            return new Operand("XMM", access, vectorWidth(kind), vectorWidth(kind), 0, fillsRm);
        }
        if (kind.startsWith("m") && Character.isDigit(kind.charAt(1))) {
            int width = Integer.parseInt(kind.substring(1));
            return new Operand("MEM", access, width, width, 0, true);
        }
        if (List.of("r8", "r16", "r32", "r64").contains(kind)) {
            int width = Integer.parseInt(kind.substring(1));
            return new Operand("GPR", access, width, width, 0, fillsRm);
        }
        return fixed(kind, access);
    }

    private Operand fixed(String name, int access) {
        if (name.equals("xmm0")) {
            return new Operand("FIXED_XMM", access, 128, 128, 0, false);
        }
        if (name.equals("r11")) {
            return new Operand("FIXED", access, 64, 64, 11, false);
        }
        for (int i = 0; i < 8; i++) {
            String stem = FIXED_STEMS[i];
            int width = name.equals("r" + stem) ? 64 : name.equals("e" + stem) ? 32 : name.equals(stem) ? 16 : 0;
            if (width == 0 && i < 4 && (name.equals(stem.charAt(0) + "l") || name.equals(stem.charAt(0) + "h"))) {
                width = 8;
            }
            if (width != 0) {
                return new Operand("FIXED", access, width, width, i, false);
            }
        }
        throw new IllegalArgumentException(place + ": unknown operand " + name);
    }

    private static int vectorWidth(String register) {
        return register.equals("ymm") ? 256 : 128;
    }

    private static int widthCode(int width) {
        return Integer.numberOfTrailingZeros(width) - 2;
    }

    private void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(place + ": " + message);
        }
    }

    /** The vendor's notation of one encoding, taken apart. */
    private final class Notation {
        private final List<Operand> operands;
        private long bits;
        private boolean hasReg;
        private boolean hasIs4;
        private boolean opcodeSeen;
        private boolean mapSeen;

        Notation(String text, List<Operand> operands) {
            this.operands = operands;
            String[] tokens = text.split(" ");
            for (int i = 0; i < tokens.length; i++) {
                token(tokens[i], i + 1 < tokens.length ? tokens[i + 1] : "");
            }
            check(opcodeSeen, "no opcode in " + text);
        }

        private void token(String token, String next) {
            switch (token) {
                case "+" -> {}
                case "REX.W" -> bits |= 1L << 15;
                case "/r" -> {
                    hasReg = true;
                    bits |= 1L << 24;
                }
                case "/is4" -> {
                    hasIs4 = true;
                    bits |= 1L << 38;
                }
                case "ib", "cb" -> bits |= 1L << 38;
                case "iw" -> bits |= 2L << 38;
                case "id", "cd" -> bits |= 4L << 38;
                case "io" -> bits |= 8L << 38;
                default -> {
                    if (token.startsWith("VEX.")) {
                        vex(token.split("\\."));
                    } else if (token.startsWith("/")) {
                        bits |= (long) (token.charAt(1) - '0') << 20 | 1L << 23 | 1L << 24;
                    } else {
                        hex(token, next);
                    }
                }
            }
        }

        private void vex(String[] parts) {
            bits |= 1L << 16;
            for (String part : parts) {
                switch (part) {
                    case "VEX", "128", "LZ", "W0" -> {}
                    case "LIG" -> bits |= 1L << 54;
                    case "256" -> bits |= 1L << 18;
                    case "66" -> bits |= 1L << 11;
                    case "F3" -> bits |= 2L << 11;
                    case "F2" -> bits |= 3L << 11;
                    case "0F" -> bits |= 1L << 8;
                    case "0F38" -> bits |= 2L << 8;
                    case "0F3A" -> bits |= 3L << 8;
                    case "W1" -> bits |= 1L << 15;
                    case "WIG" -> bits |= 1L << 53;
                    default -> check(false, "unknown part of VEX: " + part);
                }
            }
            mapSeen = true;
        }

        private void hex(String token, String next) {
            boolean more = next.length() >= 2 && Character.digit(next.charAt(0), 16) >= 0 && Character.digit(next.charAt(1), 16) >= 0
                    || next.equals("REX.W");
            if (!mapSeen && !opcodeSeen && more) {
                switch (token) {
                    case "F0" -> {
                        bits |= 1L << 14;
                        return;
                    }
                    case "66" -> {
                        bits |= 1L << 11;
                        return;
                    }
                    case "F3", "F2" -> {
                        if ((bits >> 11 & 3) == 1) {
                            bits = bits & ~(3L << 11) | 1L << 13;
                        }
                        bits |= (token.equals("F3") ? 2L : 3L) << 11;
                        return;
                    }
                    case "0F" -> {
                        mapSeen = true;
                        bits |= 1L << 8;
                        return;
                    }
                    default -> {}
                }
            }
            if (mapSeen && !opcodeSeen && more && (token.equals("38") || token.equals("3A"))) {
                bits = bits & ~(7L << 8) | (token.equals("38") ? 2L : 3L) << 8;
                return;
            }
            int value = Integer.parseInt(token.substring(0, 2), 16);
            if (!opcodeSeen) {
                opcodeSeen = true;
                bits |= value;
                if (token.indexOf('+') > 0) {
                    bits |= 1L << 25;
                }
            } else {
                bits |= 1L << 44 | (long) value << 45;
            }
        }

        /** The packed encoding with the slots filled in. */
        long encoding() {
            int reg = 7;
            int rm = 7;
            int vvvv = 7;
            int is4 = 7;
            boolean isVex = (bits & 1L << 16) != 0;
            boolean plusReg = (bits & 1L << 25) != 0;
            for (int i = 0; i < operands.size(); i++) {
                Operand operand = operands.get(i);
                if (operand.fillsRm() || plusReg && operand.isRegister()) {
                    check(rm == 7, "two operands for ModRM.rm");
                    rm = i;
                } else if (operand.isRegister()) {
                    if (hasReg && reg == 7) {
                        reg = i;
                    } else if (isVex && vvvv == 7) {
                        vvvv = i;
                    } else {
                        check(hasIs4 && is4 == 7, "no field for operand " + i);
                        is4 = i;
                    }
                }
            }
            check(hasReg == (reg != 7), "/r without a register for it");
            check(((bits & 1L << 24) != 0 || plusReg) == (rm != 7), "ModRM and operands do not agree");
            check(hasIs4 == (is4 != 7), "/is4 without a register for it");
            long byteFlags = (isByte(reg) ? 1L << 42 : 0) | (isByte(rm) ? 1L << 43 : 0);
            return bits | (long) reg << 26 | (long) rm << 29 | (long) vvvv << 32 | (long) is4 << 35 | byteFlags;
        }

        private boolean isByte(int slot) {
            return slot != 7 && operands.get(slot).registerWidth() == 8 && !operands.get(slot).kind().equals("MEM");
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
