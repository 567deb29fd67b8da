package dev.gantry.codegen.x64;

/** Byte strings of the constant pool as two words of 64 bits, padded with zeros. */
final class ConstantBytes {
    private ConstantBytes() {}

    /** The first eight bytes. */
    static long low(byte[] data) {
        return word(data, 0);
    }

    /** The bytes from the ninth on. */
    static long high(byte[] data) {
        return word(data, 8);
    }

    private static long word(byte[] data, int from) {
        long word = 0;
        for (int i = Math.min(data.length, from + 8) - 1; i >= from; i--) {
            word = word << 8 | data[i] & 0xff;
        }
        return word;
    }

    /** Whether all bits of so many bytes are zero, or all are one. */
    static boolean isUniform(long low, long high, int bytes) {
        long lowMask = bytes >= 8 ? -1L : (1L << (8 * bytes)) - 1;
        long highMask = bytes > 8 ? -1L : 0;
        boolean zero = (low & lowMask) == 0 && (high & highMask) == 0;
        return zero || ((low & lowMask) == lowMask && (high & highMask) == highMask);
    }
}
