package dev.gantry.isle.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes random well-typed rules over the external terms of {@link RandomContext}. */
final class ProgramGenerator {
    record Sig(String name, List<String> args, String result, boolean pure, boolean partial, boolean multi) {}

    private record Var(String name, String type) {}

    private static final List<String> TYPES =
            List.of("int", "int", "int", "long", "bool", "Ref", "U", "E", "S", "byte");

    private static final List<Sig> EXTRACTORS = List.of(
            sig("even", "int", "int"),
            sig("lhalf", "long", "long"),
            sig("unref", "Ref", "int"),
            sig("is_small", "int"),
            sig("split", "int", "int", "long", "bool", "int"),
            sig("refs", "int", "Ref", "int", "Ref", "byte"),
            sig("both", "long", "bool", "int"),
            sig("inc", "int", "int"),
            sig("E.None", "E"),
            sig("E.One", "E", "int"),
            sig("E.Two", "E", "E", "U"),
            sig("E.Wide", "E", "long", "bool"),
            sig("U.P", "U"),
            sig("U.Q", "U"),
            sig("U.R", "U"),
            sig("S", "S", "int", "Ref"),
            new Sig("below", List.of("int"), "int", true, false, true),
            new Sig("pairs", List.of("int", "long"), "int", true, false, true));

    private static final List<Sig> CONSTRUCTORS = List.of(
            new Sig("even", List.of("int"), "int", true, true, false),
            new Sig("lhalf", List.of("long"), "long", true, true, false),
            new Sig("positive", List.of("int"), "bool", true, true, false),
            new Sig("ref", List.of("int"), "Ref", true, true, false),
            new Sig("add", List.of("int", "int"), "int", true, false, false),
            new Sig("wide", List.of("int"), "long", true, false, false),
            new Sig("narrow", List.of("int"), "byte", true, false, false),
            new Sig("not", List.of("bool"), "bool", true, false, false),
            new Sig("emit", List.of("int", "long"), "int", false, false, false),
            new Sig("try_emit", List.of("int"), "long", false, true, false),
            new Sig("below", List.of("int"), "int", true, false, true),
            sig("E.None", "E"),
            sig("E.One", "E", "int"),
            sig("E.Two", "E", "E", "U"),
            sig("E.Wide", "E", "long", "bool"),
            sig("U.P", "U"),
            sig("U.Q", "U"),
            sig("U.R", "U"),
            sig("S", "S", "int", "Ref"));

    private final Random random;
    private final List<Sig> terms = new ArrayList<>();
    private final List<Var> vars = new ArrayList<>();
    private int names;

    ProgramGenerator(long seed) {
        this.random = new Random(seed);
    }

    private static Sig sig(String name, String result, String... args) {
        return new Sig(name, List.of(args), result, true, false, false);
    }

    /** The rules' terms, of which each may call those before it. */
    List<Sig> terms() {
        return terms;
    }

