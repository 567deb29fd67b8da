package dev.gantry.isle.emit;

import dev.gantry.isle.sema.JavaKind;
import dev.gantry.isle.sema.Term;
import dev.gantry.isle.sema.Type;
import dev.gantry.isle.tree.Block;
import dev.gantry.isle.tree.RuleSet;
import dev.gantry.isle.tree.Step;
import org.jspecify.annotations.Nullable;

/**
 * Emits the body of one method: a block of a decision tree with all within it that is not outlined.
 *
 * <p>A block reports whether it can complete normally in Java's sense, because Java refuses statements that cannot be
 * reached.
 */
final class BlockEmitter {
    private final TermEmitter owner;
    private final RuleSet set;
    private final Term term;
    private final Protocol protocol;
    private final MethodText text = new MethodText(2);

    private final Values values;

    BlockEmitter(TermEmitter owner, Protocol protocol, @Nullable BlockEmitter outer) {
        this.owner = owner;
        this.set = owner.set();
        this.term = set.term();
        this.protocol = protocol;
        this.values = new Values(owner.options(), set, text, outer == null ? null : outer.values);
    }

    Protocol protocol() {
        return protocol;
    }

    Values values() {
        return values;
    }

    /** Emits the whole body. */
    void method(Block block) {
        Scope own = values.enter();
        boolean completes = block(block, true);
        values.leave(own);
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
            Scope own = values.enter();
            boolean completes = block(block, tail);
            values.leave(own);
            return completes;
        }
        return callPart(block, tail);
    }

    private boolean callPart(Block block, boolean tail) {
        TermEmitter.Part part = owner.part(block, this, tail && protocol != Protocol.MULTI);
        Type result = term.result();
        if (protocol == Protocol.MULTI) {
            text.line(part.call() + ";");
            values.returnIfFull();
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
                String left = values.value(s.left());
                String right = values.value(s.right());
                text.open("if (" + Java.equal(set.type(s.left()), left, right) + ") {");
                body(s.body(), tail);
                text.close("}");
                yield true;
            }
            case Step.ForEach s -> {
                int loop = values.openLoop(s.binding());
                Scope own = values.enter();
                values.beginLoop(s.binding());
                body(s.body(), false);
                values.leave(own);
                values.closeLoop(loop);
                yield true;
            }
            case Step.Continue s -> callPart(s.body(), tail);
        };
    }

    private boolean ifSuccess(Step.IfSuccess s, boolean tail) {
        int call = s.binding();
        if (values.keeps(call)) {
            values.require(call);
            text.open("if (" + values.succeeded(call) + ") {");
            body(s.body(), tail);
            text.close("}");
            return true;
        }
        text.open("{");
        Scope own = values.enter();
        String condition = values.test(call);
        text.open("if (" + condition + ") {");
        Scope inner = values.enter();
        if (values.hasSlots(call)) {
            values.leaveOutputs(call);
        }
        body(s.body(), tail);
        values.leave(inner);
        text.close("}");
        values.leave(own);
        text.close("}");
        return true;
    }

    MethodText text() {
        return text;
    }

    RuleSet set() {
        return set;
    }

    TermEmitter owner() {
        return owner;
    }
}
