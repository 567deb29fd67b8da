import java.util.List;

/**
 * One operand of a row.
 *
 * @param kind name of an {@code OperandKind}
 * @param access 0 none, 1 read, 2 written, 3 both
 * @param width bits, in memory if it may be there
 * @param registerWidth bits of the register
 * @param fixed number of the register if it is fixed
 * @param fillsRm whether it goes into ModRM.rm
 */
record Operand(String kind, int access, int width, int registerWidth, int fixed, boolean fillsRm) {
    /** In the place of an immediate's register width: the byte is not sign-extended. */
    static final int UNSIGNED = 128;

    private static final List<String> KINDS = List.of(
            "GPR", "XMM", "RM_GPR", "RM_XMM", "MEM", "FIXED", "FIXED_XMM", "IMM8", "IMM16", "IMM32", "IMM64", "REL8", "REL32");

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

    /** In 16 bits, as {@code Op} unpacks it. */
    int packed() {
        int extra = isFixed() ? fixed : widthCode(registerWidth);
        return KINDS.indexOf(kind) | access << 4 | widthCode(width) << 6 | extra << 10;
    }

    private static int widthCode(int width) {
        return Integer.numberOfTrailingZeros(width) - 2;
    }
}
