package dev.gantry.isle.random;

import dev.gantry.isle.sema.Names;
import dev.gantry.isle.sema.Program;
import dev.gantry.isle.sema.Term;
import dev.gantry.isle.sema.Type;
import dev.gantry.isle.sema.TypedExpr;
import dev.gantry.isle.sema.TypedPattern;
import dev.gantry.isle.sema.TypedRule;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Runs rules by definition: tries them one by one in order of priority. External terms are the methods of {@link RandomContext}.
 * Results of calls are lists: none for failure, several for multi terms.
 */
final class Interpreter {
    private final Map<Term, List<TypedRule>> rules = new HashMap<>();
    private final RandomContext ctx;
    /** Multi terms that use multi terms take exponential time; such calls are given up. */
    private int fuel = 20_000;

    /** The call takes too long. */
    static final class OutOfFuel extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    Interpreter(Program program, RandomContext ctx) {
        this.ctx = ctx;
        for (TypedRule rule : program.rules()) {
            rules.computeIfAbsent(rule.term(), t -> new ArrayList<>()).add(rule);
        }
        for (List<TypedRule> list : rules.values()) {
            list.sort(Comparator.comparingInt(r -> -r.priority()));
        }
    }

    /** The results of a term with rules. */
    List<Object> run(Term term, List<Object> args) {
        List<Object> results = new ArrayList<>();
        for (TypedRule rule : rules.getOrDefault(term, List.of())) {
            Object[] vars = new Object[rule.variables()];
            boolean fired = matchAll(rule, 0, args, vars, v -> {
                evaluate(rule.body(), v, results::add);
                return !term.multi();
            });
            if (fired) {
                return results;
            }
        }
        if (!term.multi() && !term.partial()) {
            throw ctx.noRuleMatched(term.name());
        }
        return results;
    }

    private boolean matchAll(TypedRule rule, int next, List<Object> args, Object[] vars, Predicate<Object[]> then) {
        if (next < args.size()) {
            return match(rule.args().get(next), args.get(next), vars, v -> matchAll(rule, next + 1, args, v, then));
        }
        int condition = next - args.size();
        if (condition < rule.conditions().size()) {
            TypedRule.Condition c = rule.conditions().get(condition);
            List<Object> values = new ArrayList<>();
            evaluate(c.expr(), vars, values::add);
            for (Object value : values) {
                if (match(c.pattern(), value, vars.clone(), v -> matchAll(rule, next + 1, args, v, then))) {
                    return true;
                }
            }
            return false;
        }
        return then.test(vars);
    }

    /** Whether to stop: {@code then} has said so for one of the ways to match. */
    private boolean match(TypedPattern pattern, Object value, Object[] vars, Predicate<Object[]> then) {
        burn();
        return switch (pattern) {
            case TypedPattern.Any p -> then.test(vars);
            case TypedPattern.Bind p -> {
                vars[p.variable()] = value;
                yield match(p.sub(), value, vars, then);
            }
            case TypedPattern.Same p -> vars[p.variable()].equals(value) && then.test(vars);
            case TypedPattern.Int p -> ((Number) value).longValue() == p.value() && then.test(vars);
            case TypedPattern.Bool p -> (Boolean) value == p.value() && then.test(vars);
            case TypedPattern.Const p -> field(p.name()).equals(value) && then.test(vars);
            case TypedPattern.And p -> matchSubs(p.subs(), 0, i -> value, vars, then);
            case TypedPattern.Apply p -> apply(p, value, vars, then);
            case TypedPattern.Param p -> throw new AssertionError();
        };
    }

    private interface Values {
        Object get(int i);
    }

    private boolean matchSubs(
            List<TypedPattern> subs, int next, Values values, Object[] vars, Predicate<Object[]> then) {
        if (next == subs.size()) {
            return then.test(vars);
        }
        return match(subs.get(next), values.get(next), vars, v -> matchSubs(subs, next + 1, values, v, then));
    }

    private boolean apply(TypedPattern.Apply p, Object value, Object[] vars, Predicate<Object[]> then) {
        Term term = p.term();
        if (term.extractor() instanceof Term.Extractor.Variant variant) {
            Type.Variant shape = term.result().variants().get(variant.tag());
            if (term.result().kind() == Type.Kind.UNIT_ENUM) {
                return value.toString().equals(shape.name()) && then.test(vars);
            }
            if (term.result().kind() == Type.Kind.DATA_ENUM && ((RandomContext.E) value).tag() != variant.tag()) {
                return false;
            }
            return matchSubs(
                    p.args(), 0, i -> invoke(value, shape.fields().get(i).name(), List.of()), vars, then);
        }
        Term.Extractor.Extern extern = (Term.Extractor.Extern) term.extractor();
        if (term.multi()) {
            int cursor = 0;
            while ((cursor = (Integer) invoke(ctx, extern.javaName(), List.of(value, cursor))) != -1) {
                List<Object> outputs = outputs(term);
                if (matchSubs(p.args(), 0, outputs::get, vars.clone(), then)) {
                    return true;
                }
            }
            return false;
        }
        ctx.failed = false;
        Object answer = invoke(ctx, extern.javaName(), List.of(value));
        if (term.args().size() == 1) {
            if (failed(answer, term.args().get(0)) && !extern.infallible()) {
                return false;
            }
            return match(p.args().get(0), answer, vars, then);
        }
        if (!extern.infallible() && answer instanceof Boolean b && !b) {
            return false;
        }
        List<Object> outputs = outputs(term);
        return matchSubs(p.args(), 0, outputs::get, vars, then);
    }

