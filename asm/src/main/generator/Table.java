import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the files of the instruction table. Errors name file and line. */
final class Table {
    private static final String[] FEATURES = {
        "-", "SSE3", "SSSE3", "SSE41", "SSE42", "CX16", "POPCNT", "LZCNT", "BMI1", "BMI2", "ADX", "MOVBE", "PCLMUL",
        "FSGSBASE", "AVX", "AVX2", "FMA", "F16C", "AVX_VNNI", "GFNI", "AVX512F", "AVX512VL", "AVX512DQ", "AVX512BW",
        "AVX512CD", "AVX512VBMI", "AVX512VBMI2", "AVX512BITALG", "AVX512VPOPCNTDQ", "AVX512VNNI"
    };
    private static final String[] FIXED_STEMS = {"ax", "cx", "dx", "bx", "sp", "bp", "si", "di"};

    private final Set<String> names = new HashSet<>();
    private String place = "";

    /** The rows of one file. */
    List<Row> read(Path file) throws IOException {
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
                String access = token.substring(0, token.indexOf(':'));
                flags |= (access.contains("r") ? 1L << 55 : 0) | (access.contains("w") ? 1L << 56 : 0);
            } else if (!token.isEmpty()) {
                operands.add(operand(token));
            }
        }
        checkOrder(operands);
        int feature = List.of(FEATURES).indexOf(columns[3].strip());
        check(feature >= 0, "unknown feature " + columns[3]);
        String notation = columns[1].strip().replaceAll(" +", " ");
        long encoding = new Notation(this, notation, operands).encoding() | flags;
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
            return new Operand("IMM8", 0, 8, Operand.UNSIGNED, 0, false);
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

    /** Fails with the place of the current row. */
    void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(place + ": " + message);
        }
    }
}
