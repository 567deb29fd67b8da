package dev.gantry.clif.build;

import dev.gantry.clif.ir.BlockCall;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.Type;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Construction of SSA form while the code is being made, after Braun, Buchwald, Hack, Leißa, Mallon and Zwinkau, "Simple
 * and Efficient Construction of Static Single Assignment Form" (2013).
 *
 * <p>A variable that a block reads before writing it is looked up in the block's predecessors. A block is <em>sealed</em>
 * once all its predecessors are known. Reading in a block that is not sealed makes a <em>phi</em> (a block parameter to be)
 * that stays pending until the block is sealed. Reading in a sealed block with several predecessors marks the block and reads
 * the variable in each of them; if they give different values, or if the reading comes back to the marked block, there has to
 * be a phi. A phi whose arguments are, itself aside, one and the same value becomes an alias of it.
 *
 * <p>Invariants: a phi is in no block's parameter list, and no branch carries its arguments, before {@link #finish}, which
 * appends both once for each block and branch, so that the work is linear in the number of arguments. Reads are driven by
 * an explicit stack of tasks; nothing recurses. What a variable is in the current block is held in an array indexed by the
 * variable, and goes to the table when the builder leaves the block. No mark is left when a read is done.
 *
 * <p>Example: {@code x = 1; while (c) { x = x + 1 }; return x}. The loop head is not sealed when its condition is made, so
 * reading x gives a pending phi v2. Sealing the head reads x in the entry (v1) and in the body (v3 = iadd v2, 1): two
 * values, so v2 becomes a parameter of the head, and the branches get v1 and v3.
 */
final class SsaBuilder {
    /** In place of a value: the variable is being read in the predecessors of the block. */
    private static final int MARKED = -2;

    /** Tasks are a number times four plus what is to be done: read in a block, finish a marked block, complete a phi. */
    private static final int READ = 0;

    private static final int FINISH = 1;
    private static final int COMPLETE = 2;

    /** Set by {@link #begin}, dropped by {@link #finish}. */
    private @Nullable Function function;

    private int varCount;
    private int[] varType = new int[64];
    private int[] localValue = new int[64];
    private int[] localStamp = new int[64];
    private int stamp;
    private int[] dirty = new int[64];
    private int dirtyCount;
    private final DefTable defs = new DefTable();

    private int current = -1;
    private int blockLimit;
    private boolean[] sealed = new boolean[16];
    private int[] predCount = new int[16];
    private int[] firstPred = new int[16];
    private int[] lastPred = new int[16];
    private int[] lastBranch = new int[16];
    private int[] firstPending = new int[16];
    private int[] firstPhi = new int[16];
    private int[] lastPhi = new int[16];

    /** Edges in the order in which their branches were made; a branch has one for each different target. */
    private int[] edgeBranch = new int[64];

    private int[] edgeFrom = new int[64];
    private int[] edgeTo = new int[64];
    private int[] edgeNext = new int[64];
    private int edgeCount;

    private int[] phiValue = new int[64];
    private int[] phiVar = new int[64];
    private int[] phiBlock = new int[64];
    private int[] phiArgs = new int[64];
    private int[] phiNext = new int[64];
    private int phiCount;
    private int[] args = new int[256];
    private int argCount;

    private int[] tasks = new int[64];
    private int taskCount;
    private int[] results = new int[64];
    private final int[] waypoints = new int[32];
    private int resultCount;

    /** Starts a function, forgetting the last. */
    void begin(Function function) {
        this.function = function;
        varCount = 0;
        dirtyCount = 0;
        stamp++;
        current = -1;
        blockLimit = 0;
        edgeCount = 0;
        phiCount = 0;
        argCount = 0;
        defs.clear();
    }

    private Function function() {
        Function f = function;
        if (f == null) {
            throw new IllegalStateException("the builder is finished");
        }
        return f;
    }

