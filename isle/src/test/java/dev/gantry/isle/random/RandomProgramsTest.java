package dev.gantry.isle.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.isle.GeneratedFile;
import dev.gantry.isle.Isle;
import dev.gantry.isle.IsleException;
import dev.gantry.isle.JavaRunner;
import dev.gantry.isle.Options;
import dev.gantry.isle.sema.Checker;
import dev.gantry.isle.sema.Program;
import dev.gantry.isle.sema.Term;
import dev.gantry.isle.syntax.Diagnostic;
import dev.gantry.isle.syntax.Diagnostics;
import dev.gantry.isle.syntax.Parser;
import dev.gantry.isle.syntax.Source;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random programs give the same results, and have the same effects, compiled and interpreted. More with {@code -Disle.programs=N}. */
class RandomProgramsTest {
    private static final int PROGRAMS = Integer.getInteger("isle.programs", 60);
    private static final long SEED = Long.getLong("isle.seed", 1);
    private static final int CALLS = 60;

    @TempDir
    Path dir;

    private record Case(long seed, String text, Program program, String packageName) {}

    @Test
    void compiledAndInterpretedAgree() throws Exception {
        List<Case> cases = new ArrayList<>();
        List<GeneratedFile> files = new ArrayList<>();
        for (int i = 0; i < PROGRAMS; i++) {
            long seed = SEED * 1_000_000 + i;
            Options options = new Options(
                            "random" + i,
                            "Rules",
                            "dev.gantry.isle.random.RandomContext",
                            List.of(
                                    "dev.gantry.isle.random.RandomContext.*",
                                    "static:dev.gantry.isle.random.RandomContext.*"))
                    .withSinks(Map.of("int", "IntSink"))
                    .withMethodBytes(i % 3 == 0 ? 500 : i % 3 == 1 ? 150 : 60);
            String text = valid(seed, options, files);
            Diagnostics none = new Diagnostics();
            Program program = Checker.check(Parser.parse(new Source("random", text), none), none);
            cases.add(new Case(seed, text, program, "random" + i));
        }
        ClassLoader loader = JavaRunner.load(files, dir);
        int results = 0;
        for (Case c : cases) {
            results += compare(c, loader.loadClass(c.packageName() + ".Rules"));
        }
        assertThat(results).as("calls that gave a result").isGreaterThan(PROGRAMS * CALLS / 4);
    }

    /** A program without the rules that the compiler refuses for overlap or as unreachable. */
    private static String valid(long seed, Options options, List<GeneratedFile> files) {
        List<String> defs = new ProgramGenerator(seed).generate();
        while (true) {
            StringBuilder text = new StringBuilder(RandomContext.DECLS);
            int first = (int) RandomContext.DECLS.lines().count() + 1;
            defs.forEach(d -> text.append(d).append('\n'));
            try {
                files.addAll(Isle.compile(List.of(new Source("random", text.toString())), options));
                return text.toString();
            } catch (IsleException e) {
                Set<String> refused = new HashSet<>();
                for (Diagnostic d : e.diagnostics()) {
                    String def = defs.get(d.pos().line() - first);
                    boolean known = d.message().contains("overlap")
                            || d.message().contains("never match")
                            || d.message().contains("has no constructor");
                    if (!known || !def.startsWith("(rule")) {
                        throw new AssertionError("seed " + seed + "\n" + text, e);
                    }
                    refused.add(def);
                }
                defs = new ArrayList<>(defs);
                defs.removeAll(refused);
            }
        }
    }

    private static int compare(Case c, Class<?> rules) throws Exception {
        Random random = new Random(c.seed());
        int results = 0;
        for (Term term : c.program().terms()) {
            if (!(term.constructor() instanceof Term.Constructor.Internal)) {
                continue;
            }
            Method method = null;
            for (Method m : rules.getMethods()) {
                method = m.getName().equals(term.name()) ? m : method;
            }
            for (int i = 0; i < CALLS; i++) {
                List<Object> args = new ArrayList<>();
                for (int a = 0; a < term.args().size(); a++) {
                    args.add(value(term.args().get(a).name(), random, 2));
                }
                RandomContext expectedContext = new RandomContext();
                List<Object> expected;
                try {
                    expected = interpret(c, term, args, expectedContext);
                } catch (Interpreter.OutOfFuel e) {
                    continue;
                }
                RandomContext actualContext = new RandomContext();
                List<Object> actual = call(method, term, args, actualContext);
                if (term.multi()) {
                    sort(expected, actual, expectedContext.log, actualContext.log);
                }
                results += expected.isEmpty() ? 0 : 1;
                String what = "seed " + c.seed() + ", " + term + args + "\n" + c.text();
                assertThat(actual).as(what).isEqualTo(expected);
                assertThat(actualContext.log).as(what).isEqualTo(expectedContext.log);
                assertThat(actualContext.openSinks()).as(what).isZero();
            }
        }
        return results;
    }

    @SafeVarargs
    private static void sort(List<? extends Object>... lists) {
        for (List<? extends Object> list : lists) {
            list.sort((a, b) -> a.toString().compareTo(b.toString()));
        }
    }

    private static List<Object> interpret(Case c, Term term, List<Object> args, RandomContext ctx) {
        try {
            return new Interpreter(c.program(), ctx).run(term, args);
        } catch (RandomContext.NoRule e) {
            return new ArrayList<>(List.of("no rule of " + e.getMessage()));
        }
    }

    private static List<Object> call(Method method, Term term, List<Object> args, RandomContext ctx) throws Exception {
        List<Object> all = new ArrayList<>(args);
        all.add(0, ctx);
        RandomContext.IntSink sink = new RandomContext.IntSink();
        if (term.multi()) {
            all.add(sink);
        }
        Object answer;
        try {
            answer = method.invoke(null, all.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RandomContext.NoRule n) {
                return new ArrayList<>(List.of("no rule of " + n.getMessage()));
            }
            throw e;
        }
        if (term.multi()) {
            return new ArrayList<>(sink.values);
        }
        boolean failed = term.partial()
                && switch (term.result().javaKind()) {
                    case INT -> (Integer) answer == Integer.MIN_VALUE;
                    case REFERENCE -> answer == null;
                    default -> ctx.failed;
                };
        return failed ? new ArrayList<>() : new ArrayList<>(List.of(answer));
    }

    private static Object value(String type, Random random, int depth) {
        return switch (type) {
            case "int" -> random.nextInt(6) - 1;
            case "long" -> random.nextInt(5) == 0 ? RandomContext.BIG : (long) random.nextInt(6) - 1;
            case "byte" -> (byte) random.nextInt(4);
            case "bool" -> random.nextBoolean();
            case "Ref" -> new RandomContext.Ref(random.nextInt(4));
            case "U" -> RandomContext.U.values()[random.nextInt(3)];
            case "S" -> new RandomContext.S(random.nextInt(4), new RandomContext.Ref(random.nextInt(4)));
            default ->
                switch (depth == 0 ? 0 : random.nextInt(4)) {
                    case 0 -> new RandomContext.E.None();
                    case 1 -> new RandomContext.E.One(random.nextInt(4));
                    case 2 ->
                        new RandomContext.E.Two(
                                (RandomContext.E) value("E", random, depth - 1),
                                RandomContext.U.values()[random.nextInt(3)]);
                    default -> new RandomContext.E.Wide(random.nextInt(4), random.nextBoolean());
                };
        };
    }
}
