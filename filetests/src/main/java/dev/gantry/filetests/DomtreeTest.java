package dev.gantry.filetests;

import dev.gantry.clif.ir.Entity;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.text.ClifFunction;
import dev.gantry.clif.text.Comment;
import dev.gantry.codegen.analysis.ControlFlowGraph;
import dev.gantry.codegen.analysis.DominatorTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code test domtree}: a comment {@code ; dominates: blockA blockB} at an instruction or block says that the block is
 * the immediate dominator of those named; besides, the post-order of the graph and the tree in pre-order are printed and checked.
 */
final class DomtreeTest implements SubTest {
    private static final String NAME = "domtree";

    @Override
    public void run(FileUnderTest file, List<String> options, List<CaseResult> results) {
        for (ClifFunction function : file.file().functions()) {
            ControlFlowGraph cfg = new ControlFlowGraph();
            DominatorTree domtree = new DominatorTree();
            cfg.compute(function.function());
            domtree.compute(cfg);
            List<String> problems = new ArrayList<>();
            for (Comment comment : function.comments()) {
                facts(function.function(), comment, domtree, problems);
            }
            String text = print(function.function(), domtree);
            Optional<String> mismatch = new FileCheck(file.comments(function)).check(text);
            mismatch.ifPresent(problems::add);
            if (!problems.isEmpty()) {
                results.add(CaseResult.failed(NAME, function.function() + ": " + String.join("\n", problems)));
                return;
            }
        }
        results.add(CaseResult.passed(NAME));
    }

    private static void facts(Function function, Comment comment, DominatorTree domtree, List<String> problems) {
        int at = comment.text().indexOf("dominates:");
        if (at < 0) {
            return;
        }
        Entity entity = comment.entity();
        int block =
                switch (entity.kind()) {
                    case INST -> function.layout.instBlock(entity.number());
                    case BLOCK -> entity.number();
                    default -> -1;
                };
        for (String word :
                comment.text().substring(at + "dominates:".length()).strip().split("\\s+")) {
            int dominated = word.startsWith("block") ? Integer.parseInt(word.substring(5)) : -1;
            if (block < 0 || dominated < 0) {
                problems.add("line " + comment.line() + ": malformed directive");
            } else if (domtree.idom(dominated) != block) {
                problems.add("line " + comment.line() + ": the immediate dominator of " + word + " is block"
                        + domtree.idom(dominated) + ", not block" + block);
            }
        }
    }

    private static String print(Function function, DominatorTree domtree) {
        StringBuilder out = new StringBuilder("cfg_postorder:");
        for (int i = 0; i < domtree.reachableCount(); i++) {
            out.append(" block").append(domtree.postorder(i));
        }
        out.append("\ndomtree_preorder {\n");
        int entry = function.layout.entryBlock();
        int[] stack = new int[Math.max(1, function.dfg.blockLimit())];
        int depth = 0;
        if (entry >= 0) {
            stack[depth++] = entry;
        }
        while (depth > 0) {
            int block = stack[--depth];
            out.append("    block").append(block).append(':');
            int bottom = depth;
            for (int child = domtree.firstChild(block); child >= 0; child = domtree.nextSibling(child)) {
                out.append(" block").append(child);
                stack[depth++] = child;
            }
            out.append('\n');
            for (int i = bottom, j = depth - 1; i < j; i++, j--) {
                int swap = stack[i];
                stack[i] = stack[j];
                stack[j] = swap;
            }
        }
        return out.append("}\n").toString();
    }
}
