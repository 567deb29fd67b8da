package dev.gantry.codegen.machinst;

import dev.gantry.regalloc.Allocation;
import dev.gantry.regalloc.Result;

/** Prints a function after allocation: instructions, and between them the allocator's moves. */
final class AllocatedPrinter {
    private final VCode vcode;
    private final Result result;
    private int edit;

    AllocatedPrinter(VCode vcode, Result result) {
        this.vcode = vcode;
        this.result = result;
    }

    void print(StringBuilder out) {
        for (int block = 0; block < vcode.blockCount(); block++) {
            out.append("block").append(block).append(":\n");
            for (int i = vcode.blockStart(block); i < vcode.blockEnd(block); i++) {
                edits(out, 2 * i);
                out.append("    ");
                vcode.inst(i).print(out);
                out.append('\n');
                edits(out, 2 * i + 1);
            }
        }
    }

    private void edits(StringBuilder out, int point) {
        for (; edit < result.editCount() && result.editPoint(edit) == point; edit++) {
            out.append("    move ").append(Allocation.toString(result.editTo(edit)));
            out.append(" <- ")
                    .append(Allocation.toString(result.editFrom(edit)))
                    .append('\n');
        }
    }
}
