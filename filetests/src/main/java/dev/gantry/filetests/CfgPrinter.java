package dev.gantry.filetests;

import dev.gantry.clif.ir.Function;
import dev.gantry.clif.text.ClifPrinter;
import dev.gantry.codegen.analysis.ControlFlowGraph;
import java.util.Arrays;

/** Prints the control-flow graph of a function in the language of Graphviz: a record for each block with its last instruction. */
public final class CfgPrinter {
    private CfgPrinter() {}

    /** {@return the graph of a function} */
    public static String print(Function function) {
        ControlFlowGraph cfg = new ControlFlowGraph();
        cfg.compute(function);
        StringBuilder out =
                new StringBuilder("digraph \"").append(function.name()).append("\" {\n");
        int entry = function.layout.entryBlock();
        if (entry >= 0) {
            out.append("    {rank=min; block").append(entry).append("}\n");
        }
        for (int block = entry; block >= 0; block = function.layout.nextBlock(block)) {
            out.append("    block").append(block).append(" [shape=record, label=\"{");
            out.append(ClifPrinter.printBlockHead(function, block)).append('\n');
            int last = function.layout.lastInst(block);
            if (last >= 0) {
                out.append(" | <inst").append(last).append('>');
                out.append(ClifPrinter.printInst(function, last)).append('\n');
            }
            out.append("}\"]\n");
        }
        int[] seen = new int[cfg.blockCount()];
        Arrays.fill(seen, -1);
        for (int block = entry; block >= 0; block = function.layout.nextBlock(block)) {
            for (int i = cfg.succStart(block); i < cfg.succEnd(block); i++) {
                int to = cfg.succAt(i);
                if (seen[to] != block) {
                    seen[to] = block;
                    out.append("    block").append(block).append(":inst");
                    out.append(function.layout.lastInst(block))
                            .append(" -> block")
                            .append(to)
                            .append('\n');
                }
            }
        }
        return out.append("}\n").toString();
    }
}
