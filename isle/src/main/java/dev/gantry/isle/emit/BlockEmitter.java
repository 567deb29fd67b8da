package dev.gantry.isle.emit;

import dev.gantry.isle.sema.JavaKind;
import dev.gantry.isle.sema.Names;
import dev.gantry.isle.sema.Term;
import dev.gantry.isle.sema.Type;
import dev.gantry.isle.tree.Binding;
import dev.gantry.isle.tree.Block;
import dev.gantry.isle.tree.RuleSet;
import dev.gantry.isle.tree.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Emits the body of one method: a block of a decision tree with all within it that is not outlined.
 *
 * <p>Values are computed where they are first needed and kept in locals {@code v} + number of the binding; constants stand where they
 * are used. A block reports whether it can complete normally in Java's sense, because Java refuses statements that cannot be
 * reached.
 */
final class BlockEmitter {
    private final TermEmitter owner;
    private final RuleSet set;
    private final Term term;
    private final Protocol protocol;
    /** The method that calls this one, if it is a part. */
    private final @Nullable BlockEmitter outer;

    private final MethodText text = new MethodText(2);
    private final List<Integer> params = new ArrayList<>();
    private final Scope methodScope = new Scope(null);
    private Scope scope = methodScope;
    /** What closes the sinks that are open, outermost first. */
    private final List<String> closers = new ArrayList<>();

    BlockEmitter(TermEmitter owner, Protocol protocol, @Nullable BlockEmitter outer) {
        this.owner = owner;
        this.set = owner.set();
        this.term = set.term();
        this.protocol = protocol;
        this.outer = outer;
        if (outer == null) {
            for (int i = 0; i < term.args().size(); i++) {
                methodScope.declare(i);
            }
        }
    }

    Protocol protocol() {
        return protocol;
    }

    /** The locals that the caller has to pass, in the order of the parameters. */
    List<Integer> params() {
        return params;
    }

