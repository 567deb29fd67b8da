package dev.gantry.asm.x64;

import org.jspecify.annotations.Nullable;

/**
 * Reads one instruction: the table backwards. Understands exactly what {@link Encoder} writes; redundant prefixes and
 * forms without a row are unknown to it.
 *
 * <p>After {@link #decode} the fields describe the instruction: the row, the register of each operand, the memory operand,
 * the immediate.
 */
final class Decoder {
    /** No base or index register. */
    static final int NONE = -1;
    /** The base is the instruction pointer. */
    static final int RIP = 16;

    private final DecodeIndex index = new DecodeIndex();

    @Nullable
    Op op;

    final int[] register = new int[6];
    boolean isMemory;
    int base;
    int indexRegister;
    int scale;
    int disp;
    int segment;
    long immediate;

    private byte[] code = new byte[0];
    private int at;
    private int limit;
    private boolean has66;
    private boolean hasLock;
    private int repeat;
    private int rex;
    private boolean vex;
    private boolean evex;
    private int vexPp;
    private boolean vexL;
    private int vvvv;
    private int map;
    private int opcode;

    /**
     * Decodes the instruction at {@code offset}.
     *
     * @return its length, 0 if it is unknown or does not end before {@code end}
     */
    int decode(byte[] bytes, int offset, int end) {
        code = bytes;
        at = offset;
        limit = end;
        op = null;
        prefixes();
        opcode();
        int behindOpcode = at;
        for (int link = index.first(DecodeIndex.key(evex ? 2 : vex ? 1 : 0, map, opcode));
                link != 0;
                link = index.next(link)) {
            at = behindOpcode;
            Op row = index.op(link);
            if (prefixesFit(row.encoding) && modRmFits(row)) {
                op = row;
                operands(row);
                return at <= limit ? at - offset : 0;
            }
        }
        return 0;
    }

    private int next() {
        int i = at++;
        return i < limit ? code[i] & 0xff : 0;
    }

    private int peek() {
        return at < limit ? code[at] & 0xff : 0;
    }

    private void prefixes() {
        has66 = false;
        hasLock = false;
        repeat = 0;
        segment = 0;
        rex = 0;
        boolean more = true;
        while (more) {
            int b = peek();
            switch (b) {
                case 0x66 -> has66 = true;
                case 0xf0 -> hasLock = true;
                case 0xf2, 0xf3 -> repeat = b;
                case 0x64, 0x65 -> segment = b;
                default -> more = false;
            }
            if (more) {
                at++;
            }
        }
        if ((peek() & 0xf0) == 0x40) {
            rex = next();
        }
    }

    private void opcode() {
        int b = next();
        evex = b == 0x62;
        vex = evex || b == 0xc4 || b == 0xc5;
        map = 0;
        if (evex) {
            evexPrefix();
            b = next();
        } else if (vex) {
            vexPrefix(b == 0xc4);
            b = next();
        } else if (b == 0x0f) {
            map = 1;
            b = next();
            if (b == 0x38 || b == 0x3a) {
                map = b == 0x38 ? 2 : 3;
                b = next();
            }
        }
        opcode = b;
    }

    private void vexPrefix(boolean three) {
        int b = next();
        rex = (~b >> 5) & 4;
        map = 1;
        if (three) {
            rex |= (~b >> 5) & 3;
            map = b & 3;
            b = next();
            rex |= (b >> 4) & 8;
        }
        vvvv = (~b >> 3) & 15;
        vexL = (b & 4) != 0;
        vexPp = b & 3;
    }

    /** Masks, broadcasts and upper registers have no rows: such an instruction gets a map that has none either. */
    private void evexPrefix() {
        int b = next();
        rex = (~b >> 5) & 7;
        boolean known = (b & 0x1c) == 0x10;
        map = b & 3;
        b = next();
        known &= (b & 4) != 0;
        rex |= (b >> 4) & 8;
        vvvv = (~b >> 3) & 15;
        vexPp = b & 3;
        b = next();
        known &= (b & ~0x20) == 8;
        vexL = (b & 0x20) != 0;
        map = known ? map : 0;
    }