    void declareBlock(int block) {
        if (block >= sealed.length) {
            int size = Math.max(block + 1, sealed.length * 2);
            sealed = Arrays.copyOf(sealed, size);
            predCount = Arrays.copyOf(predCount, size);
            firstPred = Arrays.copyOf(firstPred, size);
            lastPred = Arrays.copyOf(lastPred, size);
            lastBranch = Arrays.copyOf(lastBranch, size);
            firstPending = Arrays.copyOf(firstPending, size);
            firstPhi = Arrays.copyOf(firstPhi, size);
            lastPhi = Arrays.copyOf(lastPhi, size);
        }
        for (int b = blockLimit; b <= block; b++) {
            sealed[b] = false;
            predCount[b] = 0;
            firstPred[b] = -1;
            lastPred[b] = -1;
            lastBranch[b] = -1;
            firstPending[b] = -1;
            firstPhi[b] = -1;
            lastPhi[b] = -1;
        }
        blockLimit = Math.max(blockLimit, block + 1);
    }

    int declareVar(Type type) {
        if (varCount == varType.length) {
            int size = varCount * 2;
            varType = Arrays.copyOf(varType, size);
            localValue = Arrays.copyOf(localValue, size);
            localStamp = Arrays.copyOf(localStamp, size);
        }
        varType[varCount] = type.id();
        localStamp[varCount] = stamp - 1;
        return varCount++;
    }

    Type varType(int var) {
        return Type.ofId(varType[var]);
    }

    boolean isSealed(int block) {
        return sealed[block];
    }

    boolean hasPredecessors(int block) {
        return predCount[block] > 0;
    }

    /** Tells that code is now made in another block. */
    void enterBlock(int block) {
        for (int i = 0; i < dirtyCount; i++) {
            defs.put(dirty[i], current, localValue[dirty[i]]);
        }
        dirtyCount = 0;
        stamp++;
        current = block;
    }

    void def(int var, int block, int value) {
        if (block != current) {
            defs.put(var, block, value);
            return;
        }
        if (localStamp[var] != stamp) {
            localStamp[var] = stamp;
            if (dirtyCount == dirty.length) {
                dirty = Arrays.copyOf(dirty, dirtyCount * 2);
            }
            dirty[dirtyCount++] = var;
        }
        localValue[var] = value;
    }

    private int known(int var, int block) {
        if (block == current && localStamp[var] == stamp) {
            return localValue[var];
        }
        return defs.get(var, block);
    }

    /** Reads a variable in the current block. */
    int use(int var) {
        if (localStamp[var] == stamp) {
            return localValue[var];
        }
        int value = defs.get(var, current);
        if (value >= 0) {
            return value;
        }
        pushTask(current << 2 | READ);
        run(var);
        value = results[--resultCount];
        def(var, current, value);
        return value;
    }

    /** Tells that a branch leads from a block to another. Only the first of equal targets of a branch counts. */
    void declareEdge(int branch, int from, int to) {
        if (sealed[to]) {
            throw new IllegalStateException("block" + to + " is sealed, yet gets another predecessor, block" + from);
        }
        if (lastBranch[to] == branch) {
            return;
        }
        lastBranch[to] = branch;
        if (edgeCount == edgeBranch.length) {
            int size = edgeCount * 2;
            edgeBranch = Arrays.copyOf(edgeBranch, size);
            edgeFrom = Arrays.copyOf(edgeFrom, size);
            edgeTo = Arrays.copyOf(edgeTo, size);
            edgeNext = Arrays.copyOf(edgeNext, size);
        }
        int edge = edgeCount++;
        edgeBranch[edge] = branch;
        edgeFrom[edge] = from;
        edgeTo[edge] = to;
        edgeNext[edge] = -1;
        if (lastPred[to] < 0) {
            firstPred[to] = edge;
        } else {
            edgeNext[lastPred[to]] = edge;
        }
        lastPred[to] = edge;
        predCount[to]++;
    }

    /** Tells that all branches to a block have been made, and completes its pending phis in the order of reading. */
    void seal(int block) {
        sealed[block] = true;
        int phi = -1;
        int next = firstPending[block];
        firstPending[block] = -1;
        while (next >= 0) {
            int after = phiNext[next];
            phiNext[next] = phi;
            phi = next;
            next = after;
        }
        while (phi >= 0) {
            int following = phiNext[phi];
            phiNext[phi] = -1;
            pushTask(phi << 2 | COMPLETE);
            pushReads(block);
            run(phiVar[phi]);
            resultCount--;
            phi = following;
        }
    }

    // ---- Reading in other blocks ----

    private void pushTask(int task) {
        if (taskCount == tasks.length) {
            tasks = Arrays.copyOf(tasks, taskCount * 2);
        }
        tasks[taskCount++] = task;
    }

