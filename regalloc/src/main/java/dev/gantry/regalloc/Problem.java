package dev.gantry.regalloc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An abstract function whose vregs want registers: flat int arrays, reusable by {@link #clear}.
 *
 * <p><b>Form.</b> Blocks 0..n-1 are contiguous ranges of instructions 0..m-1 in the order of the final code; block 0 is the entry,
 * has no predecessors and no parameters (arguments of the function are defs of its first instruction). Every block has at least one
 * instruction, and its last one is the branch or return. The function is in SSA form: every vreg is defined once, by an operand or as
 * a block parameter, and the def dominates the uses.
 *
 * <p><b>Edges.</b> Successor edges are numbered through the function; each carries as many arguments as its target has parameters.
 * Critical edges are split already: the source of an edge has one successor or its target has one predecessor (the same block twice
 * counts as two). Moves of an edge are inserted at the head of its target if that has one predecessor, else before the last
 * instruction of its source, which therefore must have neither operands nor clobbers (a plain jump). Last instructions of other blocks
 * may use and define vregs.
 *
 * <p><b>Filling, forwards:</b>
 *
 * <pre>
 *   clear();
 *   v = newVReg(RegClass.INT) …                  // at any time before its first mention
 *   for each block:  blockParam(v)*;  for each instruction: operand(o)*, endInst(flags, clobbers);
 *                    (successor(target), branchArg(v)*)*;  loopDepth(d);  endBlock();
 *   finish();
 * </pre>
 *
 * <p><b>Backwards</b> (for a client that lowers from the end): the same calls, last block first and last instruction of each block
 * first (operands of one instruction, parameters, successors and arguments in their natural order; successor targets by final block
 * number), then {@link #reverse} before {@link #finish}.
 */
public final class Problem {
    /** Instruction flag: ends its block with successors. */
    public static final int BRANCH = 1;
    /** Instruction flag: ends its block without successors. */
    public static final int RET = 2;
    /** Clobber index of an instruction that clobbers nothing. */
    public static final int NO_CLOBBERS = 0;

    private byte[] vregClass = new byte[64];
    private int vregCount;
    private final int[] slotUnits = new int[RegClass.COUNT];

    private int[] operands = new int[256];
    private int operandCount;
    private int[] operandStart = new int[65];
    private byte[] instFlags = new byte[64];
    private int[] instClobbers = new int[64];
    private int instCount;
    private final List<PRegSet> clobberSets = new ArrayList<>();

    private int blockCount;
    private int[] blockStart = new int[17];
    private int[] paramStart = new int[17];
    private int[] succStart = new int[17];
    private int[] depth = new int[16];
    private int[] params = new int[16];
    private int[] succs = new int[16];
    private int[] argStart = new int[17];
    private int[] args = new int[16];
    private int[] predStart = new int[17];
    private int[] preds = new int[16];
    private int paramCount;
    private int succCount;
    private int argCount;
    private int pendingDepth;

    /** An empty problem. */
    public Problem() {
        clear();
    }

    /** Empties the problem; slot units go back to 1, 1 and 2. */
    public void clear() {
        vregCount = 0;
        slotUnits[RegClass.INT] = 1;
        slotUnits[RegClass.FLOAT] = 1;
        slotUnits[RegClass.VECTOR] = 2;
        operandCount = 0;
        instCount = 0;
        blockCount = 0;
        paramCount = 0;
        succCount = 0;
        argCount = 0;
        pendingDepth = 0;
        clobberSets.clear();
        clobberSets.add(PRegSet.EMPTY);
    }

    // ---- Filling ----

    /** A new vreg of a class; vregs are numbered from 0. */
    public int newVReg(int regClass) {
        if (vregCount == Operand.MAX_VREGS) {
            throw new RegallocException("more than " + Operand.MAX_VREGS + " virtual registers", "");
        }
        if (vregCount == vregClass.length) {
            vregClass = Arrays.copyOf(vregClass, vregCount * 2);
        }
        vregClass[vregCount] = (byte) regClass;
        return vregCount++;
    }

    /** Size of a spill slot of a class in units of 8 bytes: 1 or 2; set before {@link #finish}. Slots of 2 are 16-byte aligned. */
    public void setSlotUnits(int regClass, int units) {
        slotUnits[regClass] = units;
    }

    /** Appends an operand to the instruction being built. */
    public void operand(int operand) {
        if (operandCount == operands.length) {
            operands = Arrays.copyOf(operands, operandCount * 2);
        }
        operands[operandCount++] = operand;
    }

    /** Registers a set of clobbered registers; returns its index for {@link #endInst}. Register each distinct set once. */
    public int addClobberSet(PRegSet set) {
        clobberSets.add(set);
        return clobberSets.size() - 1;
    }

    /**
     * Ends the instruction whose operands were just appended; returns its number (in order of filling).
     *
     * @param flags 0, {@link #BRANCH} or {@link #RET}
     * @param clobbers index from {@link #addClobberSet} or {@link #NO_CLOBBERS}; registers the instruction overwrites late. A register
     *     that is also a fixed def of the instruction counts as defined.
     */
    public int endInst(int flags, int clobbers) {
        int i = instCount;
        if (i == instFlags.length) {
            instFlags = Arrays.copyOf(instFlags, i * 2);
            instClobbers = Arrays.copyOf(instClobbers, i * 2);
            operandStart = Arrays.copyOf(operandStart, i * 2 + 1);
        }
        instFlags[i] = (byte) flags;
        instClobbers[i] = clobbers;
        operandStart[i + 1] = operandCount;
        instCount = i + 1;
        return i;
    }

    /** Appends a parameter to the block being built. */
    public void blockParam(int vreg) {
        params = append(params, paramCount++, vreg);
    }

    /** Appends a successor edge to the block being built. */
    public void successor(int block) {
        succs = append(succs, succCount++, block);
        argStart = append(argStart, succCount, argCount);
    }

    /** Appends an argument to the edge appended last. */
    public void branchArg(int vreg) {
        args = append(args, argCount++, vreg);
        argStart[succCount] = argCount;
    }

    /** Loop depth (0 outside loops) of the block being built. */
    public void loopDepth(int loopDepth) {
        pendingDepth = loopDepth;
    }

    /** Ends the block: it holds all instructions since the block before it ended. Returns its number (in order of filling). */
    public int endBlock() {
        int b = blockCount;
        if (b == depth.length) {
            depth = Arrays.copyOf(depth, b * 2);
            blockStart = Arrays.copyOf(blockStart, b * 2 + 1);
            paramStart = Arrays.copyOf(paramStart, b * 2 + 1);
            succStart = Arrays.copyOf(succStart, b * 2 + 1);
        }
        depth[b] = pendingDepth;
        pendingDepth = 0;
        blockCount = b + 1;
        blockStart[b + 1] = instCount;
        paramStart[b + 1] = paramCount;
        succStart[b + 1] = succCount;
        return b;
    }

    /** Turns a problem that was filled backwards round: instruction i becomes m-1-i, block b becomes n-1-b. */
    public void reverse() {
        int[] newOperands = new int[operands.length];
        int[] newStart = new int[operandStart.length];
        int to = 0;
        for (int i = 0; i < instCount; i++) {
            int old = instCount - 1 - i;
            int n = operandStart[old + 1] - operandStart[old];
            System.arraycopy(operands, operandStart[old], newOperands, to, n);
            to += n;
            newStart[i + 1] = to;
        }
        operands = newOperands;
        operandStart = newStart;
        for (int i = 0, j = instCount - 1; i < j; i++, j--) {
            byte f = instFlags[i];
            instFlags[i] = instFlags[j];
            instFlags[j] = f;
            swap(instClobbers, i, j);
        }
        reverseBlocks();
    }

    private void reverseBlocks() {
        int n = blockCount;
        for (int i = 0, j = n - 1; i < j; i++, j--) {
            swap(depth, i, j);
        }
        int[] newParams = new int[params.length];
        int[] newSuccs = new int[succs.length];
        int[] newArgs = new int[args.length];
        int[] newBlockStart = new int[blockStart.length];
        int[] newParamStart = new int[paramStart.length];
        int[] newSuccStart = new int[succStart.length];
        int[] newArgStart = new int[argStart.length];
        int np = 0;
        int ns = 0;
        int na = 0;
        for (int b = 0; b < n; b++) {
            int old = n - 1 - b;
            newBlockStart[b + 1] = instCount - blockStart[old];
            for (int p = paramStart[old]; p < paramStart[old + 1]; p++) {
                newParams[np++] = params[p];
            }
            newParamStart[b + 1] = np;
            for (int e = succStart[old]; e < succStart[old + 1]; e++) {
                newSuccs[ns++] = succs[e];
                for (int a = argStart[e]; a < argStart[e + 1]; a++) {
                    newArgs[na++] = args[a];
                }
                newArgStart[ns] = na;
            }
            newSuccStart[b + 1] = ns;
        }
        params = newParams;
        succs = newSuccs;
        args = newArgs;
        blockStart = newBlockStart;
        paramStart = newParamStart;
        succStart = newSuccStart;
        argStart = newArgStart;
    }

    /** Derives predecessors; to be called once after filling. */
    public void finish() {
        if (predStart.length < blockCount + 1) {
            predStart = new int[Math.max(blockCount + 1, predStart.length * 2)];
        } else {
            Arrays.fill(predStart, 0, blockCount + 1, 0);
        }
        if (preds.length < succCount) {
            preds = new int[Math.max(succCount, preds.length * 2)];
        }
        for (int e = 0; e < succCount; e++) {
            predStart[succs[e]]++;
        }
        int sum = 0;
        for (int b = 0; b < blockCount; b++) {
            sum += predStart[b];
            predStart[b] = sum;
        }
        predStart[blockCount] = sum;
        for (int b = blockCount - 1; b >= 0; b--) {
            for (int e = succStart[b + 1] - 1; e >= succStart[b]; e--) {
                preds[--predStart[succs[e]]] = b;
            }
        }
    }

    private static int[] append(int[] array, int index, int value) {
        int[] a = index < array.length ? array : Arrays.copyOf(array, array.length * 2);
        a[index] = value;
        return a;
    }

    private static void swap(int[] array, int i, int j) {
        int t = array[i];
        array[i] = array[j];
        array[j] = t;
    }

    // ---- Reading ----

    /** Number of vregs. */
    public int vregCount() {
        return vregCount;
    }

    /** Class of a vreg. */
    public int vregClass(int vreg) {
        return vregClass[vreg];
    }

    /** Units of 8 bytes that a spill slot of a class takes. */
    public int slotUnits(int regClass) {
        return slotUnits[regClass];
    }

    /** Number of instructions. */
    public int instCount() {
        return instCount;
    }

    /** Number of operands of all instructions. */
    public int operandCount() {
        return operandCount;
    }

    /** Packed operand number {@code index}, see {@link Operand}. */
    public int operandAt(int index) {
        return operands[index];
    }

    /** Index of the first operand of an instruction. */
    public int operandStart(int inst) {
        return operandStart[inst];
    }

    /** Index after the last operand of an instruction. */
    public int operandEnd(int inst) {
        return operandStart[inst + 1];
    }

    /** Flags of an instruction. */
    public int instFlags(int inst) {
        return instFlags[inst];
    }

    /** Index of the clobber set of an instruction; {@link #NO_CLOBBERS} for none. */
    public int instClobbers(int inst) {
        return instClobbers[inst];
    }

    /** Number of clobber sets, the empty one included. */
    public int clobberSetCount() {
        return clobberSets.size();
    }

    /** Clobber set number {@code index}. */
    public PRegSet clobberSet(int index) {
        return clobberSets.get(index);
    }

    /** Number of blocks. */
    public int blockCount() {
        return blockCount;
    }

    /** First instruction of a block. */
    public int blockStart(int block) {
        return blockStart[block];
    }

    /** Instruction after the last one of a block. */
    public int blockEnd(int block) {
        return blockStart[block + 1];
    }

    /** Loop depth of a block. */
    public int blockDepth(int block) {
        return depth[block];
    }

    /** Number of parameters of a block. */
    public int paramCount(int block) {
        return paramStart[block + 1] - paramStart[block];
    }

    /** Parameter {@code i} of a block. */
    public int param(int block, int i) {
        return params[paramStart[block] + i];
    }

    /** Number of successor edges of a block. */
    public int succCount(int block) {
        return succStart[block + 1] - succStart[block];
    }

    /** Number of the successor edge {@code i} of a block. */
    public int edge(int block, int i) {
        return succStart[block] + i;
    }

    /** Target of successor edge {@code i} of a block. */
    public int succ(int block, int i) {
        return succs[succStart[block] + i];
    }

    /** Number of arguments of an edge. */
    public int argCount(int edge) {
        return argStart[edge + 1] - argStart[edge];
    }

    /** Argument {@code i} of an edge. */
    public int arg(int edge, int i) {
        return args[argStart[edge] + i];
    }

    /** Number of predecessor edges of a block. */
    public int predCount(int block) {
        return predStart[block + 1] - predStart[block];
    }

    /** Source of predecessor edge {@code i} of a block. */
    public int pred(int block, int i) {
        return preds[predStart[block] + i];
    }
}
