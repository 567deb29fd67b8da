package dev.gantry.filetests;

import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.text.ClifFunction;
import dev.gantry.clif.text.ClifPrinter;
import dev.gantry.clif.verify.Verifier;
import dev.gantry.clif.verify.VerifierError;
import dev.gantry.codegen.analysis.ControlFlowGraph;
import dev.gantry.codegen.analysis.DominatorTree;
import dev.gantry.codegen.opt.AliasAnalysis;
import dev.gantry.codegen.opt.Inliner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tests of one pass of the mid-end: each function after it verifies, and its text is checked. */
final class PassTest implements SubTest {
    /** Changes a function, knowing the functions of the file by name. */
    interface Pass {
        void run(Function function, Map<ExternalName, Function> file);
    }

    private final String name;
    private final Pass pass;

    PassTest(String name, Pass pass) {
        this.name = name;
        this.pass = pass;
    }

    @Override
    public void run(FileUnderTest file, List<String> options, List<CaseResult> results) {
        Map<ExternalName, Function> byName = new HashMap<>();
        for (ClifFunction function : file.file().functions()) {
            byName.put(function.function().name(), function.function());
        }
        for (ClifFunction function : file.freshFunctions()) {
            pass.run(function.function(), byName);
            List<VerifierError> errors = Verifier.verify(function.function());
            if (!errors.isEmpty()) {
                results.add(CaseResult.failed(name, function.function() + ": " + errors));
                return;
            }
            Optional<String> problem =
                    new FileCheck(file.comments(function)).check(ClifPrinter.print(function.function()));
            if (problem.isPresent()) {
                results.add(CaseResult.failed(name, function.function() + ": " + problem.get()));
                return;
            }
        }
        results.add(CaseResult.passed(name));
    }

    /** {@code test alias-analysis}: redundant loads and stores go. */
    static void aliasAnalysis(Function function, Map<ExternalName, Function> file) {
        ControlFlowGraph cfg = new ControlFlowGraph();
        DominatorTree domtree = new DominatorTree();
        function.dfg.resolveAllAliases();
        cfg.compute(function);
        domtree.compute(cfg);
        new AliasAnalysis().run(function, cfg, domtree);
        function.dfg.resolveAllAliases();
    }

    /** {@code test inline}: calls of the file's other functions are replaced by their bodies, once. */
    static void inline(Function function, Map<ExternalName, Function> file) {
        Inliner.run(function, (caller, call, name) -> Optional.ofNullable(file.get(name))
                .filter(body -> !name.equals(caller.name())));
        function.dfg.resolveAllAliases();
    }
}
