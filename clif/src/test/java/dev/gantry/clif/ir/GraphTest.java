package dev.gantry.clif.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GraphTest {
    private static Function function() {
        return new Function(new ExternalName.TestCase("f"), Signature.of(CallConv.FAST, List.of(Type.I32), List.of()));
    }

    /** The layout against lists, over random insertions and removals. */
    @Test
    void layoutBehavesLikeLists() {
        Random random = new Random(7);
        Layout layout = new Layout();
        List<Integer> blocks = new ArrayList<>();
        List<List<Integer>> insts = new ArrayList<>();
        for (int b = 0; b < 20; b++) {
            int at = blocks.isEmpty() ? 0 : random.nextInt(blocks.size() + 1);
            if (at == blocks.size()) {
                layout.appendBlock(b);
            } else {
                layout.insertBlockBefore(b, blocks.get(at));
            }
            blocks.add(at, b);
            insts.add(new ArrayList<>());
        }
        List<Integer> free = new ArrayList<>();
        int next = 0;
        for (int step = 0; step < 5000; step++) {
            int block = random.nextInt(20);
            List<Integer> list = insts.get(block);
            if (random.nextInt(3) == 0 && !list.isEmpty()) {
                int inst = list.remove(random.nextInt(list.size()));
                layout.removeInst(inst);
                free.add(inst);
                continue;
            }
            int inst = free.isEmpty() ? next++ : free.removeLast();
            int at = random.nextInt(list.size() + 1);
            if (at == list.size()) {
                layout.appendInst(inst, block);
            } else {
                layout.insertInstBefore(inst, list.get(at));
            }
            list.add(at, inst);
        }
        List<Integer> order = new ArrayList<>();
        for (int b = layout.firstBlock(); b >= 0; b = layout.nextBlock(b)) {
            order.add(b);
            List<Integer> forward = new ArrayList<>();
            for (int i = layout.firstInst(b); i >= 0; i = layout.nextInst(i)) {
                forward.add(i);
                assertThat(layout.instBlock(i)).isEqualTo(b);
            }
            List<Integer> backward = new ArrayList<>();
            for (int i = layout.lastInst(b); i >= 0; i = layout.prevInst(i)) {
                backward.addFirst(i);
            }
            assertThat(forward).isEqualTo(insts.get(b)).isEqualTo(backward);
        }
        assertThat(order).isEqualTo(blocks);
        assertThat(layout.blockCount()).isEqualTo(20);
        assertThatThrownBy(() -> layout.appendBlock(3)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void splitBlockMovesTheTail() {
        Layout layout = new Layout();
        layout.appendBlock(0);
        layout.appendBlock(2);
        for (int i = 0; i < 4; i++) {
            layout.appendInst(i, 0);
        }
        layout.splitBlock(1, 2);
        assertThat(layout.nextBlock(0)).isEqualTo(1);
        assertThat(layout.lastInst(0)).isEqualTo(1);
        assertThat(layout.firstInst(1)).isEqualTo(2);
        assertThat(layout.lastInst(1)).isEqualTo(3);
        assertThat(layout.instBlock(3)).isEqualTo(1);
    }

    @Test
    void resultsMayHaveAnyNumbers() {
        Dfg dfg = function().dfg;
        int x = dfg.makeValue(Type.I32);
        int inst = dfg.makeInst(new InstData.Binary(Opcode.UADD_OVERFLOW, x, x));
        dfg.appendResultAt(inst, 9, Type.I32);
        dfg.appendResultAt(inst, 4, Type.I8);
        assertThat(dfg.instResult(inst, 0)).isEqualTo(9);
        assertThat(dfg.instResult(inst, 1)).isEqualTo(4);
        assertThat(dfg.valueDefIndex(4)).isEqualTo(1);
        assertThat(dfg.valueType(4)).isSameAs(Type.I8);
        assertThat(dfg.isValid(5)).isFalse();
        int other = dfg.makeInst(new InstData.Binary(Opcode.UADD_OVERFLOW, x, x), Type.I32);
        assertThat(dfg.instResult(other, 1)).isEqualTo(dfg.instResult(other, 0) + 1);
    }

    @Test
    void aliases() {
        Dfg dfg = function().dfg;
        int block = dfg.makeBlock();
        int a = dfg.appendBlockParam(block, Type.I32);
        int b = dfg.appendBlockParam(block, Type.I32);
        int c = dfg.appendBlockParam(block, Type.I32);
        int inst = dfg.makeInst(new InstData.Binary(Opcode.IADD, b, c), Type.I32);
        dfg.removeBlockParam(block, 2);
        dfg.removeBlockParam(block, 1);
        dfg.changeToAlias(b, a);
        dfg.changeToAlias(c, b);
        assertThat(dfg.resolveAliases(c)).isEqualTo(a);
        assertThatThrownBy(() -> dfg.changeToAlias(a, c)).isInstanceOf(IllegalArgumentException.class);
        dfg.resolveAllAliases();
        assertThat(dfg.instData(inst)).isEqualTo(new InstData.Binary(Opcode.IADD, a, a));
        assertThat(dfg.blockParamCount(block)).isEqualTo(1);
    }

    @Test
    void blockArgumentsEncodePayloads() {
        for (int n = 0; n < 5; n++) {
            int ret = BlockCall.ret(n);
            int exn = BlockCall.exn(n);
            assertThat(BlockCall.isRet(ret) && !BlockCall.isExn(ret) && !BlockCall.isValue(ret))
                    .isTrue();
            assertThat(BlockCall.isExn(exn) && !BlockCall.isRet(exn) && !BlockCall.isValue(exn))
                    .isTrue();
            assertThat(BlockCall.payloadIndex(ret)).isEqualTo(n);
            assertThat(BlockCall.payloadIndex(exn)).isEqualTo(n);
        }
        BlockCall call = new BlockCall(3, new int[] {5, BlockCall.ret(0), 6});
        assertThat(call.mapArgs(v -> v + 1)).isEqualTo(new BlockCall(3, new int[] {6, BlockCall.ret(0), 7}));
        assertThat(call.mapArgs(v -> v)).isSameAs(call);
        assertThat(call.toString()).isEqualTo("block3(v5, ret0, v6)");
    }
}
