package dev.gantry.asm.x64;

/** General registers by their encoding, 0 to 15. */
public final class Gpr {
    public static final int RAX = 0;
    public static final int RCX = 1;
    public static final int RDX = 2;
    public static final int RBX = 3;
    public static final int RSP = 4;
    public static final int RBP = 5;
    public static final int RSI = 6;
    public static final int RDI = 7;
    public static final int R8 = 8;
    public static final int R9 = 9;
    public static final int R10 = 10;
    public static final int R11 = 11;
    public static final int R12 = 12;
    public static final int R13 = 13;
    public static final int R14 = 14;
    public static final int R15 = 15;

    private static final String[] STEMS = {"ax", "cx", "dx", "bx", "sp", "bp", "si", "di"};

    private Gpr() {}

    /**
     * Name of the part of a register that an instruction uses, without {@code %}: {@code rax}, {@code r8d}, {@code sil} ….
     *
     * @param register 0 to 15
     * @param width 8, 16, 32 or 64 bits
     */
    public static String name(int register, int width) {
        if (register >= 8) {
            String suffix = width == 64 ? "" : width == 32 ? "d" : width == 16 ? "w" : "b";
            return "r" + register + suffix;
        }
        String stem = STEMS[register];
        if (width == 8) {
            return register < 4 ? stem.charAt(0) + "l" : stem + "l";
        }
        return width == 64 ? "r" + stem : width == 32 ? "e" + stem : stem;
    }
}