    private void pushResult(int value) {
        if (resultCount == results.length) {
            results = Arrays.copyOf(results, resultCount * 2);
        }
        results[resultCount++] = value;
    }

    /** Arranges for reads in all predecessors of a block; the last one is done first. */
    private void pushReads(int block) {
        for (int edge = firstPred[block]; edge >= 0; edge = edgeNext[edge]) {
            pushTask(edgeFrom[edge] << 2 | READ);
        }
    }

    private void run(int var) {
        while (taskCount > 0) {
            int task = tasks[--taskCount];
            switch (task & 3) {
                case READ -> read(var, task >> 2);
                case FINISH -> finishMarked(var, task >> 2);
                default -> complete(task >> 2);
            }
        }
    }

    /**
     * Reads a variable at the end of a block. Where single predecessors make a chain, what is found is noted one, two, four,
     * eight ... steps down the chain, so that reads from many places below it do not all walk it again.
     */
    private void read(int var, int block) {
        int at = block;
        int value = known(var, at);
        int marks = 0;
        for (int step = 1; value == -1 && sealed[at] && predCount[at] == 1 && step <= blockLimit; step++) {
            at = edgeFrom[firstPred[at]];
            value = known(var, at);
            if ((step & (step - 1)) == 0) {
                waypoints[marks++] = at;
            }
        }
        if (value == -1) {
            if (!sealed[at]) {
                int phi = newPhi(var, at);
                phiNext[phi] = firstPending[at];
                firstPending[at] = phi;
                value = phiValue[phi];
            } else if (predCount[at] <= 1) {
                value = zero(var, at);
            } else {
                def(var, at, MARKED);
                pushTask(at << 2 | FINISH);
                pushReads(at);
                return;
            }
            def(var, at, value);
        } else if (value == MARKED) {
            int phi = newPhi(var, at); // may move phiValue
            value = phiValue[phi];
            def(var, at, value);
        }
        for (int i = 0; i < marks; i++) {
            if (waypoints[i] != at) {
                def(var, waypoints[i], value);
            }
        }
        pushResult(value);
    }

    /** The variable has been read in all predecessors of a marked block. */
    private void finishMarked(int var, int block) {
        Function f = function();
        int value = known(var, block);
        if (value != MARKED) {
            complete(f.dfg.valueDefIndex(value));
            return;
        }
        int count = predCount[block];
        int base = resultCount - count;
        int first = f.dfg.resolveAndShorten(results[base]);
        boolean differ = false;
        for (int i = base; i < resultCount; i++) {
            results[i] = f.dfg.resolveAndShorten(results[i]);
            differ |= results[i] != first;
        }
        if (differ) {
            int phi = newPhi(var, block);
            keepPhi(phi, base, count);
            first = phiValue[phi];
        }
        def(var, block, first);
        resultCount = base;
        pushResult(first);
    }

    private void complete(int phi) {
        Function f = function();
        int block = phiBlock[phi];
        int value = phiValue[phi];
        int count = predCount[block];
        int base = resultCount - count;
        int same = -1;
        boolean differ = false;
        for (int i = base; i < resultCount; i++) {
            int arg = f.dfg.resolveAndShorten(results[i]);
            results[i] = arg;
            if (arg != value) {
                differ |= same >= 0 && same != arg;
                same = arg;
            }
        }
        if (differ) {
            keepPhi(phi, base, count);
            same = value;
        } else {
            if (same < 0) {
                same = zero(phiVar[phi], block);
            }
            f.dfg.changeToAlias(value, same);
            if (known(phiVar[phi], block) == value) {
                def(phiVar[phi], block, same);
            }
        }
        resultCount = base;
        pushResult(same);
    }

    private void keepPhi(int phi, int base, int count) {
        int block = phiBlock[phi];
        if (argCount + count > args.length) {
            args = Arrays.copyOf(args, Math.max(args.length * 2, argCount + count));
        }
        // Results lie in the order of reading, last predecessor first.
        for (int i = 0; i < count; i++) {
            args[argCount + i] = results[base + count - 1 - i];
        }
        phiArgs[phi] = argCount;
        argCount += count;
        if (lastPhi[block] < 0) {
            firstPhi[block] = phi;
        } else {
            phiNext[lastPhi[block]] = phi;
        }
        lastPhi[block] = phi;
        phiNext[phi] = -1;
    }

