package dev.gantry.asm.x64;

/**
 * Reads the rows of one table file out of the string constant into which the build packs them: a string of chars costs a
 * fraction of what a static initialiser of the same rows would, in time and in bytecode.
 *
 * <p>A row is: length of the name, the name, length of the text, the text, the feature, four chars of encoding (lowest
 * first), the number of operands, and one char per operand.
 */
final class OpRows {
    private OpRows() {}

    static Op[] read(int firstId, int count, String packed) {
        Op[] rows = new Op[count];
        int at = 0;
        for (int i = 0; i < count; i++) {
            int nameEnd = at + 1 + packed.charAt(at);
            String name = packed.substring(at + 1, nameEnd);
            int textEnd = nameEnd + 1 + packed.charAt(nameEnd);
            String text = packed.substring(nameEnd + 1, textEnd);
            int feature = packed.charAt(textEnd);
            long encoding = word(packed, textEnd + 1, 4);
            int operands = packed.charAt(textEnd + 5);
            at = textEnd + 6;
            long low = word(packed, at, Math.min(operands, 4));
            long high = operands > 4 ? word(packed, at + 4, operands - 4) : 0;
            at += operands;
            rows[i] = new Op(firstId + i, name, text, feature, encoding, operands, low, high);
        }
        return rows;
    }

    private static long word(String packed, int at, int chars) {
        long word = 0;
        for (int i = chars - 1; i >= 0; i--) {
            word = word << 16 | packed.charAt(at + i);
        }
        return word;
    }
}