    /** Declarations and rules, one element each, after {@link RandomContext#DECLS}. */
    List<String> generate() {
        List<String> defs = new ArrayList<>();
        int count = 2 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            Sig term = term(i);
            StringBuilder decl = new StringBuilder("(decl ");
            decl.append(term.pure() ? "pure " : "").append(term.multi() ? "multi " : "");
            decl.append(term.partial() ? "partial " : "").append(term.name()).append(" (");
            decl.append(String.join(" ", term.args()))
                    .append(") ")
                    .append(term.result())
                    .append(")");
            defs.add(decl.toString());
            int rules = 1 + random.nextInt(random.nextBoolean() ? 6 : 30);
            for (int r = 0; r < rules; r++) {
                defs.add(rule(term));
            }
            if (!term.partial() && !term.multi()) {
                defs.add("(rule -9 (" + term.name() + " _".repeat(term.args().size()) + ") " + constant(term.result())
                        + ")");
            }
            terms.add(term);
        }
        return defs;
    }

    private Sig term(int number) {
        List<String> args = new ArrayList<>();
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            args.add(pick(TYPES));
        }
        boolean multi = random.nextInt(5) == 0;
        String result = multi ? "int" : pick(TYPES);
        boolean partial = !multi && random.nextInt(3) > 0;
        return new Sig("t" + number, args, result, random.nextInt(3) == 0, partial, multi);
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private String rule(Sig term) {
        vars.clear();
        names = 0;
        StringBuilder out = new StringBuilder("(rule ")
                .append(random.nextInt(7) - 3)
                .append(" (")
                .append(term.name());
        for (String arg : term.args()) {
            out.append(' ').append(pattern(term, arg, random.nextInt(4)));
        }
        out.append(')');
        while (random.nextInt(4) == 0) {
            String type = pick(TYPES);
            String value = call(term, type, 2, true);
            if (!value.isEmpty()) {
                out.append(
                        random.nextInt(4) == 0
                                ? " (if " + value + ")"
                                : " (if-let " + pattern(term, type, 2) + " " + value + ")");
            }
        }
        return out.append(' ').append(body(term)).append(')').toString();
    }

    private String body(Sig term) {
        if (random.nextInt(3) > 0) {
            return expr(term, term.result(), 3, false);
        }
        StringBuilder out = new StringBuilder("(let (");
        List<Var> locals = new ArrayList<>();
        for (int n = 1 + random.nextInt(2); n > 0; n--) {
            String type = pick(TYPES);
            String name = "x" + names++;
            out.append('(')
                    .append(name)
                    .append(' ')
                    .append(type)
                    .append(' ')
                    .append(expr(term, type, 2, false))
                    .append(')');
            Var local = new Var(name, type);
            vars.add(local);
            locals.add(local);
        }
        out.append(") ").append(expr(term, term.result(), 2, false)).append(')');
        vars.removeAll(locals);
        return out.toString();
    }

    private String pattern(Sig root, String type, int depth) {
        int choice = random.nextInt(10);
        if (depth == 0 || choice < 3) {
            if (choice == 0) {
                return "_";
            }
            if (random.nextInt(4) == 0) {
                for (Var v : vars) {
                    if (v.type().equals(type)) {
                        return v.name();
                    }
                }
            }
            String name = "x" + names++;
            vars.add(new Var(name, type));
            return name;
        }
        if (choice == 3) {
            return "(and " + pattern(root, type, depth - 1) + " " + pattern(root, type, depth - 1) + ")";
        }
        if (choice == 4) {
            String name = "x" + names++;
            String sub = pattern(root, type, depth - 1);
            vars.add(new Var(name, type));
            return name + " @ " + sub;
        }
        if (choice < 7) {
            String literal = literal(type);
            if (!literal.isEmpty()) {
                return literal;
            }
        }
        List<Sig> fitting = new ArrayList<>();
        for (Sig s : EXTRACTORS) {
            if (s.result().equals(type) && (!s.multi() || root.multi())) {
                fitting.add(s);
            }
        }
        if (fitting.isEmpty()) {
            return "_";
        }
        Sig s = pick(fitting);
        StringBuilder out = new StringBuilder("(").append(s.name());
        for (String arg : s.args()) {
            out.append(' ').append(pattern(root, arg, depth - 1));
        }
        return out.append(')').toString();
    }

    private String literal(String type) {
        return switch (type) {
            case "int" -> random.nextInt(6) == 0 ? "$TWO" : Integer.toString(random.nextInt(5) - 1);
            case "long" -> random.nextInt(6) == 0 ? "$BIG" : Integer.toString(random.nextInt(5) - 1);
            case "byte" -> Integer.toString(random.nextInt(4));
            case "bool" -> random.nextBoolean() ? "true" : "false";
            case "Ref" -> "$REF";
            default -> "";
        };
    }

    private String expr(Sig root, String type, int depth, boolean left) {
        if (random.nextInt(3) == 0 || depth == 0) {
            List<Var> fitting = new ArrayList<>();
            for (Var v : vars) {
                if (v.type().equals(type)) {
                    fitting.add(v);
                }
            }
            if (!fitting.isEmpty()) {
                return pick(fitting).name();
            }
        }
        if (depth > 0) {
            String call = call(root, type, depth, left);
            if (!call.isEmpty() && random.nextInt(5) > 0) {
                return call;
            }
        }
        return constant(type);
    }

    private String constant(String type) {
        return switch (type) {
            case "U" -> "(U.Q)";
            case "E" -> "(E.None)";
            case "S" -> "(S 1 $REF)";
            default -> literal(type);
        };
    }

    private String call(Sig root, String type, int depth, boolean left) {
        List<Sig> fitting = new ArrayList<>();
        List<Sig> all = new ArrayList<>(CONSTRUCTORS);
        all.addAll(terms);
        all.addAll(terms);
        for (Sig s : all) {
            boolean allowed = s.result().equals(type)
                    && (s.pure() || !(left || root.pure()))
                    && (!s.partial() || left || root.partial() || root.multi())
                    && (!s.multi() || root.multi());
            if (allowed) {
                fitting.add(s);
            }
        }
        if (fitting.isEmpty()) {
            return "";
        }
        Sig s = pick(fitting);
        StringBuilder out = new StringBuilder("(").append(s.name());
        for (String arg : s.args()) {
            out.append(' ').append(expr(root, arg, depth - 1, left));
        }
        return out.append(')').toString();
    }
}
