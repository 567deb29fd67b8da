package dev.gantry.fuzz.generate;

import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.Opcode;
import java.util.Random;

/** Masks of shuffles: any, and those with a pattern that a back end may have an instruction for. */
final class Shuffles {
    private Shuffles() {}

    static InstData any(int x, int y, Random random) {
        int[] mask = new int[16];
        switch (random.nextInt(8)) {
            case 0 -> bytes(mask, random);
            case 1 -> rotated(mask, random);
            case 2 -> interleaved(mask, random);
            case 3 -> units(mask, 8, random);
            case 4, 5 -> units(mask, 4, random);
            case 6 -> units(mask, 2, random);
            default -> blended(mask, random);
        }
        int second = random.nextInt(4) == 0 ? x : y;
        return new InstData.Shuffle(Opcode.SHUFFLE, x, second, pack(mask, 0), pack(mask, 8));
    }

    private static long pack(int[] mask, int from) {
        long packed = 0;
        for (int i = 7; i >= 0; i--) {
            packed = packed << 8 | mask[from + i];
        }
        return packed;
    }

    private static void bytes(int[] mask, Random random) {
        for (int i = 0; i < 16; i++) {
            mask[i] = random.nextInt(32);
        }
    }

    /** Sixteen bytes in a row of both operands. */
    private static void rotated(int[] mask, Random random) {
        int by = random.nextInt(32);
        for (int i = 0; i < 16; i++) {
            mask[i] = i + by & 31;
        }
    }

    /** The low or high halves in turn, by units of one to eight bytes. */
    private static void interleaved(int[] mask, Random random) {
        int unit = 1 << random.nextInt(4);
        int half = random.nextBoolean() ? 0 : 8;
        boolean swap = random.nextBoolean();
        for (int i = 0; i < 16; i++) {
            int number = i / unit;
            boolean second = (number & 1) != 0 != swap;
            mask[i] = half + number / 2 * unit + i % unit + (second ? 16 : 0);
        }
    }

    /** Whole units from one operand or both; sometimes the same everywhere. */
    private static void units(int[] mask, int unit, Random random) {
        int range = random.nextBoolean() ? 16 : 32;
        boolean same = random.nextInt(4) == 0;
        int from = 0;
        for (int i = 0; i < 16; i++) {
            if (i % unit == 0 && (i == 0 || !same)) {
                from = random.nextInt(range / unit) * unit;
            }
            mask[i] = from + i % unit;
        }
    }

    /** Every unit from its own place in either operand. */
    private static void blended(int[] mask, Random random) {
        int unit = 1 << random.nextInt(4);
        int second = 0;
        for (int i = 0; i < 16; i++) {
            if (i % unit == 0) {
                second = random.nextBoolean() ? 16 : 0;
            }
            mask[i] = i + second;
        }
    }
}
