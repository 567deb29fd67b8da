package dev.gantry.isle.sema;

import dev.gantry.isle.syntax.Def;
import dev.gantry.isle.syntax.SyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Extractor macros: checks each template once, when it is first used, and puts arguments in for parameters. */
final class Templates {
    private final Environment env;
    private final PatternChecker checker;
    private final Map<Term, Def.Extractor> pending = new HashMap<>();
    private final Set<Term> open = new HashSet<>();

    Templates(Environment env, PatternChecker checker) {
        this.env = env;
        this.checker = checker;
    }

    void declare(Def.Extractor def) {
        Term term = env.term(def.pos(), def.term());
        if (!(term.extractor instanceof Term.Extractor.None) || pending.containsKey(term)) {
            throw new SyntaxException(def.pos(), "`" + term + "` has an extractor already");
        }
        if (def.params().size() != term.args().size()) {
            throw new SyntaxException(
                    def.pos(),
                    "`" + term + "` is declared with "
                            + PatternChecker.count(term.args().size()) + ", found "
                            + def.params().size());
        }
        pending.put(term, def);
    }

    /** The checked template of a macro, or empty when the term is none. */
    Optional<TypedPattern> of(Term term) {
        if (term.extractor instanceof Term.Extractor.Macro m) {
            return Optional.of(m.template());
        }
        Def.Extractor def = pending.get(term);
        if (def == null) {
            return Optional.empty();
        }
        if (!open.add(term)) {
            throw new SyntaxException(def.pos(), "the extractor `" + term + "` expands to itself");
        }
        Scope scope = Scope.ofTemplate(def.params(), term.args());
        TypedPattern template = checker.check(def.template(), term.result(), scope);
        for (int i = 0; i < def.params().size(); i++) {
            if (!scope.usesParam(i)) {
                Def.Param param = def.params().get(i);
                throw new SyntaxException(param.pos(), "parameter `" + param.name() + "` is never used");
            }
        }
        open.remove(term);
        pending.remove(term);
        term.extractor = new Term.Extractor.Macro(template);
        return Optional.of(template);
    }

    /** {@code template} with {@code args} for its parameters. */
    static TypedPattern instantiate(TypedPattern template, List<TypedPattern> args) {
        return switch (template) {
            case TypedPattern.Param p -> args.get(p.index());
            case TypedPattern.Apply a -> new TypedPattern.Apply(a.term(), instantiateAll(a.args(), args));
            case TypedPattern.And a -> new TypedPattern.And(instantiateAll(a.subs(), args));
            case TypedPattern.Bind b -> new TypedPattern.Bind(b.variable(), instantiate(b.sub(), args));
            case TypedPattern.Any a -> a;
            case TypedPattern.Same s -> s;
            case TypedPattern.Int i -> i;
            case TypedPattern.Bool b -> b;
            case TypedPattern.Const c -> c;
        };
    }

    private static List<TypedPattern> instantiateAll(List<TypedPattern> templates, List<TypedPattern> args) {
        List<TypedPattern> result = new ArrayList<>(templates.size());
        for (TypedPattern t : templates) {
            result.add(instantiate(t, args));
        }
        return result;
    }
}
