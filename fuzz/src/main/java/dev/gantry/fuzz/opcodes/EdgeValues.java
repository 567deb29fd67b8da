package dev.gantry.fuzz.opcodes;

import dev.gantry.clif.ir.Type;
import dev.gantry.clif.text.DataValue;
import java.util.Random;

/** Values of every type, mostly those at which something changes: zero, one, least, greatest, powers of two, infinities, NaNs, subnormals. */
public final class EdgeValues {
    private EdgeValues() {}

    /** One value; of a vector, each lane by itself, or all the same. */
    public static DataValue of(Type type, Random random) {
        byte[] bytes = new byte[type.bytes()];
        int size = type.laneBits() / 8;
        boolean same = random.nextInt(4) == 0;
        for (int at = 0; at < bytes.length; at += size) {
            if (at > 0 && same) {
                System.arraycopy(bytes, 0, bytes, at, size);
            } else if (type.hasFloatLanes()) {
                floating(bytes, at, size, random);
            } else {
                integer(bytes, at, size, random);
            }
        }
        return new DataValue(type, bytes);
    }

    private static void put(byte[] bytes, int at, int size, long lo, long hi) {
        for (int i = 0; i < size; i++) {
            bytes[at + i] = (byte) ((i < 8 ? lo : hi) >>> (8 * (i & 7)));
        }
    }

    private static void integer(byte[] bytes, int at, int size, Random random) {
        int bit = random.nextInt(8 * size);
        long lo = bit < 64 ? 1L << bit : 0;
        long hi = bit < 64 ? 0 : 1L << bit;
        switch (random.nextInt(10)) {
            case 0 -> put(bytes, at, size, 0, 0);
            case 1 -> {
                long small = random.nextInt(18) - 2;
                put(bytes, at, size, small, small >> 63);
            }
            case 2 -> put(bytes, at, size, -1, -1);
            // The least and the greatest signed number.
            case 3 -> {
                put(bytes, at, size, 0, 0);
                bytes[at + size - 1] = (byte) 0x80;
            }
            case 4 -> {
                put(bytes, at, size, -1, -1);
                bytes[at + size - 1] = 0x7f;
            }
            case 5 -> put(bytes, at, size, lo, hi);
            case 6 -> put(bytes, at, size, lo - 1, lo == 0 ? hi - 1 : 0);
            case 7 -> put(bytes, at, size, -lo, lo == 0 ? -hi : -1);
            // Half of it only: what a test of both halves has to see.
            case 8 -> {
                put(bytes, at, size, random.nextLong(), random.nextLong());
                int from = random.nextBoolean() ? at : at + size / 2;
                for (int i = 0; i < size / 2; i++) {
                    bytes[from + i] = 0;
                }
            }
            default -> put(bytes, at, size, random.nextLong(), random.nextLong());
        }
    }

    private static void floating(byte[] bytes, int at, int size, Random random) {
        int exponentBits = size == 2 ? 5 : size == 4 ? 8 : size == 8 ? 11 : 15;
        int bias = (1 << exponentBits - 1) - 1;
        int most = (1 << exponentBits) - 1;
        boolean blank = random.nextInt(3) > 0;
        long lo = blank ? 0 : random.nextLong();
        long hi = blank ? 0 : random.nextLong();
        int exponent =
                switch (random.nextInt(12)) {
                    // Zeros and subnormals; infinities and NaNs; the greatest and the least normal numbers.
                    case 0, 1 -> 0;
                    case 2 -> most;
                    case 3 -> most - 1;
                    case 4 -> 1;
                    case 5, 6 -> bias;
                    // About the ranges of integers.
                    case 7 -> bias + random.nextInt(Math.min(bias, 130));
                    case 8 -> bias + 6 + (8 << random.nextInt(4)) - random.nextInt(9);
                    case 9 -> bias - random.nextInt(Math.min(bias, 60));
                    default -> random.nextInt(most + 1);
                };
        if (random.nextInt(3) == 0) {
            // A fraction with few bits at either end: halves and ties, and the last place.
            int fractionBits = 8 * size - 1 - exponentBits;
            int bit = random.nextBoolean()
                    ? random.nextInt(Math.min(4, fractionBits))
                    : fractionBits - 1 - random.nextInt(Math.min(10, fractionBits));
            lo = bit < 64 ? 1L << bit : 0;
            hi = bit < 64 ? 0 : 1L << bit;
        } else if (random.nextInt(6) == 0) {
            lo = -1;
            hi = -1;
        }
        put(bytes, at, size, lo, hi);
        setExponent(bytes, at, size, exponentBits, Math.max(0, Math.min(most, exponent)));
        bytes[at + size - 1] = (byte) (bytes[at + size - 1] & 0x7f | (random.nextBoolean() ? 0x80 : 0));
    }

    private static void setExponent(byte[] bytes, int at, int size, int exponentBits, int exponent) {
        int from = 8 * size - 1 - exponentBits;
        for (int i = 0; i < exponentBits; i++) {
            int bit = from + i;
            int mask = 1 << (bit & 7);
            int index = at + bit / 8;
            boolean set = (exponent >> i & 1) != 0;
            bytes[index] = (byte) (set ? bytes[index] | mask : bytes[index] & ~mask);
        }
    }
}
