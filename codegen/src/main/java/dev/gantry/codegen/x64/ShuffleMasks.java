package dev.gantry.codegen.x64;

/**
 * What the masks of shuffles say. A mask is 16 bytes in two words, byte 0 the lowest of the first: the byte of the two vectors
 * after each other that becomes byte i of the result, or 0x80 for zero.
 *
 * <p>Example: the mask of bytes 4, 5, 6, 7, … 19 takes bytes 4 to 15 of the first vector and 0 to 3 of the second; {@link
 * #consecutive} gives 4.
 */
final class ShuffleMasks {
    /** What is not so. */
    static final int NO = -1;

    private static final int ZERO = 0x80;

    private ShuffleMasks() {}

    /** Byte {@code i} of a mask. */
    static int byteAt(long lo, long hi, int i) {
        return (int) ((i < 8 ? lo : hi) >>> (8 * (i & 7))) & 0xff;
    }

    /** Half a mask with 0x80 for each byte above 15. */
    static long zeroMarks(long half) {
        long marked = 0;
        for (int shift = 0; shift < 64; shift += 8) {
            long index = half >>> shift & 0xff;
            marked |= (index > 15 ? ZERO : index) << shift;
        }
        return marked;
    }

    /** 0xff for each byte of half a mask below 16, else 0. */
    static long keptBytes(long half) {
        long kept = 0;
        for (int shift = 0; shift < 64; shift += 8) {
            kept |= (half >>> shift & 0xff) < 16 ? 0xffL << shift : 0;
        }
        return kept;
    }

    /** Number of the group of {@code size} bytes that group {@code i} of the result is, {@link #NO} if it is not a whole one. */
    private static int group(long lo, long hi, int size, int i) {
        int first = byteAt(lo, hi, size * i);
        for (int j = 0; j < size; j++) {
            if (byteAt(lo, hi, size * i + j) != first + j) {
                return NO;
            }
        }
        return first % size == 0 ? first / size : NO;
    }

    /** The immediate that moves four words within those from {@code first} on, as half a mask says. */
    static int wordIndices(long half, int first) {
        int imm = 0;
        for (int i = 0; i < 4; i++) {
            int word = group(half, 0, 2, i) - first;
            if (word < 0 || word > 3) {
                return NO;
            }
            imm |= word << (2 * i);
        }
        return imm;
    }

    /** The immediate that moves two doublewords of one vector, then two of another; 0 for the first vector, 1 for the second. */
    static int dwordIndices(long lo, long hi, int lowSource, int highSource) {
        int imm = 0;
        for (int i = 0; i < 4; i++) {
            int dword = group(lo, hi, 4, i);
            if (dword < 0 || dword >> 2 != (i < 2 ? lowSource : highSource)) {
                return NO;
            }
            imm |= (dword & 3) << (2 * i);
        }
        return imm;
    }

    /** From 1 to 15 the n for which each byte i is i + n, in as many bits as {@code bits} has. */
    static int consecutive(long lo, long hi, int bits) {
        int n = byteAt(lo, hi, 0);
        for (int i = 0; i < 16; i++) {
            if (byteAt(lo, hi, i) != (n + i & bits)) {
                return NO;
            }
        }
        return n >= 1 && n <= 15 ? n : NO;
    }

    /** The byte that all bytes of the result are. */
    static int broadcastIndex(long lo, long hi) {
        long everywhere = (lo & 0xff) * 0x0101010101010101L;
        return lo == everywhere && hi == everywhere ? (int) lo & 0xff : NO;
    }

    /** Whether the two bytes of each word of the result are those of a word, the higher one first. */
    static boolean swappedPairs(long lo, long hi) {
        for (int i = 0; i < 16; i += 2) {
            int low = byteAt(lo, hi, i + 1);
            if ((low & 1) != 0 || byteAt(lo, hi, i) != low + 1) {
                return false;
            }
        }
        return true;
    }

    /** From 1 to 15 the n for which each byte i is i + n, and the last n are zero. */
    static int shiftRight(long lo, long hi) {
        int n = byteAt(lo, hi, 0);
        for (int i = 0; i < 16; i++) {
            if (byteAt(lo, hi, i) != (i + n < 16 ? i + n : ZERO)) {
                return NO;
            }
        }
        return n >= 1 ? n : NO;
    }

    /** From 1 to 15 the n for which each byte i is i - n, and the first n are zero. */
    static int shiftLeft(long lo, long hi) {
        int n = 15 - byteAt(lo, hi, 15);
        for (int i = 0; i < 16; i++) {
            if (byteAt(lo, hi, i) != (i < n ? ZERO : i - n)) {
                return NO;
            }
        }
        return n >= 1 && n <= 15 ? n : NO;
    }

    /** Whether each byte stays where it is, comes from the same place of the other vector, or is zero. */
    static boolean inPlace(long lo, long hi) {
        for (int i = 0; i < 16; i++) {
            int index = byteAt(lo, hi, i);
            if ((index & ZERO) == 0 && (index & 15) != i) {
                return false;
            }
        }
        return true;
    }

    /** Which groups of {@code size} bytes come from the second vector, bit by bit, if all stay in their places and are whole. */
    static int blend(long lo, long hi, int size) {
        int imm = 0;
        int groups = 16 / size;
        for (int i = 0; i < groups; i++) {
            int group = group(lo, hi, size, i);
            if (group < 0 || group % groups != i) {
                return NO;
            }
            imm |= group >= groups ? 1 << i : 0;
        }
        return imm;
    }
}
