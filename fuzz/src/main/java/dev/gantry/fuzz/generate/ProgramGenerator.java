package dev.gantry.fuzz.generate;

import dev.gantry.clif.ir.AbiParam;
import dev.gantry.clif.ir.CallConv;
import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.Signature;
import dev.gantry.clif.ir.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes random programs: a few functions of random signatures, each of which may call those before it, and a main function that calls some of them with values from the edges of
 * their types and mixes all results, and all memory that it lent them, into its own two.
 */
public final class ProgramGenerator {
    private static final Type[] FOUR = {Type.I64, Type.I64, Type.I64, Type.I64};
    /** The signature of every main function. */
    public static final Signature MAIN = Signature.of(CallConv.FAST, List.of(FOUR), List.of(Type.I64, Type.I64));

    private final Menu menu;
    private final Conventions conventions;
    private final Statistics statistics = new Statistics();

    /** A generator of programs from a menu, of functions of these conventions. */
    public ProgramGenerator(Menu menu, Conventions conventions) {
        this.menu = menu;
        this.conventions = conventions;
    }

    /** What was generated up to now. */
    public Statistics statistics() {
        return statistics;
    }

    /** The program of a seed. Takes time in proportion to its size. */
    public Program generate(long seed) {
        Random random = new Random(seed * 0x9e3779b97f4a7c15L);
        List<Head> heads = new ArrayList<>();
        List<Function> functions = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            Head head = head(i, heads, random);
            functions.add(new FunctionGenerator(random, menu, head, heads, statistics).generate(operations(random)));
            heads.add(head);
        }
        functions.add(new MainGenerator(random, menu, heads, statistics).generate());
        statistics.programs++;
        return new Program(seed, functions, false);
    }

    private static int operations(Random random) {
        return switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> 1 + random.nextInt(8);
            case 4, 5, 6, 7, 8 -> 10 + random.nextInt(30);
            case 15 -> 150 + random.nextInt(400);
            default -> 40 + random.nextInt(80);
        };
    }

    private Head head(int number, List<Head> heads, Random random) {
        CallConv convention = conventions.pick(random);
        List<AbiParam> params = new ArrayList<>();
        boolean pointer = random.nextInt(3) == 0;
        if (pointer) {
            params.add(AbiParam.of(Type.I64));
        }
        int paramCount = random.nextInt(random.nextInt(6) == 0 ? 24 : 9);
        params.addAll(conventions.params(convention, paramCount, random));
        List<AbiParam> results = null;
        if (convention == CallConv.TAIL && !heads.isEmpty() && random.nextInt(3) > 0) {
            Head before = heads.get(random.nextInt(heads.size()));
            results = before.isTail() ? before.signature().results() : null;
        }
        if (results == null) {
            results = conventions.results(convention, random.nextInt(random.nextInt(8) == 0 ? 14 : 5), random);
        }
        ExternalName name = new ExternalName.TestCase("f" + number);
        return new Head(name, new Signature(params, results, convention), pointer, false);
    }
}
