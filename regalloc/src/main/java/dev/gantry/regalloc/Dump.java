package dev.gantry.regalloc;

/** Text of a problem, and of a result beside it, for failures and for the eye. */
public final class Dump {
    private Dump() {}

    /** The problem alone. */
    public static String of(Problem problem) {
        return text(problem, new Result(), false);
    }

    /** The problem with the allocation behind every operand and the edits between the instructions. */
    public static String of(Problem problem, Result result) {
        return text(problem, result, true);
    }

    private static String text(Problem p, Result result, boolean allocated) {
        StringBuilder out = new StringBuilder();
        int edit = 0;
        for (int b = 0; b < p.blockCount(); b++) {
            out.append("block").append(b).append('(');
            for (int i = 0; i < p.paramCount(b); i++) {
                out.append(i > 0 ? ", v" : "v").append(p.param(b, i));
            }
            out.append("): depth ").append(p.blockDepth(b)).append('\n');
            for (int inst = p.blockStart(b); inst < p.blockEnd(b); inst++) {
                edit = allocated ? edits(out, result, edit, inst * 2) : 0;
                inst(out, p, result, inst, allocated);
                edit = allocated ? edits(out, result, edit, inst * 2 + 1) : 0;
            }
            for (int i = 0; i < p.succCount(b); i++) {
                out.append("    -> block").append(p.succ(b, i)).append('(');
                int edge = p.edge(b, i);
                for (int a = 0; a < p.argCount(edge); a++) {
                    out.append(a > 0 ? ", v" : "v").append(p.arg(edge, a));
                }
                out.append(")\n");
            }
        }
        return out.toString();
    }

    private static void inst(StringBuilder out, Problem p, Result result, int inst, boolean allocated) {
        out.append("  ").append(inst).append(':');
        for (int k = p.operandStart(inst); k < p.operandEnd(inst); k++) {
            out.append(k > p.operandStart(inst) ? ", " : " ").append(Operand.toString(p.operandAt(k)));
            if (allocated) {
                out.append(" = ").append(Allocation.toString(result.alloc(k)));
            }
        }
        if (p.instClobbers(inst) != Problem.NO_CLOBBERS) {
            out.append(" clobbers ").append(p.clobberSet(p.instClobbers(inst)));
        }
        int flags = p.instFlags(inst);
        out.append((flags & Problem.BRANCH) != 0 ? " branch" : "").append((flags & Problem.RET) != 0 ? " ret" : "");
        out.append('\n');
    }

    private static int edits(StringBuilder out, Result result, int first, int point) {
        int i = first;
        for (; i < result.editCount() && result.editPoint(i) <= point; i++) {
            out.append(result.editPoint(i) < point ? "    (late!) " : "    ").append("move ");
            out.append(Allocation.toString(result.editTo(i))).append(" <- ");
            out.append(Allocation.toString(result.editFrom(i))).append('\n');
        }
        return i;
    }
}
