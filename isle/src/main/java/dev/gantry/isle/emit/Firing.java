package dev.gantry.isle.emit;

import dev.gantry.isle.sema.Term;
import dev.gantry.isle.sema.TypedRule;
import dev.gantry.isle.tree.Binding;
import dev.gantry.isle.tree.Row;
import dev.gantry.isle.tree.RuleSet;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Emits the right-hand side of a rule: its calls in order, then the result. */
final class Firing {
    private final BlockEmitter block;
    private final Values values;
    private final MethodText text;
    private final RuleSet set;
    private final Row row;
    private final Term term;
    /** What the right-hand side uses the value of. */
    private final BitSet used = new BitSet();
    /** What is to be closed at the end of a multi term's rule, innermost last: -1 for an if, else the number of a loop. */
    private final List<Integer> open = new ArrayList<>();

    private final List<Scope> scopes = new ArrayList<>();

    Firing(BlockEmitter block, Row row) {
        this.block = block;
        this.values = block.values();
        this.text = block.text();
        this.set = block.set();
        this.row = row;
        this.term = set.term();
    }

    /** Whether what follows can be reached. */
    boolean emit() {
        TypedRule rule = row.rule();
        text.line("// " + (rule.name().isEmpty() ? "rule" : rule.name()) + " at "
                + rule.pos().fileAndLine());
        if (block.owner().options().coverage()) {
            text.line("ctx.ruleFired(" + rule.id() + ");");
        }
        use(row.result());
        for (int effect : row.effects()) {
            operands(effect);
        }
        if (block.protocol() == Protocol.MULTI) {
            text.open("{");
            Scope own = values.enter();
            emitMulti();
            values.leave(own);
            text.close("}");
            return true;
        }
        emitSingle();
        return false;
    }

    private void use(int binding) {
        if (!used.get(binding)) {
            used.set(binding);
            operands(binding);
        }
    }

    private void operands(int binding) {
        switch (set.binding(binding)) {
            case Binding.Call c -> c.args().forEach(this::use);
            case Binding.Extract e -> use(e.input());
            case Binding.Output o -> use(o.source());
            case Binding.Field f -> use(f.source());
            default -> {}
        }
    }

    private void emitSingle() {
        int last = row.effects().length - 1;
        for (int i = 0; i <= last; i++) {
            int effect = row.effects()[i];
            if (i == last && passesOn(effect)) {
                String call = values.expression(effect);
                if (set.fallible(effect) && !term.result().javaKind().failsByValue()) {
                    text.line("ctx.failed = false;");
                }
                text.line("return " + call + ";");
                return;
            }
            if (set.fallible(effect)) {
                String succeeded = values.attempt(effect);
                text.open("if (" + negate(succeeded) + ") {");
                block.fail();
                text.close("}");
            } else {
                perform(effect);
            }
        }
        block.succeed(values.value(row.result()));
    }

    /** Whether what the last call gives, or its failure, is the term's without more ado. */
    private boolean passesOn(int effect) {
        if (block.protocol() == Protocol.MISS_BY_FLAG) {
            return false;
        }
        boolean isResult = effect == row.result()
                || (set.binding(row.result()) instanceof Binding.Output o && o.source() == effect);
        if (!isResult || values.declared(effect)) {
            return false;
        }
        return set.fallible(effect)
                || !term.partial()
                || term.result().javaKind().failsByValue();
    }

    private static String negate(String condition) {
        int unequal = condition.indexOf(" != ");
        if (unequal >= 0) {
            return condition.substring(0, unequal) + " == " + condition.substring(unequal + 4);
        }
        return condition.startsWith("!") ? condition.substring(1) : "!" + condition;
    }

    private void perform(int effect) {
        if (used.get(effect)) {
            values.require(effect);
        } else {
            text.line(values.expression(effect) + ";");
        }
    }

    private void emitMulti() {
        for (int effect : row.effects()) {
            if (set.multi(effect)) {
                int loop = values.openLoop(effect);
                scopes.add(values.enter());
                values.beginLoop(effect);
                open.add(loop);
            } else if (set.fallible(effect)) {
                String succeeded = values.attempt(effect);
                text.open("if (" + succeeded + ") {");
                scopes.add(values.enter());
                open.add(-1);
            } else {
                perform(effect);
            }
        }
        text.line("out.add(" + values.value(row.result()) + ");");
        values.returnIfFull();
        while (!open.isEmpty()) {
            values.leave(scopes.removeLast());
            int what = open.removeLast();
            if (what < 0) {
                text.close("}");
            } else {
                values.closeLoop(what);
            }
        }
    }
}
