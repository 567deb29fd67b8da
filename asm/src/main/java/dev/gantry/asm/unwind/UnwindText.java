package dev.gantry.asm.unwind;

/**
 * Unwind information decoded as text, one line for each change: the code offset from which it holds, then what holds.
 *
 * <pre>
 * 0: cfa = rsp+8, ra at cfa-8
 * 1: cfa = rsp+16
 * 1: rbp at cfa-16
 * 4: cfa = rbp+16
 * </pre>
 */
public final class UnwindText {
    private static final String[] GENERAL = {
        "rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15"
    };

    private final StringBuilder out = new StringBuilder();

    private UnwindText() {}

    /** Call frame instructions as {@link EhFrame#instructions} gives them. */
    public static String systemV(byte[] instructions) {
        UnwindText text = new UnwindText();
        text.out.append("0: cfa = rsp+8, ra at cfa-8\n");
        text.frameInstructions(new ByteInput(instructions));
        return text.out.toString();
    }

    private void frameInstructions(ByteInput in) {
        int location = 0;
        int cfaRegister = Dwarf.RSP;
        while (!in.atEnd()) {
            int op = in.u1();
            int operand = op & 0x3f;
            switch (op & 0xc0) {
                case Dwarf.ADVANCE_LOC -> location += operand;
                case Dwarf.OFFSET -> at(location, Dwarf.name(operand) + " at cfa", in.uleb() * Dwarf.DATA_ALIGNMENT);
                case Dwarf.RESTORE -> line(location, Dwarf.name(operand) + " unchanged");
                default -> {
                    switch (op) {
                        case Dwarf.NOP -> {}
                        case Dwarf.ADVANCE_LOC1 -> location += in.u1();
                        case Dwarf.ADVANCE_LOC2 -> location += in.u2();
                        case Dwarf.ADVANCE_LOC4 -> location += in.u4();
                        case Dwarf.REGISTER ->
                            line(location, Dwarf.name((int) in.uleb()) + " in " + Dwarf.name((int) in.uleb()));
                        case Dwarf.REMEMBER_STATE -> line(location, "remember");
                        case Dwarf.RESTORE_STATE -> {
                            line(location, "as remembered");
                            cfaRegister = Dwarf.RBP;
                        }
                        case Dwarf.DEF_CFA -> {
                            cfaRegister = (int) in.uleb();
                            at(location, "cfa = " + Dwarf.name(cfaRegister), in.uleb());
                        }
                        case Dwarf.DEF_CFA_REGISTER -> {
                            cfaRegister = (int) in.uleb();
                            line(location, "cfa by " + Dwarf.name(cfaRegister));
                        }
                        case Dwarf.DEF_CFA_OFFSET -> at(location, "cfa = " + Dwarf.name(cfaRegister), in.uleb());
                        case Dwarf.DEF_CFA_OFFSET_SF ->
                            at(location, "cfa = " + Dwarf.name(cfaRegister), in.sleb() * Dwarf.DATA_ALIGNMENT);
                        case Dwarf.OFFSET_EXTENDED_SF ->
                            at(location, Dwarf.name((int) in.uleb()) + " at cfa", in.sleb() * Dwarf.DATA_ALIGNMENT);
                        default -> throw new IllegalArgumentException("unknown call frame instruction " + op);
                    }
                }
            }
        }
    }

    /** The bytes of an {@code UNWIND_INFO} as {@link WindowsUnwindInfo#of} gives them. */
    public static String windows(byte[] info) {
        UnwindText text = new UnwindText();
        text.windowsInfo(new ByteInput(info));
        return text.out.toString();
    }

    private void windowsInfo(ByteInput in) {
        int header = in.u1();
        int prologue = in.u1();
        int slots = in.u1();
        int frame = in.u1();
        out.append("version ").append(header & 7).append(", flags ").append(header >> 3);
        out.append(", prologue of ").append(prologue).append(" bytes");
        if ((frame & 15) != 0) {
            out.append(", frame ").append(GENERAL[frame & 15]).append('-').append((frame >> 4) * 16);
        }
        out.append('\n');
        while (slots > 0) {
            int at = in.u1();
            int code = in.u1();
            int info = code >> 4;
            slots -= 1;
            switch (code & 15) {
                case WindowsUnwindInfo.PUSH_NONVOL -> line(at, "push " + GENERAL[info]);
                case WindowsUnwindInfo.ALLOC_SMALL -> line(at, "alloc " + (info + 1) * 8);
                case WindowsUnwindInfo.ALLOC_LARGE -> {
                    line(at, "alloc " + (info == 0 ? in.u2() * 8 : in.u4()));
                    slots -= info == 0 ? 1 : 2;
                }
                case WindowsUnwindInfo.SET_FPREG -> line(at, "set frame");
                case WindowsUnwindInfo.SAVE_NONVOL -> {
                    line(at, "save " + GENERAL[info] + " at " + in.u2() * 8);
                    slots -= 1;
                }
                case WindowsUnwindInfo.SAVE_XMM128 -> {
                    line(at, "save xmm" + info + " at " + in.u2() * 16);
                    slots -= 1;
                }
                default -> throw new IllegalArgumentException("unknown unwind code " + (code & 15));
            }
        }
    }

    private void at(int location, String what, long offset) {
        line(location, what + (offset < 0 ? "" : "+") + offset);
    }

    private void line(int location, String what) {
        out.append(location).append(": ").append(what).append('\n');
    }
}
