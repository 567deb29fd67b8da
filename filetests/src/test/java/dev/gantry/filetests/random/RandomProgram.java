package dev.gantry.filetests.random;

import dev.gantry.clif.ir.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The text of a random program: a few functions, each of which may call those before it. The last one is to be run. */
final class RandomProgram {
    /** What other functions must know to call one. */
    record Head(String name, List<Type> params, List<Type> results, String conv) {
        String signature() {
            return "(" + types(params) + ") -> " + types(results) + " " + conv;
        }
    }

    private static final String[] CONVS = {"fast", "system_v", "tail"};

    private RandomProgram() {}

    static String generate(long seed) {
        Random random = new Random(seed);
        List<Head> heads = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            String conv = CONVS[random.nextInt(CONVS.length)];
            Head tailCallee = tailCallee(heads, conv, random);
            List<Type> results = tailCallee == null ? types(random, 1 + random.nextInt(6)) : tailCallee.results();
            Head head = new Head("%f" + i, types(random, random.nextInt(12)), results, conv);
            RandomFunction function = new RandomFunction(random, head, heads);
            text.append(function.generate(tailCallee));
            heads.add(head);
        }
        return text.toString();
    }

    private static @Nullable Head tailCallee(List<Head> heads, String conv, Random random) {
        if (!conv.equals("tail") || heads.isEmpty() || random.nextBoolean()) {
            return null;
        }
        Head head = heads.get(random.nextInt(heads.size()));
        return head.conv().equals("tail") ? head : null;
    }

    private static List<Type> types(Random random, int count) {
        List<Type> types = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            types.add(RandomFunction.anyType(random));
        }
        return types;
    }

    static String types(List<Type> types) {
        StringBuilder out = new StringBuilder();
        for (Type type : types) {
            out.append(out.isEmpty() ? "" : ", ").append(type);
        }
        return out.toString();
    }

    /** A value of a type as its bits, with the unusual ones more likely. */
    static long value(Random random, Type type) {
        if (type.isFloat()) {
            return floatValue(random, type);
        }
        int bits = type.bits();
        long value =
                switch (random.nextInt(8)) {
                    case 0 -> 0;
                    case 1 -> random.nextInt(10);
                    case 2 -> -1 - random.nextInt(3);
                    case 3 -> 1L << random.nextInt(bits);
                    case 4 -> (1L << bits - 1) - random.nextInt(2);
                    case 5 -> (1L << random.nextInt(bits)) - 1;
                    default -> random.nextLong();
                };
        return value & Scalars.mask(type);
    }

    private static long floatValue(Random random, Type type) {
        double value =
                switch (random.nextInt(12)) {
                    case 0 -> 0;
                    case 1 -> -0.0;
                    case 2 -> random.nextInt(20) - 10;
                    case 3 -> (random.nextInt(200) - 100) / 8.0;
                    case 4 -> Math.scalb(random.nextBoolean() ? 1.0 : -1.0, random.nextInt(70));
                    case 5 -> random.nextBoolean() ? Double.POSITIVE_INFINITY : Double.NaN;
                    case 6 -> Double.MIN_VALUE * random.nextInt(100);
                    case 7 -> Float.MIN_VALUE * random.nextInt(100);
                    default -> random.nextGaussian() * Math.scalb(1.0, random.nextInt(40) - 5);
                };
        return type == Type.F32
                ? Float.floatToRawIntBits((float) value) & 0xffffffffL
                : Double.doubleToRawLongBits(value);
    }
}
