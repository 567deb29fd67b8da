package dev.gantry.asm.x64;

import dev.gantry.asm.AsmException;
import dev.gantry.asm.CodeBuffer;
import dev.gantry.asm.LabelUse;

/** How x86-64 code and its jump tables refer to labels: always by 32 bits, so that no veneer is ever needed. */
public enum X64LabelUse implements LabelUse {
    /** 4 bytes: target minus the offset behind the field, plus what the field holds before (0, or an addend). */
    PC_REL32 {
        @Override
        public void patch(byte[] code, int offset, int target) {
            add4(code, offset, target - (offset + 4));
        }
    },
    /** 4 bytes: target minus the offset of the field, plus what the field holds before: for jump tables, see {@link Encoder#jumpTableEntry}. */
    FIELD_REL32 {
        @Override
        public void patch(byte[] code, int offset, int target) {
            add4(code, offset, target - offset);
        }
    };

    private static void add4(byte[] code, int at, int value) {
        int old = (code[at] & 0xff) | (code[at + 1] & 0xff) << 8 | (code[at + 2] & 0xff) << 16 | code[at + 3] << 24;
        int sum = old + value;
        code[at] = (byte) sum;
        code[at + 1] = (byte) (sum >> 8);
        code[at + 2] = (byte) (sum >> 16);
        code[at + 3] = (byte) (sum >> 24);
    }

    @Override
    public int maxForward() {
        return Integer.MAX_VALUE;
    }

    @Override
    public int maxBackward() {
        return Integer.MAX_VALUE;
    }

    @Override
    public int patchSize() {
        return 4;
    }

    @Override
    public boolean supportsVeneer() {
        return false;
    }

    @Override
    public int veneerSize() {
        return 0;
    }

    @Override
    public LabelUse writeVeneer(CodeBuffer buffer) {
        throw new AsmException("x86-64 needs no veneers");
    }

    @Override
    public int veneerFieldOffset() {
        return 0;
    }
}
