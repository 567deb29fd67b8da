package dev.gantry.examples;

import dev.gantry.clif.ir.Function;
import dev.gantry.clif.text.ClifReader;
import dev.gantry.codegen.analysis.ControlFlowGraph;
import dev.gantry.codegen.analysis.DominatorTree;
import dev.gantry.codegen.analysis.LoopAnalysis;

/**
 * Asks the control-flow analyses about a function: who precedes and follows each block, which block dominates it, how deep it is in loops.
 *
 * <p>The analyses are objects with tables that are computed anew for each function and indexed by block, so that a compiler makes them once.
 */
public final class AnalyseControlFlow {
    private static final String NESTED_LOOPS = """
            function %nested(i32) {
            block0(v0: i32):
                jump block1
            block1: ; outer loop
                jump block2
            block2: ; inner loop
                brif v0, block2, block3
            block3:
                brif v0, block1, block4
            block4:
                return
            block5: ; nothing leads here
                jump block4
            }
            """;

    private AnalyseControlFlow() {}

    /** Runs the example. */
    public static void main(String[] args) {
        Function function = ClifReader.readFunction(NESTED_LOOPS);
        ControlFlowGraph cfg = new ControlFlowGraph();
        DominatorTree dominators = new DominatorTree();
        LoopAnalysis loops = new LoopAnalysis();
        cfg.compute(function);
        dominators.compute(cfg);
        loops.compute(cfg, dominators);

        for (int block = 0; block < cfg.blockCount(); block++) {
            System.out.print("block" + block + ":");
            if (!dominators.isReachable(block)) {
                System.out.println(" cannot be reached");
                continue;
            }
            System.out.print(" to");
            for (int edge = cfg.succStart(block); edge < cfg.succEnd(block); edge++) {
                System.out.print(" block" + cfg.succAt(edge));
            }
            if (block != cfg.entry()) {
                System.out.print("; dominated by block" + dominators.idom(block));
            }
            System.out.println("; loop depth " + loops.loopDepth(block));
        }
        System.out.println("block1 dominates block4: " + dominators.dominates(1, 4));
        System.out.println("loops: " + loops.loopCount());
    }
}
