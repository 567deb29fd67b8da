package dev.gantry.codegen.analysis;

import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.Layout;

/** Removes the blocks that cannot be reached from the entry. Linear. */
public final class UnreachableCode {
    private UnreachableCode() {}

    /** Removes them from the layout; whether there were any. */
    public static boolean remove(Function function, DominatorTree domtree) {
        Layout layout = function.layout;
        boolean removed = false;
        int block = layout.firstBlock();
        while (block >= 0) {
            int next = layout.nextBlock(block);
            if (!domtree.isReachable(block)) {
                int inst = layout.firstInst(block);
                while (inst >= 0) {
                    int following = layout.nextInst(inst);
                    layout.removeInst(inst);
                    inst = following;
                }
                layout.removeBlock(block);
                removed = true;
            }
            block = next;
        }
        return removed;
    }
}
