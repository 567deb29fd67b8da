package dev.gantry.isle.syntax;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A definition at the top level of a file. */
public sealed interface Def {
    /** Where it begins (the opening parenthesis). */
    Pos pos();

    /** {@code (pragma name)}. */
    record Pragma(Pos pos, String name) implements Def {}

    /** {@code (type name [extern] [nodebug] body)}. */
    record TypeDef(Pos pos, String name, boolean extern, boolean nodebug, TypeBody body) implements Def {}

    /** What a type is made of. */
    sealed interface TypeBody {
        /** {@code (primitive java-type)}. */
        record Primitive(String javaType) implements TypeBody {}

        /** {@code (enum variants…)}. */
        record Enumeration(List<Variant> variants) implements TypeBody {}

        /** {@code (struct fields…)}. */
        record Struct(List<Field> fields) implements TypeBody {}
    }

    /** A variant of an enum: {@code Name} or {@code (Name fields…)}. */
    record Variant(Pos pos, String name, List<Field> fields) {}

    /** A field: {@code (name type)}, or {@code type} alone, which has no name of its own. */
    record Field(Pos pos, @Nullable String name, String type) {}

    /** What a declaration says of its term. */
    enum Flag {
        PURE,
        MULTI,
        PARTIAL,
        REC;

        /** The keyword. */
        public String keyword() {
            return switch (this) {
                case PURE -> "pure";
                case MULTI -> "multi";
                case PARTIAL -> "partial";
                case REC -> "rec";
            };
        }
    }

    /** {@code (decl flags… name (args…) result)}. */
    record Decl(Pos pos, Set<Flag> flags, String name, List<String> args, String result) implements Def {}

    /** {@code (rule [name] [priority] pattern statements… expr)}. */
    record Rule(Pos pos, @Nullable String name, int priority, Pattern pattern, List<IfLet> statements, Expr body)
            implements Def {}

    /** {@code (if-let pattern expr)}; {@code (if expr)} has a wildcard for its pattern. */
    record IfLet(Pos pos, Pattern pattern, Expr expr) {}

    /** {@code (extractor (term params…) template)}. */
    record Extractor(Pos pos, String term, List<Param> params, Pattern template) implements Def {}

    /** A parameter of an extractor. */
    record Param(Pos pos, String name) {}

    /** {@code (extern constructor term java-name)}. */
    record ExternConstructor(Pos pos, String term, String javaName) implements Def {}

    /** {@code (extern extractor [infallible] term java-name)}. */
    record ExternExtractor(Pos pos, String term, String javaName, boolean infallible) implements Def {}

    /** {@code (extern const $NAME type)}. */
    record ExternConst(Pos pos, String name, String type) implements Def {}

    /** {@code (convert inner outer term)}. */
    record Convert(Pos pos, String inner, String outer, String term) implements Def {}
}
