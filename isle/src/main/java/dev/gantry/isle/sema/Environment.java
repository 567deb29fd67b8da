package dev.gantry.isle.sema;

import dev.gantry.isle.syntax.Diagnostic;
import dev.gantry.isle.syntax.Pos;
import dev.gantry.isle.syntax.Source;
import dev.gantry.isle.syntax.SyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the names of a program stand for: types, terms, constants and conversions. */
final class Environment {
    private record Conversion(Type inner, Type outer) {}

    private static final Pos BUILT_IN = new Pos(new Source("(built-in)", ""), 0);

    final Type bool = new Type(BUILT_IN, "bool", Type.Kind.PRIMITIVE, "boolean", true);
    private final Map<String, Type> types = new LinkedHashMap<>();
    private final Map<String, Term> terms = new LinkedHashMap<>();
    private final Map<String, Type> constants = new HashMap<>();
    private final Map<Conversion, Term> conversions = new HashMap<>();

    Environment() {
        types.put(bool.name(), bool);
    }

    List<Type> types() {
        return new ArrayList<>(types.values());
    }

    List<Term> terms() {
        return new ArrayList<>(terms.values());
    }

    void addType(Type type) {
        Type old = types.get(type.name());
        if (old != null) {
            throw twice(type.pos(), "type `" + type + "`", old.pos());
        }
        types.put(type.name(), type);
    }

    boolean isType(String name) {
        return types.containsKey(name);
    }

    Type type(Pos pos, String name) {
        Type type = types.get(name);
        if (type == null) {
            throw new SyntaxException(pos, "unknown type `" + name + "`");
        }
        return type;
    }

    void addTerm(Term term) {
        Term old = terms.get(term.name());
        if (old != null) {
            throw twice(term.pos(), "term `" + term + "`", old.pos());
        }
        terms.put(term.name(), term);
    }

    Term term(Pos pos, String name) {
        Term term = terms.get(name);
        if (term == null) {
            throw new SyntaxException(pos, "unknown term `" + name + "`");
        }
        return term;
    }

    void addConstant(Pos pos, String name, Type type) {
        if (constants.putIfAbsent(name, type) != null) {
            throw new SyntaxException(pos, "constant `$" + name + "` is declared twice");
        }
    }

    Type constant(Pos pos, String name) {
        Type type = constants.get(name);
        if (type == null) {
            throw new SyntaxException(pos, "unknown constant `$" + name + "`");
        }
        return type;
    }

    void addConversion(Pos pos, Type inner, Type outer, Term term) {
        Term old = conversions.putIfAbsent(new Conversion(inner, outer), term);
        if (old != null) {
            throw new SyntaxException(
                    pos, "a conversion from `" + inner + "` to `" + outer + "` is declared already (`" + old + "`)");
        }
    }

    Optional<Term> conversion(Type inner, Type outer) {
        return Optional.ofNullable(conversions.get(new Conversion(inner, outer)));
    }

    private static SyntaxException twice(Pos pos, String what, Pos first) {
        List<Diagnostic.Note> notes =
                first.equals(BUILT_IN) ? List.of() : List.of(new Diagnostic.Note(first, "first declared here"));
        return new SyntaxException(new Diagnostic(pos, what + " is declared twice", notes));
    }
}
