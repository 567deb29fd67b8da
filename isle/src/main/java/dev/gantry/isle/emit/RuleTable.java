package dev.gantry.isle.emit;

import dev.gantry.isle.GeneratedFile;
import dev.gantry.isle.Options;
import dev.gantry.isle.sema.Program;
import dev.gantry.isle.sema.TypedRule;

/**
 * Emits the table of rules for coverage: a class {@code CRules} whose {@code table()} gives, per rule id, a string
 * {@code term<TAB>name<TAB>file:line}. The strings are kept in few constants, so that no method is long.
 */
final class RuleTable {
    private static final int CHUNK = 8_000;

    private RuleTable() {}

    static GeneratedFile emit(Options options, Program program) {
        StringBuilder out = new StringBuilder();
        Header.append(out, options);
        String name = options.className() + "Rules";
        out.append("/** The rules by id: term, name, place. */\npublic final class ")
                .append(name)
                .append(" {\n");
        out.append("    private ").append(name).append("() {}\n\n");
        out.append("    /** Per rule id: term, name and file:line, with tabs between. */\n");
        out.append("    public static String[] table() {\n        return String.join(\"\"");
        int length = 0;
        boolean open = false;
        for (TypedRule rule : program.rules()) {
            String row = rule.term() + "\t" + rule.name() + "\t" + rule.pos().fileAndLine() + "\n";
            if (!open || length + row.length() > CHUNK) {
                out.append(open ? "\"" : "").append(",\n                \"");
                open = true;
                length = 0;
            }
            length += row.length();
            escape(row, out);
        }
        out.append(open ? "\"" : "").append(").split(\"\\n\");\n    }\n}\n");
        return new GeneratedFile(Header.path(options, name), out.toString());
    }

    private static void escape(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '"', '\\' -> out.append('\\').append(c);
                default -> out.append(c);
            }
        }
    }
}
