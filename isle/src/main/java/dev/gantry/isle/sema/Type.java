package dev.gantry.isle.sema;

import dev.gantry.isle.syntax.Pos;
import java.util.List;

/** A type; one object per type, compared by identity. */
public final class Type {
    /** What a type is made of. */
    public enum Kind {
        PRIMITIVE,
        /** An enum none of whose variants has fields: a Java enum. */
        UNIT_ENUM,
        /** An enum with data: a sealed interface with {@code int tag()}, a nested class per variant. */
        DATA_ENUM,
        /** A record. */
        STRUCT
    }

    /** A field of a variant or struct. */
    public record Field(String name, Type type) {}

    /** A variant of an enum; a struct has a single one of its own name. */
    public record Variant(String name, int tag, List<Field> fields) {}

    private final Pos pos;
    private final String name;
    private final Kind kind;
    private final String javaType;
    private final boolean extern;
    private final JavaKind javaKind;
    /** Filled once all types are known. */
    private List<Variant> variants = List.of();

    Type(Pos pos, String name, Kind kind, String javaType, boolean extern) {
        this.pos = pos;
        this.name = name;
        this.kind = kind;
        this.javaType = javaType;
        this.extern = extern;
        this.javaKind = JavaKind.of(javaType);
    }

    void setVariants(List<Variant> variants) {
        this.variants = List.copyOf(variants);
    }

    /** Where it is declared. */
    public Pos pos() {
        return pos;
    }

    /** Its ISLE name. */
    public String name() {
        return name;
    }

    /** What it is made of. */
    public Kind kind() {
        return kind;
    }

    /** The Java type of its values, as written in generated code. */
    public String javaType() {
        return javaType;
    }

    /** Whether the Java type is written by hand rather than generated. */
    public boolean extern() {
        return extern;
    }

    /** How its values travel. */
    public JavaKind javaKind() {
        return javaKind;
    }

    /** The variants of an enum in order of their tags, or the one shape of a struct, or none. */
    public List<Variant> variants() {
        return variants;
    }

    /** Its ISLE name. */
    @Override
    public String toString() {
        return name;
    }
}
