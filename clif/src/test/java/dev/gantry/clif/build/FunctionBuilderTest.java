package dev.gantry.clif.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.clif.ir.BlockCall;
import dev.gantry.clif.ir.CallConv;
import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.IntCC;
import dev.gantry.clif.ir.JumpTable;
import dev.gantry.clif.ir.Signature;
import dev.gantry.clif.ir.Type;
import dev.gantry.clif.text.ClifPrinter;
import dev.gantry.clif.verify.Verifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FunctionBuilderTest {
    private final FunctionBuilderContext context = new FunctionBuilderContext();

    private static Function function(List<Type> params, List<Type> results) {
        return new Function(new ExternalName.TestCase("f"), Signature.of(CallConv.FAST, params, results));
    }

    private FunctionBuilder begin(Function function) {
        FunctionBuilder b = new FunctionBuilder(function, context);
        int entry = b.createBlock();
        b.appendBlockParamsForFunctionParams(entry);
        b.switchToBlock(entry);
        b.sealBlock(entry);
        return b;
    }

    private static String check(Function function) {
        function.dfg.resolveAllAliases();
        assertThat(Verifier.verify(function)).isEmpty();
        return ClifPrinter.print(function);
    }

    @Test
    void loopVariablesBecomeBlockParameters() {
        Function function = function(List.of(Type.I32), List.of(Type.I32));
        FunctionBuilder b = begin(function);
        int n = b.declareVar(Type.I32);
        int sum = b.declareVar(Type.I32);
        int same = b.declareVar(Type.I32);
        b.defVar(n, b.blockParam(0, 0));
        b.defVar(sum, b.iconst(Type.I32, 0));
        b.defVar(same, b.iconst(Type.I32, 7));
        int head = b.createBlock();
        int body = b.createBlock();
        int exit = b.createBlock();
        b.jump(head);
        b.switchToBlock(head);
        b.brif(b.useVar(n), body, exit);
        b.switchToBlock(body);
        b.sealBlock(body);
        b.defVar(sum, b.iadd(b.useVar(sum), b.iadd(b.useVar(n), b.useVar(same))));
        b.defVar(n, b.iaddImm(b.useVar(n), -1));
        b.jump(head);
        b.sealBlock(head);
        b.switchToBlock(exit);
        b.sealBlock(exit);
        b.return_(new int[] {b.useVar(sum)});
        b.finish();
        assertThat(check(function)).isEqualTo("""
                function %f(i32) -> i32 fast {
                block0(v0: i32):
                    v1 = iconst.i32 0
                    v2 = iconst.i32 7
                    v5 -> v2
                    jump block1(v0, v1)  ; v1 = 0

                block1(v3: i32, v4: i32):
                    brif v3, block2, block3

                block2:
                    v6 = iadd.i32 v3, v2  ; v2 = 7
                    v7 = iadd.i32 v4, v6
                    v8 = iconst.i32 -1
                    v9 = iadd.i32 v3, v8  ; v8 = -1
                    jump block1(v9, v7)

                block3:
                    return v4
                }
                """);
    }

    @Test
    void equalAssignmentsMakeNoParameter() {
        Function function = function(List.of(Type.I32), List.of(Type.I32));
        FunctionBuilder b = begin(function);
        int x = b.declareVar(Type.I32);
        b.defVar(x, b.blockParam(0, 0));
        int left = b.createBlock();
        int right = b.createBlock();
        int join = b.createBlock();
        b.brif(b.useVar(x), left, right);
        for (int block : new int[] {left, right}) {
            b.switchToBlock(block);
            b.sealBlock(block);
            b.jump(join);
        }
        b.switchToBlock(join);
        b.sealBlock(join);
        b.return_(new int[] {b.useVar(x)});
        b.finish();
        assertThat(check(function)).contains("block3:\n    return v0");
    }

    @Test
    void readBeforeAssignmentGivesZero() {
        for (Type type : List.of(Type.I8, Type.I64, Type.I128, Type.F16, Type.F32, Type.F64, Type.F128, Type.I32X4)) {
            Function function = function(List.of(), List.of(type));
            FunctionBuilder b = begin(function);
            int x = b.declareVar(type);
            int next = b.createBlock();
            b.jump(next);
            b.switchToBlock(next);
            b.sealBlock(next);
            b.return_(new int[] {b.useVar(x)});
            b.finish();
            assertThat(check(function)).contains("0");
        }
    }

    @Test
    void argumentsReachEveryEqualTargetOfATable() {
        Function function = function(List.of(Type.I32), List.of(Type.I32));
        FunctionBuilder b = begin(function);
        int x = b.declareVar(Type.I32);
        int a = b.createBlock();
        int c = b.createBlock();
        b.defVar(x, b.blockParam(0, 0));
        BlockCall toA = BlockCall.to(a);
        b.brTable(b.blockParam(0, 0), new JumpTable(BlockCall.to(c), new BlockCall[] {toA, toA, BlockCall.to(c)}));
        b.switchToBlock(c);
        b.sealBlock(c);
        b.defVar(x, b.iconst(Type.I32, 5));
        b.jump(a);
        b.switchToBlock(a);
        b.sealBlock(a);
        b.return_(new int[] {b.useVar(x)});
        b.finish();
        assertThat(check(function)).contains("br_table v0, block2, [block1(v0), block1(v0), block2]");
    }

    @Test
    void unreachableCode() {
        Function function = function(List.of(), List.of(Type.I32));
        FunctionBuilder b = begin(function);
        int x = b.declareVar(Type.I32);
        b.defVar(x, b.iconst(Type.I32, 1));
        b.return_(new int[] {b.useVar(x)});
        int dead = b.createBlock();
        int loop = b.createBlock();
        b.switchToBlock(dead);
        b.sealBlock(dead);
        assertThat(b.isUnreachable()).isTrue();
        b.jump(loop);
        b.switchToBlock(loop);
        b.defVar(x, b.iaddImm(b.useVar(x), 1));
        b.jump(loop);
        b.sealAllBlocks();
        b.finish();
        check(function);
    }

    @Test
    void wrongUseIsRefused() {
        Function function = function(List.of(), List.of());
        FunctionBuilder b = begin(function);
        int block = b.createBlock();
        int x = b.declareVar(Type.I32);
        int c = b.iconst(Type.I64, 0);
        assertThatThrownBy(() -> b.defVar(x, c)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> b.switchToBlock(block)).isInstanceOf(IllegalStateException.class);
        b.jump(block);
        assertThatThrownBy(() -> b.nop()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(b::finish).hasMessageContaining("never sealed");
    }

    /** Random structured programs over variables: whatever the shape, the result verifies. */
    @Test
    void randomStructuredCodeVerifies() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            Function function = function(List.of(Type.I32), List.of(Type.I32));
            FunctionBuilder b = begin(function);
            int[] vars = new int[1 + random.nextInt(6)];
            for (int i = 0; i < vars.length; i++) {
                vars[i] = b.declareVar(Type.I32);
            }
            b.defVar(vars[0], b.blockParam(0, 0));
            statements(b, random, vars, new ArrayList<>(), 4);
            b.return_(new int[] {b.useVar(vars[0])});
            b.finish();
            check(function);
        }
    }

    private static void statements(FunctionBuilder b, Random random, int[] vars, List<Integer> exits, int depth) {
        for (int n = random.nextInt(4); n >= 0; n--) {
            int v = vars[random.nextInt(vars.length)];
            switch (depth == 0 ? 0 : random.nextInt(4)) {
                case 1 -> {
                    int then = b.createBlock();
                    int join = b.createBlock();
                    b.brif(b.useVar(v), then, join);
                    b.switchToBlock(then);
                    b.sealBlock(then);
                    statements(b, random, vars, exits, depth - 1);
                    b.jump(join);
                    b.sealBlock(join);
                    b.switchToBlock(join);
                }
                case 2 -> {
                    int head = b.createBlock();
                    int exit = b.createBlock();
                    b.jump(head);
                    b.switchToBlock(head);
                    exits.add(exit);
                    statements(b, random, vars, exits, depth - 1);
                    exits.removeLast();
                    b.brif(b.icmp(IntCC.EQ, b.useVar(v), b.useVar(vars[0])), head, exit);
                    b.sealBlock(head);
                    b.switchToBlock(exit);
                    b.sealBlock(exit);
                }
                case 3 -> {
                    if (!exits.isEmpty()) {
                        int next = b.createBlock();
                        b.brif(b.useVar(v), exits.get(random.nextInt(exits.size())), next);
                        b.switchToBlock(next);
                        b.sealBlock(next);
                    }
                }
                default -> b.defVar(v, b.iadd(b.useVar(v), b.useVar(vars[random.nextInt(vars.length)])));
            }
        }
    }

    /** Ten thousand blocks in sequence, nested loops and a wide branch table, with four hundred variables, take no time to speak of. */
    @Test
    @Timeout(20)
    void largeFunctionsAreLinear() {
        Function function = function(List.of(Type.I32), List.of(Type.I32));
        FunctionBuilder b = begin(function);
        int[] vars = new int[400];
        for (int i = 0; i < vars.length; i++) {
            vars[i] = b.declareVar(Type.I32);
            b.defVar(vars[i], b.iconst(Type.I32, i));
        }
        for (int i = 0; i < 10_000; i++) {
            int then = b.createBlock();
            int join = b.createBlock();
            b.brif(b.useVar(vars[i % vars.length]), then, join);
            b.switchToBlock(then);
            b.sealBlock(then);
            b.defVar(vars[i % 7], b.iaddImm(b.useVar(vars[i % 7]), 1));
            b.jump(join);
            b.switchToBlock(join);
            b.sealBlock(join);
        }
        int[] heads = new int[2000];
        for (int i = 0; i < heads.length; i++) {
            heads[i] = b.createBlock();
            b.jump(heads[i]);
            b.switchToBlock(heads[i]);
        }
        b.defVar(vars[1], b.useVar(vars[2]));
        int cond = b.useVar(vars[3]);
        for (int i = heads.length - 1; i >= 0; i--) {
            int exit = b.createBlock();
            b.brif(cond, heads[i], exit);
            b.sealBlock(heads[i]);
            b.switchToBlock(exit);
            b.sealBlock(exit);
        }
        BlockCall[] targets = new BlockCall[10_000];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = BlockCall.to(b.createBlock());
        }
        int join = b.createBlock();
        b.brTable(b.useVar(vars[0]), new JumpTable(BlockCall.to(join), targets));
        for (int i = 0; i < targets.length; i++) {
            b.switchToBlock(targets[i].block());
            b.sealBlock(targets[i].block());
            b.defVar(vars[i % 50], b.useVar(vars[i % 100]));
            b.jump(join);
        }
        b.switchToBlock(join);
        b.sealBlock(join);
        int sum = b.useVar(vars[0]);
        for (int v = 1; v < 100; v++) {
            sum = b.iadd(sum, b.useVar(vars[v]));
        }
        b.return_(new int[] {sum});
        b.finish();
        function.dfg.resolveAllAliases();
        assertThat(Verifier.verify(function)).isEmpty();
    }
}
