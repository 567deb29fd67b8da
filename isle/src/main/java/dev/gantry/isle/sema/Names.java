package dev.gantry.isle.sema;

import java.util.Set;

/** ISLE names as Java identifiers. */
public final class Names {
    private static final Set<String> KEYWORDS = Set.of(
            "abstract",
            "assert",
            "boolean",
            "break",
            "byte",
            "case",
            "catch",
            "char",
            "class",
            "const",
            "continue",
            "default",
            "do",
            "double",
            "else",
            "enum",
            "extends",
            "final",
            "finally",
            "float",
            "for",
            "goto",
            "if",
            "implements",
            "import",
            "instanceof",
            "int",
            "interface",
            "long",
            "native",
            "new",
            "package",
            "private",
            "protected",
            "public",
            "return",
            "short",
            "static",
            "strictfp",
            "super",
            "switch",
            "synchronized",
            "this",
            "throw",
            "throws",
            "transient",
            "try",
            "void",
            "volatile",
            "while",
            "true",
            "false",
            "null",
            "_");

    private Names() {}

    /** The name itself where Java allows it; what Java does not allow becomes {@code _}, and a keyword gets {@code _} appended. */
    public static String java(String name) {
        if (KEYWORDS.contains(name)) {
            return name + "_";
        }
        StringBuilder out = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            out.append(i == 0 ? firstOrUnderscore(c) : Character.isJavaIdentifierPart(c) ? c : '_');
        }
        return out.toString();
    }

    private static char firstOrUnderscore(char c) {
        return Character.isJavaIdentifierStart(c) ? c : '_';
    }
}
