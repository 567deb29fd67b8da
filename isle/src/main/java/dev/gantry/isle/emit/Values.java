package dev.gantry.isle.emit;

import dev.gantry.isle.Options;
import dev.gantry.isle.sema.JavaKind;
import dev.gantry.isle.sema.Names;
import dev.gantry.isle.sema.Term;
import dev.gantry.isle.sema.Type;
import dev.gantry.isle.tree.Binding;
import dev.gantry.isle.tree.RuleSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of one generated method: which locals hold them, and the statements that compute them.
 *
 * <p>A value is computed where it is first needed and kept in the local {@code v} + number of its binding; constants stand where they are
 * used. What a part needs of the method that calls it becomes a parameter. Where an extractor leaves several outputs in the context, those
 * that turn out to be needed are read right behind the call, by lines put in when the scope closes: any later call may overwrite
 * them.
 */
final class Values {
    private final Options options;
    private final RuleSet set;
    private final MethodText text;
    /** The values of the method that calls this one, if it is a part. */
    private final @Nullable Values outer;

    private final List<Integer> params = new ArrayList<>();
    private final Scope methodScope = new Scope(null);
    private Scope scope = methodScope;
    /** What closes the sinks that are open, outermost first. */
    private final List<String> closers = new ArrayList<>();

    Values(Options options, RuleSet set, MethodText text, @Nullable Values outer) {
        this.options = options;
        this.set = set;
        this.text = text;
        this.outer = outer;
        if (outer == null) {
            for (int i = 0; i < set.term().args().size(); i++) {
                methodScope.declare(i);
            }
        }
    }

    /** The locals that the caller has to pass, in the order of the parameters. */
    List<Integer> params() {
        return params;
    }

    // --- calls that may fail

    /** Whether the local that holds the call's value tells its failure, too, so that it can be tested again later. */
    boolean keeps(int call) {
        return !hasSlots(call)
                && outputs(call) == 1
                && set.type(call).javaKind().failsByValue();
    }

    private int outputs(int call) {
        return set.binding(call) instanceof Binding.Extract e ? e.term().args().size() : 1;
    }

    /** Whether what the call gives is left in the context. */
    boolean hasSlots(int call) {
        return set.binding(call) instanceof Binding.Extract e
                && (e.term().args().size() > 1 || e.term().multi());
    }

    String succeeded(int call) {
        return "v" + call + (set.type(call).javaKind() == JavaKind.INT ? " != Integer.MIN_VALUE" : " != null");
    }

    /** Makes a call that does not {@link #keeps} and gives the condition under which it succeeded. */
    String test(int call) {
        if (set.binding(call) instanceof Binding.Extract e && e.term().args().size() != 1) {
            return expression(call);
        }
        String expression = expression(call);
        text.line("ctx.failed = false;");
        text.line(set.type(call).javaType() + " v" + call + " = " + expression + ";");
        scope.declare(call);
        return "!ctx.failed";
    }

    /** Makes a partial call of the right-hand side, in a local, and gives the condition under which it succeeded. */
    String attempt(int call) {
        if (keeps(call)) {
            require(call);
            return succeeded(call);
        }
        return test(call);
    }

    void leaveOutputs(int source) {
        scope.outputs.add(new Scope.Outputs(source, text.length(), text.depth()));
    }

    // --- loops

    /** Opens the loop over the results of a multi call; the number tells {@link #closeLoop} what to close. */
    int openLoop(int call) {
        String v = "c" + call;
        if (set.binding(call) instanceof Binding.Extract e) {
            String input = value(e.input());
            String method = "ctx." + ((Term.Extractor.Extern) e.term().extractor()).javaName() + "(" + input + ", ";
            text.open("for (int " + v + " = " + method + "0); " + v + " != -1; " + v + " = " + method + v + ")) {");
            return 0;
        }
        Binding.Call c = (Binding.Call) set.binding(call);
        String args = args(c.args());
        String sink = options.sinks().get(c.term().result().javaType());
        String simple = TermEmitter.simpleName(sink == null ? "" : sink);
        text.open("{");
        text.line(sink + " s" + call + " = ctx.open" + simple + "();");
        String context = isExtern(c.term()) ? "" : "ctx, ";
        String before = args.isEmpty() ? "" : args + ", ";
        text.line(callee(c.term()) + "(" + context + before + "s" + call + ");");
        text.open("for (int " + v + " = 0; " + v + " < s" + call + ".size(); " + v + "++) {");
        closers.add("ctx.close" + simple + "(s" + call + ");");
        return 1;
    }

    /** Makes what the call gave available within the loop. */
    void beginLoop(int call) {
        if (set.binding(call) instanceof Binding.Extract) {
            leaveOutputs(call);
        } else {
            text.line(set.type(call).javaType() + " v" + call + " = s" + call + ".get(c" + call + ");");
            scope.declare(call);
        }
    }

    void closeLoop(int loop) {
        text.close("}");
        if (loop != 0) {
            text.line(closers.removeLast());
            text.close("}");
        }
    }

    void returnIfFull() {
        text.open("if (out.full()) {");
        for (int i = closers.size() - 1; i >= 0; i--) {
            text.line(closers.get(i));
        }
        text.line("return;");
        text.close("}");
    }

    // --- scopes

    Scope enter() {
        scope = new Scope(scope);
        return scope;
    }

