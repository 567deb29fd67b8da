package dev.gantry.isle.sema;

import dev.gantry.isle.syntax.Def;
import dev.gantry.isle.syntax.Pos;
import dev.gantry.isle.syntax.SyntaxException;
import java.util.ArrayList;
import java.util.List;

/** The variables of a rule, or the parameters of an extractor's template, while it is being checked. */
final class Scope {
    private final boolean multi;
    private final List<Def.Param> params;
    private final List<Type> paramTypes;
    private final boolean[] paramUsed;
    private final boolean template;
    private final List<Type> types = new ArrayList<>();
    /** The names in force, innermost last, with the variable of each. */
    private final List<String> names = new ArrayList<>();

    private final List<Integer> variables = new ArrayList<>();

    private Scope(boolean multi, boolean template, List<Def.Param> params, List<Type> paramTypes) {
        this.multi = multi;
        this.template = template;
        this.params = params;
        this.paramTypes = paramTypes;
        this.paramUsed = new boolean[params.size()];
    }

    static Scope ofRule(boolean multi) {
        return new Scope(multi, false, List.of(), List.of());
    }

    static Scope ofTemplate(List<Def.Param> params, List<Type> types) {
        return new Scope(true, true, params, types);
    }

    /** Whether multi extractors may be used. */
    boolean multi() {
        return multi;
    }

    /** The parameter of that name, or -1. */
    int param(String name) {
        for (int i = 0; i < params.size(); i++) {
            if (params.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    Type paramType(int param) {
        return paramTypes.get(param);
    }

    void useParam(int param) {
        paramUsed[param] = true;
    }

    boolean usesParam(int param) {
        return paramUsed[param];
    }

    /** The variable of that name, or -1. */
    int lookup(String name) {
        int at = names.lastIndexOf(name);
        return at < 0 ? -1 : variables.get(at);
    }

    int bind(Pos pos, String name, Type type) {
        if (template) {
            throw new SyntaxException(pos, "`" + name + "` is not a parameter of the extractor");
        }
        int variable = types.size();
        types.add(type);
        names.add(name);
        variables.add(variable);
        return variable;
    }

    Type type(int variable) {
        return types.get(variable);
    }

    int variableCount() {
        return types.size();
    }

    /** The state to which {@link #leave} returns. */
    int enter() {
        return names.size();
    }

    void leave(int state) {
        names.subList(state, names.size()).clear();
        variables.subList(state, variables.size()).clear();
    }
}
