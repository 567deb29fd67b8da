package dev.gantry.filetests;

import dev.gantry.clif.ir.Function;
import dev.gantry.clif.text.ClifFunction;
import dev.gantry.clif.text.ClifPrinter;
import dev.gantry.clif.verify.Verifier;
import dev.gantry.clif.verify.VerifierError;
import dev.gantry.codegen.analysis.ControlFlowGraph;
import dev.gantry.codegen.analysis.DominatorTree;
import dev.gantry.codegen.opt.AliasAnalysis;
import java.util.List;
import java.util.Optional;

/** Tests of one pass of the mid-end: each function after it verifies, and its text is checked. */
final class PassTest implements SubTest {
    /** Changes a function. */
    interface Pass {
        void run(Function function);
    }

    private final String name;
    private final Pass pass;

    PassTest(String name, Pass pass) {
        this.name = name;
        this.pass = pass;
    }

    @Override
    public void run(FileUnderTest file, List<String> options, List<CaseResult> results) {
        for (ClifFunction function : file.freshFunctions()) {
            pass.run(function.function());
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
    static void aliasAnalysis(Function function) {
        ControlFlowGraph cfg = new ControlFlowGraph();
        DominatorTree domtree = new DominatorTree();
        function.dfg.resolveAllAliases();
        cfg.compute(function);
        domtree.compute(cfg);
        new AliasAnalysis().run(function, cfg, domtree);
        function.dfg.resolveAllAliases();
    }
}
