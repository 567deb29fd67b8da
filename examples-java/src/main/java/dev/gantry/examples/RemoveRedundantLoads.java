package dev.gantry.examples;

import dev.gantry.clif.ir.Function;
import dev.gantry.clif.text.ClifPrinter;
import dev.gantry.clif.text.ClifReader;
import dev.gantry.codegen.analysis.ControlFlowGraph;
import dev.gantry.codegen.analysis.DominatorTree;
import dev.gantry.codegen.opt.AliasAnalysis;

/**
 * Runs a pass of the mid-end by itself: loads of what is known already go, and stores of what is there already.
 *
 * <p>The compiler does this with {@code opt_level=speed}; a front end that makes its own pipeline calls the pass.
 */
public final class RemoveRedundantLoads {
    private static final String TWO_FIELDS = """
            function %lengths(i64, i64) -> i64 {
                region0 = 1 "lengths"
                region1 = 2 "data"
            block0(v0: i64, v1: i64):
                v2 = load.i64 region0 v0+8
                store region1 v1, v0+16 ; another region: the length is still known
                v3 = load.i64 region0 v0+8
                v4 = load.i64 region1 v0+16 ; what was stored
                v5 = iadd v2, v3
                v6 = iadd v5, v4
                return v6
            }
            """;

    private RemoveRedundantLoads() {}

    /** Runs the example. */
    public static void main(String[] args) {
        Function function = ClifReader.readFunction(TWO_FIELDS);
        ControlFlowGraph cfg = new ControlFlowGraph();
        DominatorTree dominators = new DominatorTree();
        cfg.compute(function);
        dominators.compute(cfg);
        AliasAnalysis.Removed removed = new AliasAnalysis().run(function, cfg, dominators);
        function.dfg.resolveAllAliases();
        System.out.println("loads removed: " + removed.loads() + ", stores removed: " + removed.stores());
        System.out.print(ClifPrinter.print(function));
    }
}
