package dev.gantry.isle.emit;

import dev.gantry.isle.Options;
import dev.gantry.isle.sema.Names;
import dev.gantry.isle.sema.Term;
import dev.gantry.isle.sema.Type;
import dev.gantry.isle.tree.Block;
import dev.gantry.isle.tree.RuleSet;
import dev.gantry.isle.tree.Step;
import java.util.ArrayList;
import java.util.List;

/** Emits one term: a method for its tree, and one for each outlined block. */
final class TermEmitter {
    private final Options options;
    private final RuleSet set;
    private final Term term;
    private final Splitter sizes;
    private final List<Method> methods = new ArrayList<>();
    private int parts;

    TermEmitter(Options options, RuleSet set, Splitter sizes) {
        this.options = options;
        this.set = set;
        this.term = set.term();
        this.sizes = sizes;
    }

    Options options() {
        return options;
    }

    RuleSet set() {
        return set;
    }

    /** The methods of the term, its own first. */
    List<Method> emit(Block tree) {
        BlockEmitter body = new BlockEmitter(this, term.multi() ? Protocol.MULTI : Protocol.TERM, null);
        body.method(tree);
        StringBuilder params = new StringBuilder();
        for (int i = 0; i < term.args().size(); i++) {
            params.append(", ")
                    .append(term.args().get(i).javaType())
                    .append(" v")
                    .append(i);
        }
        String comment = "    /* " + term.name() + ", declared at " + term.pos().fileAndLine() + " */\n";
        String name = Names.java(term.name());
        methods.addFirst(new Method(name, comment + method("public ", name, params, body), sizes.size(tree)));
        return methods;
    }

    /**
     * Emits an outlined block.
     *
     * @param outer the scope of the call
     * @param tail whether falling through means that the term has failed
     * @return the call, without its place in a statement
     */
    Part part(Block block, BlockEmitter outer, boolean tail) {
        Protocol protocol = tail ? outer.protocol() : Protocol.ofPart(term, mayFail(block));
        String name = Names.java(term.name()) + "$" + ++parts;
        BlockEmitter body = new BlockEmitter(this, protocol, outer);
        body.method(block);
        StringBuilder params = new StringBuilder();
        StringBuilder args = new StringBuilder("ctx");
        for (int local : body.values().params()) {
            outer.values().require(local);
            params.append(", ").append(set.type(local).javaType()).append(" v").append(local);
            args.append(", v").append(local);
        }
        if (term.multi()) {
            args.append(", out");
        }
        methods.add(new Method(name, method("", name, params, body), sizes.size(block)));
        return new Part(Method.call(name) + "(" + args + ")", protocol);
    }

    /** The call of an outlined block and how to understand its answer. */
    record Part(String call, Protocol protocol) {}

    private String method(String access, String name, StringBuilder params, BlockEmitter body) {
        Type result = term.result();
        String returns = result.javaType();
        if (term.multi()) {
            returns = "void";
            params.append(", ").append(options.sinks().get(result.javaType())).append(" out");
        } else if (!result.javaKind().isPrimitive() && (term.partial() || body.protocol() != Protocol.TERM)) {
            returns = Java.nullable(returns);
        }
        return "    " + access + "static " + returns + " " + name + "(" + simpleName(options.contextType()) + " ctx"
                + params + ") {\n" + body + "    }\n";
    }

    static String simpleName(String qualified) {
        return qualified.substring(qualified.lastIndexOf('.') + 1);
    }

    /** Whether a rule within may fail after it has matched. */
    boolean mayFail(Block block) {
        for (Step step : block.steps()) {
            boolean may =
                    switch (step) {
                        case Step.Fire s -> fireMayFail(s);
                        case Step.Choose s -> {
                            boolean any = false;
                            for (Step.Arm arm : s.arms()) {
                                any |= mayFail(arm.body());
                            }
                            yield any;
                        }
                        case Step.IfSuccess s -> mayFail(s.body());
                        case Step.IfEqual s -> mayFail(s.body());
                        case Step.ForEach s -> mayFail(s.body());
                        case Step.Continue s -> mayFail(s.body());
                    };
            if (may) {
                return true;
            }
        }
        return false;
    }

    private boolean fireMayFail(Step.Fire fire) {
        for (int effect : fire.row().effects()) {
            if (set.fallible(effect)) {
                return true;
            }
        }
        return false;
    }
}
