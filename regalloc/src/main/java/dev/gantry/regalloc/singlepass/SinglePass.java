package dev.gantry.regalloc.singlepass;

import dev.gantry.regalloc.Allocation;
import dev.gantry.regalloc.Allocator;
import dev.gantry.regalloc.Dump;
import dev.gantry.regalloc.MachineEnv;
import dev.gantry.regalloc.PReg;
import dev.gantry.regalloc.PRegSet;
import dev.gantry.regalloc.Problem;
import dev.gantry.regalloc.RegallocException;
import dev.gantry.regalloc.Result;

/**
 * The fast allocator. The steps, each a file:
 *
 * <ol>
 *   <li>{@link Prepass}: one forward walk for facts about vregs, and a post-order of the blocks.
 *   <li>{@link Homes}: registers for whole lives, for the busiest vregs that live across blocks; with {@link Liveness} and {@link
 *       Affinities}.
 *   <li>{@link BlockPass} over the instructions of each block, from the last to the first, blocks in post-order, so that every use is
 *       met before the def; {@link BlockEdges} at both ends of each block.
 *   <li>{@link EditStream}: the moves found, put into the order of the code.
 * </ol>
 *
 * <p>Invariants: across edges a vreg is in its home register if it has one, else in its spill slot; a vreg that has a slot is stored to
 * it right after its def and never again.
 */
public final class SinglePass implements Allocator {
    private static final MachineEnv NO_MACHINE =
            new MachineEnv(new int[3][0], new int[3][0], new int[] {PReg.NONE, PReg.NONE, PReg.NONE}, PRegSet.EMPTY);

    private final VRegs vregs = new VRegs();
    private final RegState regs = new RegState(vregs, NO_MACHINE);
    private final Prepass prepass = new Prepass(vregs);
    private final Homes homes = new Homes(vregs, prepass);
    private final BlockPass pass = new BlockPass(vregs, regs, NO_MACHINE);
    private final BlockEdges edges = new BlockEdges(vregs, regs, prepass);
    private final EditStream edits = new EditStream();

    /** An allocator with empty tables. */
    public SinglePass() {}

    @Override
    public void allocate(Problem problem, MachineEnv env, Result result) {
        int blocks = problem.blockCount();
        result.begin(problem.operandCount());
        vregs.begin(problem);
        regs.begin(env);
        prepass.run(problem);
        homes.assign(problem, env);
        result.setHomes(homes.count());
        pass.begin(problem, env, result, prepass);
        edges.begin(problem, env);
        edits.begin(blocks);
        for (int i = 0; i < blocks; i++) {
            block(problem, prepass.block(i));
        }
        edits.copyTo(result, problem);
        result.setSpillSlots(vregs.slotCount());
    }

    private void block(Problem problem, int b) {
        edits.beginBlock(b);
        homes.enterBottom(b, regs);
        edges.leave(b, edits);
        int last = problem.blockEnd(b) - 1;
        pass.instruction(last, b, edits);
        for (int i = last - 1; i >= problem.blockStart(b); i--) {
            pass.instruction(i, BlockPass.NOT_LAST, edits);
        }
        edges.enter(b, edits);
        checkTop(problem, b);
        regs.releaseAll();
        edits.endBlock(b);
    }

    /** What is left in registers at the top of a block must be parameters, or homes of what is live there. */
    private void checkTop(Problem problem, int b) {
        for (int c = 0; c < 3; c++) {
            for (long m = regs.occupied[c]; m != 0; m &= m - 1) {
                int preg = PReg.of(c, Long.numberOfTrailingZeros(m));
                int v = regs.vregIn[preg];
                boolean fine = vregs.home[v] == preg && b != 0 || vregs.param[v] && vregs.defBlock[v] == b;
                if (!fine) {
                    String place = Allocation.toString(Allocation.reg(preg));
                    throw new RegallocException(
                            "v" + v + " is needed in " + place + " at the top of block " + b
                                    + ", where it has no value",
                            Dump.of(problem));
                }
            }
        }
    }
}
