package dev.gantry.asm.x64;

import dev.gantry.asm.AsmException;
import dev.gantry.asm.CodeBuffer;
import dev.gantry.asm.RelocKind;
import org.jspecify.annotations.Nullable;

/**
 * Turns rows of the table into bytes. Stateless; allocates nothing.
 *
 * <p>A legacy instruction is: lock, segment, 66, mandatory prefix, REX, opcode map, opcode, ModRM, SIB, displacement,
 * immediate. A VEX one has two or three bytes in the place of what stands between segment and opcode, an EVEX one four. Which operand goes into
 * which field is in the row ({@link Op}), so both are a handful of lines. Source: Intel 64 manual, volume 2, chapter 2.
 *
 * <p>Example: {@code addq_rm} with rax and r9: REX.W with B (49), opcode 03, ModRM 11 000 001 (C1).
 */
public final class Encoder {
    private Encoder() {}

    /**
     * Appends one instruction. Registers come in the order of the row's operands; where an operand is memory, immediate or
     * fixed, or there is none, its register is -1.
     *
     * @param memory the memory operand, or null if the row has none or takes a register in its place
     * @param imm the immediate; of its bits those count that the row encodes
     */
    public static void emit(CodeBuffer buffer, Op op, int r0, int r1, int r2, int r3, @Nullable Mem memory, long imm) {
        long e = op.encoding;
        int reg = (e & Op.DIGIT) != 0
                ? (int) (e >>> Op.DIGIT_SHIFT) & 7
                : select((int) (e >>> Op.REG_SLOT), r0, r1, r2, r3);
        int rm = memory != null ? 0 : select((int) (e >>> Op.RM_SLOT), r0, r1, r2, r3);
        if (memory != null && memory.trapCode >= 0) {
            buffer.trap(memory.trapCode);
        }
        if ((e & Op.LOCK) != 0) {
            buffer.put1(0xf0);
        }
        if (memory != null && memory.segment != Mem.Segment.NONE) {
            buffer.put1(memory.segment == Mem.Segment.FS ? 0x64 : 0x65);
        }
        if ((e & Op.VEX) != 0) {
            int vvvv = select((int) (e >>> Op.VVVV_SLOT), r0, r1, r2, r3);
            if ((e & Op.EVEX) != 0) {
                evexPrefix(buffer, e, reg, rm, memory, vvvv);
            } else {
                vexPrefix(buffer, e, reg, rm, memory, vvvv);
            }
            buffer.put1((int) e);
        } else {
            legacyPrefix(buffer, e, reg, rm, memory);
            opcode(buffer, e, rm);
        }
        int immSize = (int) (e >>> Op.IMM_SIZE) & 15;
        if ((e & Op.MODRM) != 0) {
            if (memory != null) {
                modRmMemory(buffer, reg & 7, memory, immSize, Op.dispScale(e));
            } else {
                buffer.put1(0xc0 | (reg & 7) << 3 | (rm & 7));
            }
        }
        if (immSize != 0) {
            int is4 = (int) (e >>> Op.IS4_SLOT) & 7;
            immediate(buffer, immSize, is4 == Op.NO_SLOT ? imm : (long) select(is4, r0, r1, r2, r3) << 4);
        }
    }

    private static int select(int slot, int r0, int r1, int r2, int r3) {
        return switch (slot & 7) {
            case 0 -> r0;
            case 1 -> r1;
            case 2 -> r2;
            case 3 -> r3;
            default -> 0;
        };
    }

    private static int indexBit(@Nullable Mem memory) {
        return memory != null && (memory.form == Mem.Form.BASE_INDEX || memory.form == Mem.Form.INDEX)
                ? memory.index >> 3
                : 0;
    }

    private static int baseBit(int rm, @Nullable Mem memory) {
        if (memory == null) {
            return rm >> 3;
        }
        return memory.form == Mem.Form.BASE || memory.form == Mem.Form.BASE_INDEX ? memory.base >> 3 : 0;
    }

