package dev.gantry.clif.verify;

import dev.gantry.clif.ir.AbiParam;
import dev.gantry.clif.ir.Dfg;
import dev.gantry.clif.ir.Entity;
import dev.gantry.clif.ir.ExceptionTable;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.Layout;
import dev.gantry.clif.ir.Signature;
import dev.gantry.clif.ir.Type;
import java.util.Arrays;
import java.util.List;

/**
 * Checks functions. The checks come in an order such that each may rely on those before it, and stop after the first of these
 * groups that finds an error: declarations; structure of blocks and references to entities. Then types, calls, flags and
 * dominance are checked and all errors reported.
 *
 * <p>Takes time near-linear in the size of the function.
 */
public final class Verifier {
    private final Function function;
    private final Dfg dfg;
    private final Layout layout;
    private final Report report;
    private final Type pointer;

    private Verifier(Function function, Type pointer) {
        this.function = function;
        this.dfg = function.dfg;
        this.layout = function.layout;
        this.report = new Report(function);
        this.pointer = pointer;
    }

    /** Checks a function without knowing how wide a pointer is. Gives the errors, none if it is good. */
    public static List<VerifierError> verify(Function function) {
        return verify(function, Type.INVALID);
    }

    /**
     * Checks a function. Gives the errors, none if it is good.
     *
     * @param pointer type of addresses on the target; {@link Type#INVALID} leaves out the checks that need it
     */
    public static List<VerifierError> verify(Function function, Type pointer) {
        Verifier verifier = new Verifier(function, pointer);
        verifier.run();
        return verifier.report.errors();
    }

    private void run() {
        if (!new DeclarationChecks(function, report, pointer).run()) {
            return;
        }
        entryBlock();
        if (!structure() || !references()) {
            return;
        }
        InstChecks insts = new InstChecks(function, report, pointer);
        for (int block = layout.firstBlock(); block >= 0; block = layout.nextBlock(block)) {
            for (int inst = layout.firstInst(block); inst >= 0; inst = layout.nextInst(inst)) {
                insts.check(inst);
            }
        }
        dominance();
    }

    private void entryBlock() {
        int entry = layout.entryBlock();
        if (entry < 0) {
            return;
        }
        Entity location = Entity.block(entry);
        if (layout.isCold(entry)) {
            report.add(location, "entry block cannot be marked as cold");
        }
        Signature signature = function.signature();
        int count = dfg.blockParamCount(entry);
        if (count != signature.paramCount()) {
            report.add(
                    location,
                    "entry block parameters (" + count + ") must match function signature (" + signature.paramCount()
                            + ")");
            return;
        }
        for (int i = 0; i < count; i++) {
            AbiParam param = signature.param(i);
            Type type = dfg.valueType(dfg.blockParam(entry, i));
            if (type != param.type()) {
                report.add(
                        location,
                        "entry block parameter " + i + " expected to have type " + param.type() + ", got " + type);
            }
        }
    }

    /** Every block has instructions, of which the last and no other is a terminator. */
    private boolean structure() {
        int before = report.size();
        for (int block = layout.firstBlock(); block >= 0; block = layout.nextBlock(block)) {
            int last = layout.lastInst(block);
            if (last < 0) {
                report.add(Entity.block(block), "block" + block + " cannot be empty");
                continue;
            }
            for (int inst = layout.firstInst(block); inst >= 0; inst = layout.nextInst(inst)) {
                boolean terminator = dfg.opcode(inst).isTerminator();
                if (terminator && inst != last) {
                    report.add(
                            Entity.inst(inst),
                            "a terminator instruction was encountered before the end of block" + block);
                    break;
                }
                if (!terminator && inst == last) {
                    report.add(Entity.block(block), "block" + block + " does not end in a terminator");
                }
            }
        }
        return report.size() == before;
    }

    /** Everything that instructions name exists. */
    private boolean references() {
        int before = report.size();
        ReferenceChecks references = new ReferenceChecks(function, report);
        for (int block = layout.firstBlock(); block >= 0; block = layout.nextBlock(block)) {
            for (int inst = layout.firstInst(block); inst >= 0; inst = layout.nextInst(inst)) {
                references.check(inst);
            }
        }
        return report.size() == before;
    }

    // ---- Dominance ----

    private void dominance() {
        Dominators dominators = new Dominators(function);
        int[] position = new int[dfg.instLimit()];
        Arrays.fill(position, -1);
        int next = 0;
        for (int block = layout.firstBlock(); block >= 0; block = layout.nextBlock(block)) {
            for (int inst = layout.firstInst(block); inst >= 0; inst = layout.nextInst(inst)) {
                position[inst] = next++;
            }
        }
        for (int block = layout.firstBlock(); block >= 0; block = layout.nextBlock(block)) {
            boolean reachable = dominators.isReachable(block);
            for (int inst = layout.firstInst(block); inst >= 0; inst = layout.nextInst(inst)) {
                InstData data = dfg.instData(inst);
                for (int i = 0, n = data.argCount(); i < n; i++) {
                    use(data.arg(i), inst, block, reachable, dominators, position);
                }
                if (data.opcode().isCall() && data.opcode().isBranch()) {
                    for (int context : ExceptionTable.contextsOf(data)) {
                        use(context, inst, block, reachable, dominators, position);
                    }
                }
                for (int d = 0, n = data.destCount(); d < n; d++) {
                    for (int arg : data.dest(d).args()) {
                        if (arg >= 0) {
                            use(arg, inst, block, reachable, dominators, position);
                        }
                    }
                }
            }
        }
    }

    private void use(int arg, int inst, int block, boolean reachable, Dominators dominators, int[] position) {
        int value = dfg.resolveAliases(arg);
        int def = dfg.valueDefInst(value);
        if (def >= 0) {
            int defBlock = layout.instBlock(def);
            if (defBlock < 0) {
                report.atInst(inst, "uses value v" + arg + " from an instruction that is in no block");
            } else if (def == inst) {
                report.atInst(inst, "uses value v" + arg + " from itself");
            } else if (defBlock == block
                    ? position[def] > position[inst]
                    : reachable && !dominators.dominates(defBlock, block)) {
                report.atInst(inst, "uses value v" + arg + " from non-dominating inst" + def);
            }
            return;
        }
        int defBlock = dfg.valueDefBlock(value);
        if (!layout.isBlockInserted(defBlock)) {
            report.atInst(inst, "uses value arg from a block that is not in the layout, block" + defBlock);
        } else if (reachable && !dominators.dominates(defBlock, block)) {
            report.atInst(inst, "uses value arg from non-dominating block" + defBlock);
        }
    }
}