    /** Emits the whole body. */
    void method(Block block) {
        Scope own = new Scope(methodScope);
        scope = own;
        boolean completes = block(block, true);
        leave(own);
        if (completes) {
            fallThrough();
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private void fallThrough() {
        switch (protocol) {
            case TERM -> {
                if (term.partial()) {
                    fail();
                } else {
                    text.line("throw ctx.noRuleMatched(\"" + term.name() + "\");");
                }
            }
            case MISS_BY_VALUE ->
                text.line("return " + (term.result().javaKind() == JavaKind.INT ? "Integer.MIN_VALUE" : "null") + ";");
            case MISS_BY_FLAG -> {
                text.line("ctx.failed = true;");
                text.line("return " + Java.something(term.result()) + ";");
            }
            case MULTI -> {}
        }
    }

    /** The term fails. */
    void fail() {
        JavaKind kind = term.result().javaKind();
        if (!kind.failsByValue()) {
            text.line("ctx.failed = true;");
        } else if (protocol == Protocol.MISS_BY_FLAG) {
            text.line("ctx.failed = false;");
        }
        text.line("return " + (kind == JavaKind.INT ? "Integer.MIN_VALUE" : Java.nothing(term.result())) + ";");
    }

    /** The term has the result {@code value}. */
    void succeed(String value) {
        boolean flag = protocol == Protocol.MISS_BY_FLAG
                || (term.partial() && !term.result().javaKind().failsByValue());
        if (flag) {
            text.line("ctx.failed = false;");
        }
        text.line("return " + value + ";");
    }

    // --- steps

    private boolean block(Block block, boolean tail) {
        int n = block.steps().size();
        for (int i = 0; i < n; i++) {
            if (!step(block.steps().get(i), tail && i == n - 1)) {
                return false;
            }
        }
        return true;
    }

    /** A block in braces that are already open, or the call of its method. */
    boolean body(Block block, boolean tail) {
        if (!block.outlined()) {
            Scope own = enter();
            boolean completes = block(block, tail);
            leave(own);
            return completes;
        }
        return callPart(block, tail);
    }

    private boolean callPart(Block block, boolean tail) {
        TermEmitter.Part part = owner.part(block, this, tail && protocol != Protocol.MULTI);
        Type result = term.result();
        if (protocol == Protocol.MULTI) {
            text.line(part.call() + ";");
            returnIfFull();
            return true;
        }
        if (tail || !block.fallsThrough()) {
            if (protocol == Protocol.MISS_BY_FLAG && part.protocol() == Protocol.MISS_BY_VALUE) {
                text.line(result.javaType() + " m = " + part.call() + ";");
                text.line("ctx.failed = false;");
                text.line("return m;");
            } else {
                text.line("return " + part.call() + ";");
            }
            return false;
        }
        text.open("{");
        text.line(result.javaType() + " m = " + part.call() + ";");
        text.open("if (" + hit(part.protocol()) + ") {");
        if (protocol == Protocol.MISS_BY_FLAG && part.protocol() == Protocol.MISS_BY_VALUE) {
            text.line("ctx.failed = false;");
        }
        text.line("return m;");
        text.close("}");
        text.close("}");
        return true;
    }

    /** Whether a part's answer {@code m} is the term's. */
    private String hit(Protocol part) {
        JavaKind kind = term.result().javaKind();
        if (part == Protocol.MISS_BY_VALUE) {
            return kind == JavaKind.INT ? "m != Integer.MIN_VALUE" : "m != null";
        }
        if (!term.partial() || kind.failsByValue()) {
            return "!ctx.failed";
        }
        return kind == JavaKind.BOOLEAN ? "!ctx.failed || !m" : "!ctx.failed || m == 0";
    }

    private boolean step(Step step, boolean tail) {
        return switch (step) {
            case Step.Fire s -> new Firing(this, s.row()).emit();
            case Step.Choose s -> new Choice(this, s).emit(tail);
            case Step.IfSuccess s -> ifSuccess(s, tail);
            case Step.IfEqual s -> {
                String left = value(s.left());
                String right = value(s.right());
                text.open("if (" + Java.equal(set.type(s.left()), left, right) + ") {");
                body(s.body(), tail);
                text.close("}");
                yield true;
            }
            case Step.ForEach s -> {
                int loop = openLoop(s.binding());
                Scope own = enter();
                beginLoop(s.binding());
                body(s.body(), false);
                leave(own);
                closeLoop(loop);
                yield true;
            }
            case Step.Continue s -> callPart(s.body(), tail);
        };
    }

    private boolean ifSuccess(Step.IfSuccess s, boolean tail) {
        int call = s.binding();
        if (keeps(call)) {
            require(call);
            text.open("if (" + succeeded(call) + ") {");
            body(s.body(), tail);
            text.close("}");
            return true;
        }
        text.open("{");
        Scope own = enter();
        String condition = test(call);
        text.open("if (" + condition + ") {");
        Scope inner = enter();
        if (hasSlots(call)) {
            leaveOutputs(call);
        }
        body(s.body(), tail);
        leave(inner);
        text.close("}");
        leave(own);
        text.close("}");
        return true;
    }

    // --- calls that may fail

    /** Whether the local that holds the call's value tells its failure, too, so that it can be tested again later. */
    private boolean keeps(int call) {
        return !hasSlots(call)
                && outputs(call) == 1
                && set.type(call).javaKind().failsByValue();
    }

    private int outputs(int call) {
        return set.binding(call) instanceof Binding.Extract e ? e.term().args().size() : 1;
    }

    /** Whether what the call gives is left in the context. */
    private boolean hasSlots(int call) {
        return set.binding(call) instanceof Binding.Extract e
                && (e.term().args().size() > 1 || e.term().multi());
    }

    String succeeded(int call) {
        return "v" + call + (set.type(call).javaKind() == JavaKind.INT ? " != Integer.MIN_VALUE" : " != null");
    }

    /** Makes a call that does not {@link #keeps} and gives the condition under which it succeeded. */
    private String test(int call) {
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

    private void leaveOutputs(int source) {
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
        String sink = owner.options().sinks().get(c.term().result().javaType());
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

    MethodText text() {
        return text;
    }

    RuleSet set() {
        return set;
    }

    TermEmitter owner() {
        return owner;
    }

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
                        && (scope.hasOutputs(o.source())));
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