    private static void legacyPrefix(CodeBuffer buffer, long e, int reg, int rm, @Nullable Mem memory) {
        if ((e & Op.OPSIZE) != 0) {
            buffer.put1(0x66);
        }
        int pp = (int) (e >>> Op.PP_SHIFT) & 3;
        if (pp != 0) {
            buffer.put1(pp == 1 ? 0x66 : pp == 2 ? 0xf3 : 0xf2);
        }
        int rex = (reg >> 3) << 2 | indexBit(memory) << 1 | baseBit(rm, memory);
        if ((e & Op.REX_W) != 0) {
            rex |= 8;
        }
        boolean newByteRegister = ((e & Op.REG_BYTE) != 0 && reg >= 4) || ((e & Op.RM_BYTE) != 0 && rm >= 4);
        if (rex != 0 || newByteRegister) {
            buffer.put1(0x40 | rex);
        }
    }

    private static void opcode(CodeBuffer buffer, long e, int rm) {
        int map = (int) (e >>> Op.MAP_SHIFT) & 7;
        if (map != 0) {
            buffer.put1(0x0f);
            if (map > 1) {
                buffer.put1(map == 2 ? 0x38 : 0x3a);
            }
        }
        buffer.put1((int) e + ((e & Op.PLUS_REG) != 0 ? rm & 7 : 0));
        if ((e & Op.FIXED_MODRM) != 0) {
            buffer.put1((int) (e >>> Op.FIXED_MODRM_SHIFT));
        }
    }

    private static void vexPrefix(CodeBuffer buffer, long e, int reg, int rm, @Nullable Mem memory, int vvvv) {
        int map = (int) (e >>> Op.MAP_SHIFT) & 7;
        int pp = (int) (e >>> Op.PP_SHIFT) & 3;
        int x = indexBit(memory);
        int b = baseBit(rm, memory);
        int w = (e & Op.REX_W) != 0 ? 0x80 : 0;
        int tail = (~vvvv & 15) << 3 | ((e & Op.VEX_L) != 0 ? 4 : 0) | pp;
        int r = (~reg >> 3) & 1;
        if (map == 1 && (x | b | w) == 0) {
            buffer.put1(0xc5);
            buffer.put1(r << 7 | tail);
        } else {
            buffer.put1(0xc4);
            buffer.put1(r << 7 | (x ^ 1) << 6 | (b ^ 1) << 5 | map);
            buffer.put1(w | tail);
        }
    }

    /** Four bytes: inverted register bits and map; W, vvvv and prefix; length. No mask, no broadcast. */
    private static void evexPrefix(CodeBuffer buffer, long e, int reg, int rm, @Nullable Mem memory, int vvvv) {
        int map = (int) (e >>> Op.MAP_SHIFT) & 7;
        int pp = (int) (e >>> Op.PP_SHIFT) & 3;
        int low = reg >> 3 << 7 | indexBit(memory) << 6 | baseBit(rm, memory) << 5;
        buffer.put1(0x62);
        buffer.put1((low ^ 0xf0) | map);
        buffer.put1(((e & Op.REX_W) != 0 ? 0x80 : 0) | (~vvvv & 15) << 3 | 4 | pp);
        buffer.put1(((e & Op.VEX_L) != 0 ? 0x20 : 0) | 8);
    }

    private static void immediate(CodeBuffer buffer, int size, long imm) {
        switch (size) {
            case 1 -> buffer.put1((int) imm);
            case 2 -> buffer.put2((int) imm);
            case 4 -> buffer.put4((int) imm);
            default -> buffer.put8(imm);
        }
    }

