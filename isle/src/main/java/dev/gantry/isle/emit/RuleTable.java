package dev.gantry.isle.emit;

import dev.gantry.isle.GeneratedFile;
import dev.gantry.isle.Options;
import dev.gantry.isle.sema.Program;
import dev.gantry.isle.sema.TypedRule;

/** Emits the table of rules for coverage: {@code C.rules.tsv}, a line per rule with its id, its term, its name and its place. */
final class RuleTable {
    private RuleTable() {}

    static GeneratedFile emit(Options options, Program program) {
        StringBuilder out = new StringBuilder();
        for (TypedRule rule : program.rules()) {
            out.append(rule.id()).append('\t').append(rule.term()).append('\t').append(rule.name());
            out.append('\t').append(rule.pos().fileAndLine()).append('\n');
        }
        String java = Header.path(options, options.className());
        return new GeneratedFile(java.substring(0, java.length() - ".java".length()) + ".rules.tsv", out.toString());
    }
}