    void leave(Scope left) {
        for (int i = left.outputs.size() - 1; i >= 0; i--) {
            Scope.Outputs o = left.outputs.get(i);
            for (int j = o.needed.size() - 1; j >= 0; j--) {
                int local = o.needed.get(j);
                String line = set.type(local).javaType() + " v" + local + " = " + slot(local) + ";";
                text.insert(o.position, o.depth, line);
            }
        }
        scope = left.parent == null ? left : left.parent;
    }

    private String slot(int local) {
        Binding.Output output = (Binding.Output) set.binding(local);
        Binding.Extract extract = (Binding.Extract) set.binding(output.source());
        int n = 0;
        for (int i = 0; i < output.index(); i++) {
            if (sameSlots(extract.term().args().get(i), output.type())) {
                n++;
            }
        }
        return Java.slot(output.type(), n);
    }

    private static boolean sameSlots(Type a, Type b) {
        return a.javaKind() == b.javaKind()
                || (a.javaKind().isInteger()
                        && b.javaKind().isInteger()
                        && a.javaKind() != JavaKind.LONG
                        && b.javaKind() != JavaKind.LONG);
    }

    // --- values

    /** The local that holds a binding: its own, or its source's where that is the value. */
    private int local(int binding) {
        if (set.binding(binding) instanceof Binding.Output o && !hasSlots(o.source())) {
            return o.source();
        }
        return binding;
    }

    /** The Java expression of a value, after the statements that it takes to have it. */
    String value(int binding) {
        return switch (set.binding(binding)) {
            case Binding.Int b -> Java.literal(b.type(), b.value());
            case Binding.Bool b -> b.value() ? "true" : "false";
            case Binding.Const b -> Names.java(b.name());
            case Binding.Call c
            when c.term().constructor() instanceof Term.Constructor.Variant v
                    && c.term().result().kind() == Type.Kind.UNIT_ENUM ->
                Java.variantClass(c.term().result(), v.tag());
            default -> {
                require(binding);
                yield "v" + local(binding);
            }
        };
    }

    private boolean available(int local) {
        return scope.has(local) || (outer != null && (params.contains(local) || outer.reachable(local)));
    }

    /** Whether {@code local} is there, or can be read from where a call left it. */
    private boolean reachable(int local) {
        return available(local)
                || (set.binding(local) instanceof Binding.Output o
                        && hasSlots(o.source())
                        && scope.hasOutputs(o.source()));
    }

    boolean declared(int binding) {
        return available(local(binding));
    }

    /** Has a binding in its local. */
    void require(int binding) {
        int local = local(binding);
        if (scope.has(local)) {
            return;
        }
        if (set.binding(local) instanceof Binding.Output o && scope.hasOutputs(o.source())) {
            scope.need(o.source(), local);
            return;
        }
        if (outer != null && outer.reachable(local)) {
            params.add(local);
            methodScope.declare(local);
            return;
        }
        compute(local);
    }

    private void compute(int local) {
        switch (set.binding(local)) {
            case Binding.Field f -> {
                String source = value(f.source());
                declare(local, Java.field(set.type(f.source()), f.tag(), f.index(), source));
            }
            case Binding.Call c -> declare(local, expression(local));
            case Binding.Extract e -> declare(local, expression(local));
            case Binding.Output o -> {
                // An infallible extractor with several outputs.
                text.line(expression(o.source()) + ";");
                leaveOutputs(o.source());
                scope.need(o.source(), local);
            }
            default -> throw new IllegalStateException("binding " + set.binding(local) + " is not to be computed");
        }
    }

    private void declare(int local, String expression) {
        text.line(set.type(local).javaType() + " v" + local + " = " + expression + ";");
        scope.declare(local);
    }

    /** The call that a binding is, after the statements that its operands take. */
    String expression(int call) {
        return switch (set.binding(call)) {
            case Binding.Extract e -> {
                String input = value(e.input());
                yield "ctx." + ((Term.Extractor.Extern) e.term().extractor()).javaName() + "(" + input + ")";
            }
            case Binding.Call c -> {
                String args = args(c.args());
                Term callee = c.term();
                yield switch (callee.constructor()) {
                    case Term.Constructor.Variant v -> construct(callee.result(), v.tag(), args);
                    case Term.Constructor.Extern e -> callee(callee) + "(" + args + ")";
                    default -> callee(callee) + "(ctx" + (args.isEmpty() ? "" : ", " + args) + ")";
                };
            }
            default -> throw new IllegalStateException("not a call");
        };
    }

    private static boolean isExtern(Term callee) {
        return callee.constructor() instanceof Term.Constructor.Extern;
    }

    private static String callee(Term callee) {
        return callee.constructor() instanceof Term.Constructor.Extern e
                ? "ctx." + e.javaName()
                : Method.call(Names.java(callee.name()));
    }

    private static String construct(Type type, int tag, String args) {
        return type.kind() == Type.Kind.UNIT_ENUM
                ? Java.variantClass(type, tag)
                : "new " + Java.variantClass(type, tag) + "(" + args + ")";
    }

    private String args(List<Integer> args) {
        StringBuilder out = new StringBuilder();
        for (int arg : args) {
            String value = value(arg);
            out.append(out.isEmpty() ? "" : ", ").append(value);
        }
        return out.toString();
    }
}
