package dev.gantry.asm.unwind;

/** Numbers of the DWARF standard and of the System V supplement for x86-64. */
final class Dwarf {
    /** Operations whose low six bits are an operand. */
    static final int ADVANCE_LOC = 0x40;

    static final int OFFSET = 0x80;
    static final int RESTORE = 0xc0;

    static final int NOP = 0x00;
    static final int ADVANCE_LOC1 = 0x02;
    static final int ADVANCE_LOC2 = 0x03;
    static final int ADVANCE_LOC4 = 0x04;
    static final int REGISTER = 0x09;
    static final int REMEMBER_STATE = 0x0a;
    static final int RESTORE_STATE = 0x0b;
    static final int DEF_CFA = 0x0c;
    static final int DEF_CFA_REGISTER = 0x0d;
    static final int DEF_CFA_OFFSET = 0x0e;
    static final int OFFSET_EXTENDED_SF = 0x11;
    static final int DEF_CFA_OFFSET_SF = 0x13;

    static final int RBP = 6;
    static final int RSP = 7;
    /** The column of the return address. */
    static final int RETURN_ADDRESS = 16;
    /** Offsets are multiples of it. */
    static final int DATA_ALIGNMENT = -8;

    /** DWARF numbers of the general registers by hardware number. */
    private static final int[] GENERAL = {0, 2, 1, 3, 7, 6, 4, 5, 8, 9, 10, 11, 12, 13, 14, 15};

    private static final String[] NAMES = {
        "rax", "rdx", "rcx", "rbx", "rsi", "rdi", "rbp", "rsp", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15",
        "ra"
    };

    private Dwarf() {}

    /** The DWARF number of a register numbered as unwind operations do. */
    static int register(int number) {
        return number < 16 ? GENERAL[number] : 17 + number - 16;
    }

    /** The name of a register by its DWARF number. */
    static String name(int register) {
        return register < NAMES.length ? NAMES[register] : "xmm" + (register - 17);
    }
}
