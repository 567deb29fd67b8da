package dev.gantry.isle;

import dev.gantry.isle.emit.Emitter;
import dev.gantry.isle.sema.Checker;
import dev.gantry.isle.sema.Program;
import dev.gantry.isle.sema.Term;
import dev.gantry.isle.sema.TypedRule;
import dev.gantry.isle.syntax.Def;
import dev.gantry.isle.syntax.Diagnostics;
import dev.gantry.isle.syntax.Parser;
import dev.gantry.isle.syntax.Source;
import dev.gantry.isle.tree.Block;
import dev.gantry.isle.tree.Normalizer;
import dev.gantry.isle.tree.Recursion;
import dev.gantry.isle.tree.RuleSet;
import dev.gantry.isle.tree.TreeBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The compiler: parse, check, normalise, build decision trees, emit. */
public final class Isle {
    private Isle() {}

    /**
     * Compiles a program; definitions may stand in any order and any file.
     *
     * @throws IsleException if the program is wrong, with every complaint that could be found
     */
    public static List<GeneratedFile> compile(List<Source> sources, Options options) {
        Diagnostics diagnostics = new Diagnostics();
        List<Def> defs = new ArrayList<>();
        for (Source source : sources) {
            defs.addAll(Parser.parse(source, diagnostics));
        }
        stopOnErrors(diagnostics);
        Program program = Checker.check(defs, diagnostics);
        stopOnErrors(diagnostics);
        Recursion.check(program, diagnostics);
        Map<Term, List<TypedRule>> byTerm = new LinkedHashMap<>();
        for (TypedRule rule : program.rules()) {
            byTerm.computeIfAbsent(rule.term(), t -> new ArrayList<>()).add(rule);
        }
        Emitter emitter = new Emitter(options, program);
        List<RuleSet> sets = new ArrayList<>();
        List<Block> trees = new ArrayList<>();
        for (Map.Entry<Term, List<TypedRule>> e : byTerm.entrySet()) {
            RuleSet set = Normalizer.normalize(e.getKey(), e.getValue(), diagnostics);
            sets.add(set);
            trees.add(TreeBuilder.build(set, diagnostics));
        }
        stopOnErrors(diagnostics);
        List<GeneratedFile> files = emitter.emit(sets, trees, diagnostics);
        stopOnErrors(diagnostics);
        return files;
    }

    static void stopOnErrors(Diagnostics diagnostics) {
        if (!diagnostics.isEmpty()) {
            throw new IsleException(diagnostics.toList());
        }
    }
}