    /**
     * ModRM, SIB and displacement; {@code behind} is the number of bytes of the instruction that follow them, {@code scale}
     * the exponent of the unit of displacements of one byte.
     */
    private static void modRmMemory(CodeBuffer buffer, int reg, Mem memory, int behind, int scale) {
        int field = reg << 3;
        switch (memory.form) {
            case BASE -> base(buffer, field, memory.base & 7, memory.disp, scale);
            case BASE_INDEX -> {
                int mod = mod(memory.base & 7, memory.disp, scale);
                buffer.put1(mod << 6 | field | 4);
                sib(buffer, memory, memory.base & 7);
                disp(buffer, mod, memory.disp, scale);
            }
            case INDEX -> {
                buffer.put1(field | 4);
                sib(buffer, memory, 5);
                buffer.put4(memory.disp);
            }
            case LABEL -> {
                buffer.put1(field | 5);
                buffer.useLabel(memory.target, X64LabelUse.PC_REL32);
                buffer.put4(memory.disp - behind);
            }
            case SYMBOL -> {
                buffer.put1(field | 5);
                buffer.reloc(memory.relocKind, memory.target, memory.disp - 4L - behind);
                buffer.put4(0);
            }
            case ABSOLUTE -> {
                buffer.put2(field | 4 | 0x25 << 8);
                buffer.put4(memory.disp);
            }
        }
    }

    private static void base(CodeBuffer buffer, int field, int low, int disp, int scale) {
        int mod = mod(low, disp, scale);
        buffer.put1(mod << 6 | field | low);
        if (low == 4) {
            buffer.put1(0x24);
        }
        disp(buffer, mod, disp, scale);
    }

    /** The shortest form: rbp and r13 as base have none without displacement. */
    private static int mod(int lowBase, int disp, int scale) {
        if (disp == 0 && lowBase != 5) {
            return 0;
        }
        int units = disp >> scale;
        return units << scale == disp && units == (byte) units ? 1 : 2;
    }

    private static void sib(CodeBuffer buffer, Mem memory, int lowBase) {
        if (memory.index == Gpr.RSP) {
            throw new AsmException("rsp cannot be an index");
        }
        buffer.put1(memory.shift << 6 | (memory.index & 7) << 3 | lowBase);
    }

    private static void disp(CodeBuffer buffer, int mod, int disp, int scale) {
        if (mod == 1) {
            buffer.put1(disp >> scale);
        } else if (mod == 2) {
            buffer.put4(disp);
        }
    }

    // ---- control flow

    /** A jump to a label, 5 bytes; the buffer may simplify it. */
    public static void jmp(CodeBuffer buffer, int label) {
        int start = buffer.offset();
        buffer.put1(0xe9);
        buffer.useLabel(label, X64LabelUse.PC_REL32);
        buffer.put4(0);
        buffer.uncondBranch(start, label);
    }

    /** A conditional jump to a label, 6 bytes; the buffer may simplify it. */
    public static void jcc(CodeBuffer buffer, Cond cond, int label) {
        int start = buffer.offset();
        int code = 0x800f | cond.ordinal() << 8;
        buffer.put2(code);
        buffer.useLabel(label, X64LabelUse.PC_REL32);
        buffer.put4(0);
        buffer.condBranch(start, label, code ^ 0x100);
    }

    /** A call of a label. Records no call site: the caller says what it is. */
    public static void call(CodeBuffer buffer, int label) {
        buffer.put1(0xe8);
        buffer.useLabel(label, X64LabelUse.PC_REL32);
        buffer.put4(0);
    }

    /** A call of a symbol. Records no call site: the caller says what it is. */
    public static void callSymbol(CodeBuffer buffer, RelocKind kind, int symbol, long addend) {
        buffer.put1(0xe8);
        buffer.reloc(kind, symbol, addend - 4);
        buffer.put4(0);
    }

    /** A jump to a symbol (a tail call). */
    public static void jmpSymbol(CodeBuffer buffer, RelocKind kind, int symbol, long addend) {
        buffer.put1(0xe9);
        buffer.reloc(kind, symbol, addend - 4);
        buffer.put4(0);
    }

    /** Four bytes of a jump table: distance of the label from the table's start, which is at offset {@code table}. */
    public static void jumpTableEntry(CodeBuffer buffer, int table, int label) {
        int at = buffer.offset();
        buffer.data(4);
        buffer.useLabel(label, X64LabelUse.FIELD_REL32);
        buffer.put4(at - table);
    }
}
