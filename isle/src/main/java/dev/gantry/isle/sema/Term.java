package dev.gantry.isle.sema;

import dev.gantry.isle.syntax.Def;
import dev.gantry.isle.syntax.Pos;
import java.util.List;
import java.util.Set;

/** A term: what may stand after an opening parenthesis in patterns and expressions. One object per term, compared by identity. */
public final class Term {
    /** What the term means in an expression. */
    public sealed interface Constructor {
        /** Nothing: it may not be used there. */
        record None() implements Constructor {}

        /** Its rules. */
        record Internal() implements Constructor {}

        /** A method of the context. */
        record Extern(String javaName, Pos pos) implements Constructor {}

        /** Builds a variant of an enum, or a struct. */
        record Variant(int tag) implements Constructor {}
    }

    /** What the term means in a pattern. */
    public sealed interface Extractor {
        /** Nothing: it may not be used there. */
        record None() implements Extractor {}

        /** Another pattern, with the arguments put in for its parameters. */
        record Macro(TypedPattern template) implements Extractor {}

        /** A method of the context. */
        record Extern(String javaName, boolean infallible) implements Extractor {}

        /** Takes a variant of an enum, or a struct, apart. */
        record Variant(int tag) implements Extractor {}
    }

    private final Pos pos;
    private final String name;
    private final List<Type> args;
    private final Type result;
    private final Set<Def.Flag> flags;
    Constructor constructor = new Constructor.None();
    Extractor extractor = new Extractor.None();

    Term(Pos pos, String name, List<Type> args, Type result, Set<Def.Flag> flags) {
        this.pos = pos;
        this.name = name;
        this.args = List.copyOf(args);
        this.result = result;
        this.flags = flags;
    }

    /** Where it is declared. */
    public Pos pos() {
        return pos;
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** The types of its arguments. */
    public List<Type> args() {
        return args;
    }

    /** The type of its result. */
    public Type result() {
        return result;
    }

    /** Its meaning in expressions. */
    public Constructor constructor() {
        return constructor;
    }

    /** Its meaning in patterns. */
    public Extractor extractor() {
        return extractor;
    }

    /** Whether it has no effect, so that a pattern may call it, once or more often or not at all. */
    public boolean pure() {
        return flags.contains(Def.Flag.PURE);
    }

    /** Whether it may give any number of results. */
    public boolean multi() {
        return flags.contains(Def.Flag.MULTI);
    }

    /** Whether it may give no result. */
    public boolean partial() {
        return flags.contains(Def.Flag.PARTIAL);
    }

    /** Whether it may call itself. */
    public boolean rec() {
        return flags.contains(Def.Flag.REC);
    }

    /** Its name. */
    @Override
    public String toString() {
        return name;
    }
}
