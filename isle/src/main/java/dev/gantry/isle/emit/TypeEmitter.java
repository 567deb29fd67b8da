package dev.gantry.isle.emit;

import dev.gantry.isle.GeneratedFile;
import dev.gantry.isle.Options;
import dev.gantry.isle.sema.Names;
import dev.gantry.isle.sema.Type;
import java.util.List;

/** Emits the enums and structs that the program declares and nobody else provides. */
final class TypeEmitter {
    private final Options options;

    TypeEmitter(Options options) {
        this.options = options;
    }

    GeneratedFile emit(Type type) {
        StringBuilder out = new StringBuilder();
        Header.append(out, options);
        out.append("/** Generated from the ISLE type ").append(type.name()).append(", declared at ");
        out.append(type.pos().fileAndLine()).append(". */\n");
        switch (type.kind()) {
            case UNIT_ENUM -> unitEnum(out, type);
            case DATA_ENUM -> dataEnum(out, type);
            case STRUCT -> {
                String params = fields(type.variants().get(0).fields());
                out.append("public record ")
                        .append(type.javaType())
                        .append('(')
                        .append(params)
                        .append(") {}\n");
            }
            case PRIMITIVE -> throw new IllegalArgumentException("nothing to emit for " + type);
        }
        return new GeneratedFile(Header.path(options, type.javaType()), out.toString());
    }

    private static void unitEnum(StringBuilder out, Type type) {
        out.append("public enum ").append(type.javaType()).append(" {\n");
        for (Type.Variant v : type.variants()) {
            out.append("    ")
                    .append(Names.java(v.name()))
                    .append(v.tag() + 1 < type.variants().size() ? ",\n" : "\n");
        }
        out.append("}\n");
    }

    private static void dataEnum(StringBuilder out, Type type) {
        out.append("public sealed interface ").append(type.javaType()).append(" {\n");
        out.append("    /** Index of the variant in order of declaration. */\n    int tag();\n");
        for (Type.Variant v : type.variants()) {
            out.append("\n    record ").append(Names.java(v.name())).append('(').append(fields(v.fields()));
            out.append(") implements ").append(type.javaType()).append(" {\n");
            out.append("        @Override\n        public int tag() {\n            return ");
            out.append(v.tag()).append(";\n        }\n    }\n");
        }
        out.append("}\n");
    }

    private static String fields(List<Type.Field> fields) {
        StringBuilder out = new StringBuilder();
        for (Type.Field f : fields) {
            out.append(out.isEmpty() ? "" : ", ");
            out.append(f.type().javaType()).append(' ').append(Names.java(f.name()));
        }
        return out.toString();
    }
}