    private int newPhi(int var, int block) {
        if (phiCount == phiValue.length) {
            int size = phiCount * 2;
            phiValue = Arrays.copyOf(phiValue, size);
            phiVar = Arrays.copyOf(phiVar, size);
            phiBlock = Arrays.copyOf(phiBlock, size);
            phiArgs = Arrays.copyOf(phiArgs, size);
            phiNext = Arrays.copyOf(phiNext, size);
        }
        int phi = phiCount++;
        phiValue[phi] = function().dfg.makeDetachedParam(block, varType(var), phi);
        phiVar[phi] = var;
        phiBlock[phi] = block;
        phiArgs[phi] = -1;
        phiNext[phi] = -1;
        return phi;
    }

    // ---- Zeros for variables read before any assignment ----

    private int zero(int var, int block) {
        Type type = varType(var);
        Function f = function();
        int after = -1;
        InstData data;
        if (type.isInt() && type.bits() <= 64) {
            data = new InstData.UnaryImm(Opcode.ICONST, 0);
        } else if (type == Type.I128) {
            after = insertFirst(f, block, new InstData.UnaryImm(Opcode.ICONST, 0), Type.I64);
            data = new InstData.Unary(Opcode.UEXTEND, f.dfg.firstResult(after));
        } else if (type == Type.F16) {
            data = new InstData.UnaryIeee16(Opcode.F16CONST, 0);
        } else if (type == Type.F32) {
            data = new InstData.UnaryIeee32(Opcode.F32CONST, 0);
        } else if (type == Type.F64) {
            data = new InstData.UnaryIeee64(Opcode.F64CONST, 0);
        } else {
            int constant = f.constants.add(new byte[type.bytes()]);
            data = new InstData.UnaryConst(type == Type.F128 ? Opcode.F128CONST : Opcode.VCONST, constant);
        }
        if (after < 0) {
            return f.dfg.firstResult(insertFirst(f, block, data, type));
        }
        int inst = f.dfg.makeInst(data, type);
        f.layout.insertInstAfter(inst, after);
        return f.dfg.firstResult(inst);
    }

    private static int insertFirst(Function f, int block, InstData data, Type ctrl) {
        int inst = f.dfg.makeInst(data, ctrl);
        int first = f.layout.firstInst(block);
        if (first < 0) {
            f.layout.appendInst(inst, block);
        } else {
            f.layout.insertInstBefore(inst, first);
        }
        return inst;
    }

    // ---- The end ----

    /** Appends the phis to the parameters of their blocks, and their arguments to the branches. */
    void finish() {
        Function f = function();
        for (int block = 0; block < blockLimit; block++) {
            if (!sealed[block]) {
                throw new IllegalStateException("block" + block + " was never sealed");
            }
            for (int phi = firstPhi[block]; phi >= 0; phi = phiNext[phi]) {
                f.dfg.attachBlockParam(block, phiValue[phi]);
            }
        }
        int[] edgeIndex = new int[edgeCount];
        for (int block = 0; block < blockLimit; block++) {
            int index = 0;
            for (int edge = firstPred[block]; edge >= 0; edge = edgeNext[edge]) {
                edgeIndex[edge] = index++;
            }
        }
        int[] indexOfTarget = lastBranch;
        int edge = 0;
        while (edge < edgeCount) {
            int branch = edgeBranch[edge];
            boolean any = false;
            for (; edge < edgeCount && edgeBranch[edge] == branch; edge++) {
                indexOfTarget[edgeTo[edge]] = edgeIndex[edge];
                any |= firstPhi[edgeTo[edge]] >= 0;
            }
            if (any) {
                InstData data = f.dfg.instData(branch);
                f.dfg.replace(branch, data.mapDests(call -> withPhiArgs(call, indexOfTarget[call.block()])));
            }
        }
        function = null;
    }

    private BlockCall withPhiArgs(BlockCall call, int predIndex) {
        int count = 0;
        for (int phi = firstPhi[call.block()]; phi >= 0; phi = phiNext[phi]) {
            count++;
        }
        if (count == 0) {
            return call;
        }
        int given = call.argCount();
        int[] all = Arrays.copyOf(call.args(), given + count);
        for (int phi = firstPhi[call.block()]; phi >= 0; phi = phiNext[phi]) {
            all[given++] = args[phiArgs[phi] + predIndex];
        }
        return call.withArgs(all);
    }
}
