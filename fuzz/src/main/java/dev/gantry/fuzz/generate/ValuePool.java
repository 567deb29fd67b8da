package dev.gantry.fuzz.generate;

import dev.gantry.clif.ir.Type;
import java.util.Arrays;
import java.util.Random;

/** The values that dominate the place being written, newest last, and of each type by itself. Every operation takes constant time. */
final class ValuePool {
    private int[] values = new int[64];
    private short[] types = new short[64];
    private int count;
    private final int[][] byType = new int[Type.ID_LIMIT][];
    private final int[] typeCount = new int[Type.ID_LIMIT];

    void add(int value, Type type) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
            types = Arrays.copyOf(types, 2 * count);
        }
        values[count] = value;
        types[count++] = (short) type.id();
        int[] list = byType[type.id()];
        int n = typeCount[type.id()]++;
        if (list == null) {
            list = new int[8];
        } else if (n == list.length) {
            list = Arrays.copyOf(list, 2 * n);
        }
        list[n] = value;
        byType[type.id()] = list;
    }

    /** How many there are: to be given to {@link #release}. */
    int mark() {
        return count;
    }

    /** Forgets what was added since the mark. */
    void release(int mark) {
        while (count > mark) {
            typeCount[types[--count]]--;
        }
    }

    boolean has(Type type) {
        return typeCount[type.id()] > 0;
    }

    /** A value of a type, in half of all cases the newest or nearly so; -1 if there is none. */
    int pick(Type type, Random random) {
        int n = typeCount[type.id()];
        int[] list = byType[type.id()];
        if (n == 0 || list == null) {
            return -1;
        }
        int back = random.nextInt(2) == 0 ? random.nextInt(n) : Math.min(n - 1, random.nextInt(3) * random.nextInt(2));
        return list[n - 1 - back];
    }

    /** The type of some value. */
    Type anyType(Random random) {
        return Type.ofId(types[random.nextInt(count)]);
    }

    boolean isEmpty() {
        return count == 0;
    }
}
