package dev.gantry.isle.emit;

import dev.gantry.isle.GeneratedFile;
import dev.gantry.isle.Options;
import dev.gantry.isle.sema.Names;
import dev.gantry.isle.sema.Program;
import dev.gantry.isle.sema.Term;
import dev.gantry.isle.sema.Type;
import dev.gantry.isle.syntax.Diagnostics;
import dev.gantry.isle.tree.Block;
import dev.gantry.isle.tree.RuleSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Emits a program: its types, its terms divided over classes, and with coverage the table of its rules. */
public final class Emitter {
    private final Options options;
    private final Program program;

    /** An emitter for {@code program}. */
    public Emitter(Options options, Program program) {
        this.options = options;
        this.program = program;
    }

    /** The files; what Java cannot express is reported. */
    public List<GeneratedFile> emit(List<RuleSet> sets, List<Block> trees, Diagnostics diagnostics) {
        checkNames(diagnostics);
        checkSinks(diagnostics);
        if (!diagnostics.isEmpty()) {
            return List.of();
        }
        List<GeneratedFile> files = new ArrayList<>();
        TypeEmitter types = new TypeEmitter(options);
        for (Type type : program.types()) {
            if (!type.extern()) {
                files.add(types.emit(type));
            }
        }
        ClassPacker packer = new ClassPacker(options);
        for (int i = 0; i < sets.size(); i++) {
            Splitter splitter = new Splitter(sets.get(i), options.methodBytes());
            splitter.split(trees.get(i));
            TermEmitter emitter = new TermEmitter(options, sets.get(i), splitter);
            packer.add(sets.get(i).term(), emitter.emit(trees.get(i)));
        }
        files.addAll(packer.files());
        if (options.coverage()) {
            files.add(RuleTable.emit(options, program));
        }
        return files;
    }

    private void checkNames(Diagnostics diagnostics) {
        Map<String, Term> names = new HashMap<>();
        for (Term term : program.terms()) {
            if (term.constructor() instanceof Term.Constructor.Internal) {
                Term other = names.putIfAbsent(Names.java(term.name()), term);
                if (other != null) {
                    diagnostics.error(
                            term.pos(),
                            "`" + term + "` and `" + other + "` have the same name in Java, "
                                    + Names.java(term.name()));
                }
            }
        }
    }

    private void checkSinks(Diagnostics diagnostics) {
        for (Term term : program.terms()) {
            String javaType = term.result().javaType();
            boolean constructed = !(term.constructor() instanceof Term.Constructor.None);
            if (term.multi() && constructed && !options.sinks().containsKey(javaType)) {
                diagnostics.error(
                        term.pos(),
                        "`" + term + "` gives any number of " + javaType
                                + ", and there is no sink for that type (--sink)");
            }
        }
    }
}
