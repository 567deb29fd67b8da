package dev.gantry.filetests;

import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.Type;
import dev.gantry.clif.text.ClifFunction;
import dev.gantry.clif.text.ClifPrinter;
import dev.gantry.clif.text.ClifReader;
import dev.gantry.clif.verify.Verifier;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes text of functions smaller while something still goes wrong with it: instructions become constants or disappear,
 * branches lose targets, unreachable blocks and unused instructions go, as long as the fault stays.
 */
final class Reducer {
    private final Predicate<String> fails;

    /** A reducer; the predicate says whether text still shows the fault. */
    Reducer(Predicate<String> fails) {
        this.fails = fails;
    }

    private interface Change {
        /** Changes the {@code inst}-th instruction of a function; false if there is nothing to change. */
        boolean apply(Function function, int inst);
    }

    String reduce(String text) {
        String best = text;
        boolean progress = true;
        while (progress) {
            String before = best;
            best = tryAll(best, (f, inst) -> branchTo(f, inst, 0));
            best = tryAll(best, (f, inst) -> branchTo(f, inst, 1));
            best = tryAll(best, Reducer::drop);
            best = tryAll(best, (f, inst) -> constant(f, inst, 0));
            best = tryAll(best, (f, inst) -> constant(f, inst, 1));
            best = tryAll(best, Reducer::operand);
            progress = best.length() < before.length();
        }
        return best;
    }

    private String tryAll(String text, Change change) {
        String best = text;
        int functions = ClifReader.readFunctions(text).size();
        for (int number = functions - 1; number >= 0; number--) {
            int limit = ClifReader.readFunctions(best).get(number).dfg.instLimit();
            for (int inst = limit - 1; inst >= 0; inst--) {
                List<ClifFunction> file = ClifReader.readFile(best, "reduced").functions();
                Function function = file.get(number).function();
                if (inst >= function.dfg.instLimit() || !change.apply(function, inst)) {
                    continue;
                }
                removeUnreachable(function);
                StringBuilder candidate = new StringBuilder();
                boolean valid = true;
                for (ClifFunction f : file) {
                    valid &= Verifier.verify(f.function(), Type.I64).isEmpty();
                    candidate.append(ClifPrinter.print(f.function()));
                }
                if (valid && fails.test(candidate.toString())) {
                    best = candidate.toString();
                }
            }
        }
        return best;
    }

    private static boolean branchTo(Function f, int inst, int dest) {
        InstData data = f.dfg.instData(inst);
        if (data.destCount() <= dest
                || data instanceof InstData.Jump
                || data.opcode().isCall()) {
            return false;
        }
        f.dfg.replace(inst, new InstData.Jump(Opcode.JUMP, data.dest(dest)));
        return true;
    }

    private static boolean drop(Function f, int inst) {
        if (f.dfg.opcode(inst).isTerminator() || f.layout.instBlock(inst) < 0) {
            return false;
        }
        for (int i = 0; i < f.dfg.instResultCount(inst); i++) {
            if (isUsed(f, f.dfg.instResult(inst, i))) {
                return false;
            }
        }
        f.layout.removeInst(inst);
        return true;
    }

    private static boolean isUsed(Function f, int value) {
        for (int inst = 0; inst < f.dfg.instLimit(); inst++) {
            if (f.layout.instBlock(inst) < 0) {
                continue;
            }
            InstData data = f.dfg.instData(inst);
            for (int i = 0; i < data.argCount(); i++) {
                if (data.arg(i) == value) {
                    return true;
                }
            }
            for (int d = 0; d < data.destCount(); d++) {
                for (int arg : data.dest(d).args()) {
                    if (arg == value) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean constant(Function f, int inst, long value) {
        InstData data = f.dfg.instData(inst);
        if (f.dfg.instResultCount(inst) != 1 || data instanceof InstData.UnaryImm) {
            return false;
        }
        Type type = f.dfg.valueType(f.dfg.instResult(inst, 0));
        if (type.isInt() && type.bits() <= 64) {
            f.dfg.replace(inst, new InstData.UnaryImm(Opcode.ICONST, value));
            return true;
        }
        if (data instanceof InstData.UnaryIeee64 || data instanceof InstData.UnaryIeee32 || value != 0) {
            return false;
        }
        if (type == Type.F64) {
            f.dfg.replace(inst, new InstData.UnaryIeee64(Opcode.F64CONST, 0));
            return true;
        }
        if (type == Type.F32) {
            f.dfg.replace(inst, new InstData.UnaryIeee32(Opcode.F32CONST, 0));
        }
        return type == Type.F32;
    }

    /** Uses of a result become uses of the first operand of the same type. */
    private static boolean operand(Function f, int inst) {
        InstData data = f.dfg.instData(inst);
        if (f.dfg.instResultCount(inst) != 1) {
            return false;
        }
        int result = f.dfg.instResult(inst, 0);
        for (int i = 0; i < data.argCount(); i++) {
            int arg = data.arg(i);
            if (f.dfg.valueType(arg) == f.dfg.valueType(result)) {
                for (int user = 0; user < f.dfg.instLimit(); user++) {
                    f.dfg.replace(user, f.dfg.instData(user).mapArgs(v -> v == result ? arg : v));
                }
                f.layout.removeInst(inst);
                return true;
            }
        }
        return false;
    }

    private static void removeUnreachable(Function f) {
        boolean[] seen = new boolean[f.dfg.blockLimit()];
        int[] work = new int[seen.length + 1];
        int count = 0;
        work[count++] = f.layout.entryBlock();
        seen[f.layout.entryBlock()] = true;
        while (count > 0) {
            InstData data = f.dfg.instData(f.layout.lastInst(work[--count]));
            for (int d = 0; d < data.destCount(); d++) {
                int to = data.dest(d).block();
                if (!seen[to]) {
                    seen[to] = true;
                    work[count++] = to;
                }
            }
        }
        for (int block = 0; block < seen.length; block++) {
            if (!seen[block] && f.layout.isBlockInserted(block)) {
                for (int inst = f.layout.firstInst(block); inst >= 0; inst = f.layout.firstInst(block)) {
                    f.layout.removeInst(inst);
                }
                f.layout.removeBlock(block);
            }
        }
    }
}