    private boolean prefixesFit(long e) {
        int pp = (int) (e >>> Op.PP_SHIFT) & 3;
        boolean wFits = (e & Op.W_IGNORED) != 0 || ((e & Op.REX_W) != 0) == ((rex & 8) != 0);
        if (vex) {
            return wFits && pp == vexPp && ((e & Op.L_IGNORED) != 0 || ((e & Op.VEX_L) != 0) == vexL);
        }
        int wantRepeat = pp == 2 ? 0xf3 : pp == 3 ? 0xf2 : 0;
        boolean want66 = pp == 1 || (e & Op.OPSIZE) != 0;
        return wFits && want66 == has66 && wantRepeat == repeat && ((e & Op.LOCK) != 0) == hasLock;
    }

    private boolean modRmFits(Op row) {
        long e = row.encoding;
        if ((e & Op.FIXED_MODRM) != 0) {
            return next() == ((int) (e >>> Op.FIXED_MODRM_SHIFT) & 0xff);
        }
        if ((e & Op.MODRM) == 0) {
            return true;
        }
        int modRm = peek();
        if ((e & Op.DIGIT) != 0 && ((modRm >> 3) & 7) != ((int) (e >>> Op.DIGIT_SHIFT) & 7)) {
            return false;
        }
        OperandKind kind = row.operandKind(row.slot(Op.RM_SLOT));
        boolean memory = modRm < 0xc0;
        return memory ? kind.mayBeMemory() : kind != OperandKind.MEM;
    }

    private void operands(Op row) {
        long e = row.encoding;
        isMemory = false;
        for (int i = 0; i < row.operandCount(); i++) {
            register[i] = row.fixedReg(i);
        }
        if ((e & Op.PLUS_REG) != 0) {
            register[row.slot(Op.RM_SLOT)] = (opcode & 7) | (rex & 1) << 3;
        }
        if ((e & Op.MODRM) != 0) {
            modRm(row, Op.dispScale(e));
        }
        if (row.slot(Op.VVVV_SLOT) != Op.NO_SLOT) {
            register[row.slot(Op.VVVV_SLOT)] = vvvv;
        }
        immediate = immediate((int) (e >>> Op.IMM_SIZE) & 15);
        if (row.slot(Op.IS4_SLOT) != Op.NO_SLOT) {
            register[row.slot(Op.IS4_SLOT)] = (int) (immediate >> 4) & 15;
        }
    }

    private void modRm(Op row, int dispScale) {
        int modRm = next();
        int mod = modRm >> 6;
        int low = modRm & 7;
        if (row.slot(Op.REG_SLOT) != Op.NO_SLOT) {
            register[row.slot(Op.REG_SLOT)] = (modRm >> 3 & 7) | (rex & 4) << 1;
        }
        if (mod == 3) {
            register[row.slot(Op.RM_SLOT)] = low | (rex & 1) << 3;
            return;
        }
        isMemory = true;
        indexRegister = NONE;
        scale = 1;
        base = low | (rex & 1) << 3;
        if (low == 4) {
            sib(mod);
        } else if (low == 5 && mod == 0) {
            base = RIP;
        }
        boolean wide = mod == 2 || (mod == 0 && (base == RIP || base == NONE));
        disp = wide ? (int) immediate(4) : mod == 1 ? (byte) next() << dispScale : 0;
    }

    private void sib(int mod) {
        int sib = next();
        indexRegister = (sib >> 3 & 7) | (rex & 2) << 2;
        if (indexRegister == Gpr.RSP) {
            indexRegister = NONE;
        }
        scale = 1 << (sib >> 6);
        base = (sib & 7) == 5 && mod == 0 ? NONE : (sib & 7) | (rex & 1) << 3;
    }

    private long immediate(int size) {
        long value = 0;
        for (int i = 0; i < size; i++) {
            value |= (long) next() << (i * 8);
        }
        int unused = 64 - size * 8;
        return size == 0 ? 0 : value << unused >> unused;
    }
}
