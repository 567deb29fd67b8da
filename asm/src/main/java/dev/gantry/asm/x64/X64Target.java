package dev.gantry.asm.x64;

import dev.gantry.asm.CodeBuffer;
import dev.gantry.asm.CodeTarget;

/** What a {@link CodeBuffer} must know of x86-64. */
public final class X64Target implements CodeTarget {
    /** The one instance. */
    public static final X64Target INSTANCE = new X64Target();

    /** The recommended no-ops of 1 to 9 bytes, one after the other. */
    private static final byte[] NOPS = {
        (byte) 0x90,
        0x66,
        (byte) 0x90,
        0x0f,
        0x1f,
        0x00,
        0x0f,
        0x1f,
        0x40,
        0x00,
        0x0f,
        0x1f,
        0x44,
        0x00,
        0x00,
        0x66,
        0x0f,
        0x1f,
        0x44,
        0x00,
        0x00,
        0x0f,
        0x1f,
        (byte) 0x80,
        0x00,
        0x00,
        0x00,
        0x00,
        0x0f,
        0x1f,
        (byte) 0x84,
        0x00,
        0x00,
        0x00,
        0x00,
        0x00,
        0x66,
        0x0f,
        0x1f,
        (byte) 0x84,
        0x00,
        0x00,
        0x00,
        0x00,
        0x00
    };

    private X64Target() {}

    /** A new buffer for x86-64 code. */
    public static CodeBuffer newBuffer() {
        return new CodeBuffer(INSTANCE);
    }

    @Override
    public int instructionAlign() {
        return 1;
    }

    @Override
    public int trapSize() {
        return 2;
    }

    @Override
    public void writeTrap(CodeBuffer buffer) {
        buffer.put2(0x0b0f);
    }

    @Override
    public void writeNops(CodeBuffer buffer, int length) {
        int rest = length;
        while (rest > 0) {
            int step = Math.min(rest, 9);
            buffer.putBytes(NOPS, step * (step - 1) / 2, step);
            rest -= step;
        }
    }
}
