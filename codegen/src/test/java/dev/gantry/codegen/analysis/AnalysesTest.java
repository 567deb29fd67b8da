package dev.gantry.codegen.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.clif.ir.Function;
import dev.gantry.clif.text.ClifPrinter;
import dev.gantry.clif.text.ClifReader;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class AnalysesTest {
    private final ControlFlowGraph cfg = new ControlFlowGraph();
    private final DominatorTree domtree = new DominatorTree();
    private final LoopAnalysis loops = new LoopAnalysis();

    private Function analyse(String text) {
        Function function = ClifReader.readFunction(text);
        cfg.compute(function);
        domtree.compute(cfg);
        loops.compute(cfg, domtree);
        return function;
    }

    @Test
    void aBranchNamingABlockTwiceHasTwoEdges() {
        analyse("function %f(i32) { block0(v0: i32): brif v0, block1, block1\n block1: return }");
        assertThat(cfg.edgeCount()).isEqualTo(2);
        assertThat(cfg.predEnd(1) - cfg.predStart(1)).isEqualTo(2);
    }

    @Test
    void nestedLoops() {
        analyse("""
                function %f(i32) {
                block0(v0: i32):
                    jump block1
                block1:
                    jump block2
                block2:
                    brif v0, block2, block3
                block3:
                    brif v0, block1, block4
                block4:
                    return
                }
                """);
        assertThat(loops.loopCount()).isEqualTo(2);
        assertThat(loops.loopDepth(0)).isZero();
        assertThat(loops.loopDepth(1)).isEqualTo(1);
        assertThat(loops.loopDepth(2)).isEqualTo(2);
        assertThat(loops.loopDepth(3)).isEqualTo(1);
        assertThat(loops.loopDepth(4)).isZero();
        assertThat(loops.header(loops.loopOf(2))).isEqualTo(2);
        assertThat(loops.header(loops.parent(loops.loopOf(2)))).isEqualTo(1);
    }

    @Test
    void dominatorsOfRandomGraphsAreThoseOfTheDefinition() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            int blocks = 2 + random.nextInt(14);
            analyse(randomGraph(random, blocks));
            for (int a = 0; a < blocks; a++) {
                boolean[] withoutA = reachedWithout(a, blocks);
                for (int b = 0; b < blocks; b++) {
                    if (domtree.isReachable(a) && domtree.isReachable(b)) {
                        assertThat(domtree.dominates(a, b)).isEqualTo(a == b || !withoutA[b]);
                    }
                }
            }
        }
    }

    private static String randomGraph(Random random, int blocks) {
        StringBuilder text = new StringBuilder("function %f(i32) {\nblock0(v0: i32):\n");
        for (int b = 0; b < blocks; b++) {
            if (b > 0) {
                text.append("block").append(b).append(":\n");
            }
            int then = 1 + random.nextInt(blocks - 1);
            int otherwise = 1 + random.nextInt(blocks - 1);
            switch (random.nextInt(4)) {
                case 0 -> text.append("    return\n");
                case 1 -> text.append("    jump block").append(then).append('\n');
                default -> text.append("    brif v0, block" + then + ", block" + otherwise + "\n");
            }
        }
        return text.append("}\n").toString();
    }

    private boolean[] reachedWithout(int removed, int blocks) {
        boolean[] reached = new boolean[blocks];
        int[] stack = new int[blocks * blocks + 1];
        int depth = 0;
        if (removed != 0) {
            stack[depth++] = 0;
            reached[0] = true;
        }
        while (depth > 0) {
            int block = stack[--depth];
            for (int e = cfg.succStart(block); e < cfg.succEnd(block); e++) {
                int succ = cfg.succAt(e);
                if (succ != removed && !reached[succ]) {
                    reached[succ] = true;
                    stack[depth++] = succ;
                }
            }
        }
        return reached;
    }

    @Test
    void unreachableBlocksGo() {
        Function function = analyse("function %f() { block0: return\n block1: jump block1\n }");
        assertThat(UnreachableCode.remove(function, domtree)).isTrue();
        assertThat(function.layout.isBlockInserted(1)).isFalse();
        assertThat(UnreachableCode.remove(function, domtree)).isFalse();
    }

    @Test
    void parametersThatAlwaysCarryOneValueGo() {
        Function function = analyse("""
                function %f(i32, i32) -> i32 {
                block0(v0: i32, v1: i32):
                    jump block1(v0, v1)
                block1(v2: i32, v3: i32):
                    v4 = iadd v2, v3
                    brif v4, block1(v2, v4), block2(v3)
                block2(v5: i32):
                    return v5
                }
                """);
        assertThat(new ConstantParams().remove(function, cfg, domtree)).isTrue();
        function.dfg.resolveAllAliases();
        assertThat(ClifPrinter.print(function))
                .contains("block1(v3: i32)")
                .contains("iadd.i32 v0, v3")
                .contains("brif v4, block1(v4), block2");
    }
}