    private List<Object> outputs(Term term) {
        int ints = 0;
        int refs = 0;
        List<Object> out = new ArrayList<>();
        for (Type type : term.args()) {
            switch (type.javaType()) {
                case "int" -> out.add(field("i" + ints++));
                case "byte" -> out.add(((Integer) field("i" + ints++)).byteValue());
                case "long" -> out.add(ctx.l0);
                case "boolean" -> out.add(ctx.z0);
                default -> out.add(field("o" + refs++));
            }
        }
        return out;
    }

    private boolean failed(Object answer, Type type) {
        return switch (type.javaKind()) {
            case INT -> (Integer) answer == Integer.MIN_VALUE;
            case REFERENCE -> answer == FAILED;
            default -> ctx.failed;
        };
    }

    private void burn() {
        if (--fuel < 0) {
            throw new OutOfFuel();
        }
    }

    private void evaluate(TypedExpr expr, Object[] vars, Consumer<Object> then) {
        burn();
        switch (expr) {
            case TypedExpr.Var e -> then.accept(vars[e.variable()]);
            case TypedExpr.Int e -> then.accept(integer(e.type(), e.value()));
            case TypedExpr.Bool e -> then.accept(e.value());
            case TypedExpr.Const e -> then.accept(field(e.name()));
            case TypedExpr.Let e -> let(e, 0, vars, then);
            case TypedExpr.Apply e -> args(e, new ArrayList<>(), vars, a -> call(e.term(), a, then));
        }
    }

    private static Object integer(Type type, long value) {
        return switch (type.javaType()) {
            case "int" -> (int) value;
            case "byte" -> (byte) value;
            default -> value;
        };
    }

    private void let(TypedExpr.Let let, int next, Object[] vars, Consumer<Object> then) {
        if (next == let.variables().size()) {
            evaluate(let.body(), vars, then);
            return;
        }
        evaluate(let.values().get(next), vars, value -> {
            vars[let.variables().get(next)] = value;
            let(let, next + 1, vars, then);
        });
    }

    private void args(TypedExpr.Apply apply, List<Object> done, Object[] vars, Consumer<List<Object>> then) {
        if (done.size() == apply.args().size()) {
            then.accept(done);
            return;
        }
        evaluate(apply.args().get(done.size()), vars, value -> {
            List<Object> more = new ArrayList<>(done);
            more.add(value);
            args(apply, more, vars, then);
        });
    }

    private void call(Term term, List<Object> args, Consumer<Object> then) {
        switch (term.constructor()) {
            case Term.Constructor.Internal i -> run(term, args).forEach(then);
            case Term.Constructor.Variant v -> then.accept(construct(term, v.tag(), args));
            case Term.Constructor.Extern e -> {
                if (term.multi()) {
                    RandomContext.IntSink sink = new RandomContext.IntSink();
                    List<Object> all = new ArrayList<>(args);
                    all.add(sink);
                    invoke(ctx, e.javaName(), all);
                    List.copyOf(sink.values).forEach(then);
                    return;
                }
                ctx.failed = false;
                Object answer = invoke(ctx, e.javaName(), args);
                if (!term.partial() || !failed(answer, term.result())) {
                    then.accept(answer);
                }
            }
            case Term.Constructor.None n -> throw new AssertionError();
        }
    }

    private static Object construct(Term term, int tag, List<Object> args) {
        return switch (term.name()) {
            case "E.None" -> new RandomContext.E.None();
            case "E.One" -> new RandomContext.E.One((Integer) args.get(0));
            case "E.Two" -> new RandomContext.E.Two((RandomContext.E) args.get(0), (RandomContext.U) args.get(1));
            case "E.Wide" -> new RandomContext.E.Wide((Long) args.get(0), (Boolean) args.get(1));
            case "S" -> new RandomContext.S((Integer) args.get(0), (RandomContext.Ref) args.get(1));
            default -> RandomContext.U.values()[tag];
        };
    }

    /** Stands for null. */
    private static final Object FAILED = new Object();

    private static Object invoke(Object target, String name, List<Object> args) {
        try {
            for (Method m : target.getClass().getMethods()) {
                if (m.getName().equals(Names.java(name)) && m.getParameterCount() == args.size()) {
                    m.setAccessible(true);
                    Object answer = m.invoke(target, args.toArray());
                    return answer == null ? FAILED : answer;
                }
            }
            throw new AssertionError("no method " + name);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new AssertionError(name, e);
        }
    }

    private Object field(String name) {
        try {
            Field field = RandomContext.class.getField(name);
            return field.get(ctx);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(name, e);
        }
    }
}
