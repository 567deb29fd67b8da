package dev.gantry.asm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random graphs of blocks, run before and after the buffer has simplified their branches. */
final class BranchGraphTest {
    @Test
    void simplifiedBranchesLeaveTheTraceAlone() {
        CodeBuffer buffer = new CodeBuffer(Toy.INSTANCE);
        long plain = 0;
        long simplified = 0;
        for (int seed = 0; seed < 30_000; seed++) {
            Random random = new Random(seed);
            ToyMachine.Block[] blocks = blocks(random, 1 + random.nextInt(seed % 10 == 0 ? 200 : 12));
            buffer.reset();
            int written = emit(buffer, blocks, random);
            CodeBlob blob = buffer.finish();
            assertThat(ToyMachine.run(blob.bytes())).as("seed " + seed).isEqualTo(ToyMachine.run(blocks));
            plain += written;
            simplified += blob.size();
        }
        System.out.println("branch graphs: " + plain + " bytes written, " + simplified + " left");
        assertThat(simplified).isLessThan(plain);
    }

    private static ToyMachine.Block[] blocks(Random random, int count) {
        ToyMachine.Block[] blocks = new ToyMachine.Block[count];
        for (int i = 0; i < count; i++) {
            boolean loud = random.nextInt(3) == 0;
            int condition = random.nextInt(2) == 0 ? -1 : random.nextInt(8);
            int near = Math.min(count - 1, i + random.nextInt(3));
            int taken = random.nextInt(3) == 0 ? random.nextInt(count) : near;
            int next = random.nextInt(12) == 0
                    ? -1
                    : random.nextInt(3) == 0 ? random.nextInt(count) : Math.min(count - 1, i + 1);
            blocks[i] = new ToyMachine.Block(loud, condition, taken, next);
        }
        return blocks;
    }

    /** Returns the number of bytes that a buffer without simplification would hold. */
    private static int emit(CodeBuffer buffer, ToyMachine.Block[] blocks, Random random) {
        int first = buffer.newLabel();
        for (int i = 1; i < blocks.length; i++) {
            buffer.newLabel();
        }
        int written = 0;
        for (int i = 0; i < blocks.length; i++) {
            if (buffer.islandNeeded(32)) {
                written += island(buffer);
            }
            buffer.bindLabel(first + i);
            ToyMachine.Block block = blocks[i];
            if (block.loud()) {
                Toy.trace(buffer, i);
                written += 4;
            }
            if (block.condition() >= 0) {
                Toy.branch(buffer, block.condition(), first + block.taken());
                written += 4;
            }
            if (block.next() < 0) {
                Toy.stop(buffer);
            } else {
                Toy.jump(buffer, first + block.next());
            }
            written += 4;
            if (random.nextInt(20) == 0) {
                buffer.align(16);
            }
        }
        return written;
    }

    private static int island(CodeBuffer buffer) {
        int before = buffer.offset();
        int over = buffer.newLabel();
        Toy.jump(buffer, over);
        buffer.emitIsland(32);
        buffer.bindLabel(over);
        return buffer.offset() - before;
    }

    @Test
    void farBranchesGoThroughVeneers() {
        CodeBuffer buffer = new CodeBuffer(Toy.INSTANCE);
        int end = buffer.newLabel();
        int count = 2000;
        for (int i = 0; i < count; i++) {
            if (buffer.islandNeeded(16)) {
                island(buffer);
            }
            Toy.branch(buffer, i & 255, end);
            Toy.trace(buffer, i);
        }
        buffer.bindLabel(end);
        Toy.stop(buffer);
        CodeBlob blob = buffer.finish();
        int firstTaken = 0;
        while (!ToyMachine.holds(firstTaken, firstTaken)) {
            firstTaken++;
        }
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < firstTaken; i++) {
            expected.append(i).append(' ');
        }
        assertThat(ToyMachine.run(blob.bytes())).isEqualTo(expected + "stop");
        assertThat(blob.size()).isLessThan(count * 24);
    }

    @Test
    void costIsLinear() {
        CodeBuffer buffer = new CodeBuffer(Toy.INSTANCE);
        int size = 250_000;
        for (int i = 0; i < 3; i++) {
            time(buffer, size);
        }
        long small = Long.MAX_VALUE;
        long large = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            small = Math.min(small, time(buffer, size));
            large = Math.min(large, time(buffer, size * 4));
        }
        System.out.println("code buffer: " + size * 4 + " instructions in " + large / 1_000_000
                + " ms, a quarter of them in " + small / 1_000_000 + " ms");
        assertThat(large).isLessThan(Math.max(12 * small, 200_000_000L));
    }

    /** Chains of empty blocks, jumps over jumps and long-range references: what invites quadratic behaviour. */
    private static long time(CodeBuffer buffer, int size) {
        long start = System.nanoTime();
        buffer.reset();
        int end = buffer.newLabel();
        int next = buffer.newLabel();
        for (int i = 0; i < size; i++) {
            buffer.bindLabel(next);
            next = buffer.newLabel();
            switch (i & 7) {
                case 0 -> far(buffer, end);
                case 1 -> Toy.trace(buffer, i & 0xffff);
                default -> jumpAnywhere(buffer, next);
            }
        }
        buffer.bindLabel(next);
        buffer.bindLabel(end);
        Toy.stop(buffer);
        assertThat(buffer.finish().size()).isGreaterThan(size / 2);
        return System.nanoTime() - start;
    }

    private static void far(CodeBuffer buffer, int label) {
        int start = buffer.offset();
        buffer.put4(Toy.LONG_JUMP);
        buffer.useLabel(label, Toy.Use.FAR);
        buffer.put4(0);
        buffer.uncondBranch(start, label);
    }

    private static void jumpAnywhere(CodeBuffer buffer, int label) {
        int start = buffer.offset();
        buffer.useLabel(label, Toy.Use.MIDDLE);
        buffer.put4(Toy.JUMP);
        buffer.uncondBranch(start, label);
    }
}
